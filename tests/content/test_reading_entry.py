from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.content.entry import Entry, Kind, PartialDate, Value
from bot.content.nodes import Reader
from bot.content.reading_entry import QUALIFIERS, read_entry, read_value

Parse = Callable[[str], tuple[Reader, yaml.Node]]
START = """\
kind: answer
title: {en: Quay, id: Dermaga}
answer: {en: It is long., id: Dermaganya panjang.}
questions: {en: [how long], id: [berapa panjang]}
"""


def entry_of(folder: Path, text: str, name: str = "quay") -> tuple[Entry | None, Reader]:
    path = folder / "port" / f"{name}.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    reader = Reader(f"entries/port/{name}.yaml", ("en", "id"))
    return read_entry(reader, path), reader


def found(reader: Reader) -> list[tuple[str, int]]:
    return [(problem.key, problem.spot.line) for problem in reader.problems]


def test_an_entry_is_named_by_its_file_and_shelved_by_its_folder(tmp_path: Path) -> None:
    entry, reader = entry_of(tmp_path, START)
    assert entry is not None
    assert (entry.id, entry.topic, entry.kind) == ("quay", "port", Kind.ANSWER)
    assert entry.questions == {"en": ("how long",), "id": ("berapa panjang",)}
    assert not reader.problems


def test_everything_an_editor_writes_reaches_the_record(tmp_path: Path) -> None:
    rest = (
        "sources: [s]\nreview_by: 2027-05-31\nchecked: 2026-11-24\nrelated: [a, b]\nplace: p\nrefer_to: [o]\n"
    )
    entry, reader = entry_of(tmp_path, START + rest)
    assert entry is not None
    assert (entry.sources, entry.related, entry.place, entry.refer_to) == (("s",), ("a", "b"), "p", ("o",))
    assert (entry.review_by, entry.checked) == (date(2027, 5, 31), date(2026, 11, 24))
    assert not reader.problems


def test_a_fact_carries_its_unit_day_speaker_and_sources(tmp_path: Path) -> None:
    fact = "{value: 270, unit: metre, qualifier: about, as_of: 2019-05, said_by: x, source: [a, b]}"
    entry, reader = entry_of(tmp_path, f"{START}facts:\n  length: {fact}\n")
    assert entry is not None
    length = entry.facts["length"]
    assert (length.value, length.unit, length.qualifier) == (Decimal(270), "metre", "about")
    assert (length.as_of, length.said_by, length.sources) == (PartialDate(2019, 5), "x", ("a", "b"))
    assert not length.volatile
    assert length.spot.line == 6
    assert not reader.problems


def test_earlier_values_stand_by_their_day(tmp_path: Path) -> None:
    entry, _ = entry_of(tmp_path, START + "facts:\n  f:\n    value: 2\n    history: {2019: 1}\n")
    assert entry is not None
    assert entry.facts["f"].history == {"2019": Decimal(1)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("270", Decimal(270)),
        ("-1.50", Decimal("-1.50")),
        ("0.5", Decimal("0.5")),
        ("2025-08-07", date(2025, 8, 7)),
        ("[4, 6]", (Decimal(4), Decimal(6))),
        ("'0542 123'", "0542 123"),
        ("Kariangau", "Kariangau"),
        ("{en: port, id: pelabuhan}", {"en": "port", "id": "pelabuhan"}),
        ("null", None),
    ],
)
def test_a_value_is_what_it_looks_like(parse: Parse, text: str, value: Value) -> None:
    reader, node = parse(text)
    assert read_value(reader, node) == value
    assert not reader.problems


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("0542421555", "content.bad_number"),
        ("1_000", "content.bad_number"),
        ("0x1F", "content.bad_number"),
        ("12:30", "content.bad_number"),
        (".inf", "content.bad_number"),
        ("2025-02-30", "content.bad_date"),
        ("[6, 4]", "content.bad_range"),
        ("[4, 4]", "content.bad_range"),
        ("[4]", "content.bad_range"),
        ("[4, x]", "content.bad_range"),
    ],
)
def test_what_yaml_would_take_for_another_value_is_refused(parse: Parse, text: str, key: str) -> None:
    reader, node = parse(text)
    assert read_value(reader, node) is None
    assert reader.problems[0].key == key


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ("content.not_a_mapping", 1)),
        ("just words", ("content.not_a_mapping", 1)),
        (START.replace("answer\n", "story\n"), ("content.bad_kind", 1)),
        (START.replace(", id: Dermaga}", "}"), ("content.missing_language", 2)),
        (START + "facts:\n  Length: {value: 1}\n", ("content.bad_fact_name", 6)),
        (START + "facts:\n  length: {value: 1, qualifier: roughly}\n", ("content.bad_qualifier", 6)),
        (START + "facts:\n  length: {valeu: 1}\n", ("content.unknown_field_meant", 6)),
        (START + "review_by: 2027-05\n", ("content.not_a_day", 5)),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, text: str, problem: tuple[str, int]) -> None:
    assert problem in found(entry_of(tmp_path, text)[1])


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    _, reader = entry_of(tmp_path, "kind: story\ntitle: {en: Quay}\nreview_by: soon\n")
    faults = [("content.missing_language", 2), ("content.missing_field", 1), ("content.bad_date", 3)]
    assert found(reader) == [("content.bad_kind", 1), *faults]


@pytest.mark.parametrize("name", ["Quay", "quay_length", "-quay", "quay--length", "q" * 41])
def test_a_name_that_no_button_can_carry_is_refused(tmp_path: Path, name: str) -> None:
    assert ("content.bad_id", 1) in found(entry_of(tmp_path, START, name)[1])


@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_every_qualifier_is_read(tmp_path: Path, qualifier: str) -> None:
    text = f"{START}facts:\n  f: {{value: 1, qualifier: {qualifier}}}\n"
    entry, _ = entry_of(tmp_path, text)
    assert entry is not None
    assert entry.facts["f"].qualifier == qualifier
