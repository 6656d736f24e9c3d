from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.content.entry import PartialDate, Spot
from bot.content.nodes import Reader

Parse = Callable[[str], tuple[Reader, yaml.Node]]


def keys(reader: Reader) -> list[str]:
    return [problem.key for problem in reader.problems]


@pytest.mark.parametrize(
    ("raw", "key", "line"),
    [
        (b"a: 1\nb: ]", "content.bad_yaml", 2),
        (b"a: \xff", "content.not_utf8", 1),
        (b"a: \x00", "content.bad_yaml", 1),
        (b"a: 1\n---\nb: 2", "content.bad_yaml", 2),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem_with_its_line(
    tmp_path: Path, raw: bytes, key: str, line: int
) -> None:
    (tmp_path / "a.yaml").write_bytes(raw)
    reader = Reader("a.yaml", ("en",))
    assert reader.compose(tmp_path / "a.yaml") is None
    assert [(problem.key, problem.spot) for problem in reader.problems] == [(key, Spot("a.yaml", line))]


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    reader = Reader("a.yaml", ("en",))
    assert reader.compose(tmp_path) is None
    assert keys(reader) == ["content.unreadable"]


def test_fields_are_found_by_name(parse: Parse) -> None:
    reader, node = parse("a: 1\nb: 2")
    assert list(reader.fields(node, ("a", "b"))) == ["a", "b"]
    assert not reader.problems


def test_an_unknown_field_is_named_with_what_was_probably_meant(parse: Parse) -> None:
    reader, node = parse("kind: answer\nquestoins: []\nxyz: 1")
    reader.fields(node, ("kind", "questions"))
    assert [(problem.key, problem.spot.line) for problem in reader.problems] == [
        ("content.unknown_field_meant", 2),
        ("content.unknown_field", 3),
    ]
    assert reader.problems[0].params == {"name": "questoins", "meant": "questions"}


def test_a_repeated_field_is_named(parse: Parse) -> None:
    reader, node = parse("a: 1\na: 2")
    reader.fields(node)
    assert keys(reader) == ["content.repeated_field"]


@pytest.mark.parametrize("text", ["[a]", "a"])
def test_what_is_no_mapping_has_no_fields(parse: Parse, text: str) -> None:
    reader, node = parse(text)
    assert reader.fields(node) == {}
    assert keys(reader) == ["content.not_a_mapping"]


@pytest.mark.parametrize(("text", "read"), [("' a '", "a"), ("5", "5"), ("null", "-"), ("~", "-")])
def test_a_text_is_a_scalar(parse: Parse, text: str, read: str) -> None:
    reader, node = parse(text)
    assert reader.text(node, "-") == read
    assert not reader.problems


def test_a_list_is_no_text(parse: Parse) -> None:
    reader, node = parse("[a]")
    assert reader.text(node) == ""
    assert keys(reader) == ["content.not_a_text"]


@pytest.mark.parametrize(("text", "read"), [("[a, b]", ("a", "b")), ("a", ("a",)), ("null", ())])
def test_texts_are_a_list_or_one(parse: Parse, text: str, read: tuple[str, ...]) -> None:
    reader, node = parse(text)
    assert reader.texts(node) == read


def test_a_mapping_is_no_list(parse: Parse) -> None:
    reader, node = parse("a: b")
    assert reader.texts(node) == ()
    assert keys(reader) == ["content.not_a_list"]


def test_words_stand_in_every_language(parse: Parse) -> None:
    reader, node = parse("{en: Port, id: Pelabuhan}")
    assert reader.words(node) == {"en": "Port", "id": "Pelabuhan"}
    assert not reader.problems


@pytest.mark.parametrize("text", ["{en: Port}", "{en: Port, id: ''}"])
def test_a_missing_language_is_named(parse: Parse, text: str) -> None:
    reader, node = parse(text)
    reader.words(node)
    assert [(problem.key, problem.params) for problem in reader.problems] == [
        ("content.missing_language", {"language": "id"})
    ]


def test_a_language_that_nobody_speaks_is_named(parse: Parse) -> None:
    reader, node = parse("{en: Port, id: Pelabuhan, xx: Hafen}")
    reader.words(node)
    assert keys(reader) == ["content.unknown_field"]


@pytest.mark.parametrize(("text", "read"), [("true", True), ("False", False), ("null", False)])
def test_a_flag_is_true_or_false(parse: Parse, text: str, *, read: bool) -> None:
    reader, node = parse(text)
    assert reader.flag(node) is read
    assert not reader.problems


def test_anything_else_is_no_flag(parse: Parse) -> None:
    reader, node = parse("yes")
    assert reader.flag(node) is False
    assert keys(reader) == ["content.not_a_flag"]


def test_a_day_is_whole(parse: Parse) -> None:
    reader, node = parse("[2025-05-31, 2025-05, soon]")
    whole, month, soon = reader.items(node)
    assert (reader.day(whole), reader.day(month), reader.day(soon)) == (date(2025, 5, 31), None, None)
    assert keys(reader) == ["content.not_a_day", "content.bad_date"]


def test_a_partial_date_may_be_absent(parse: Parse) -> None:
    reader, node = parse("2025-05")
    assert (reader.partial_date(node), reader.partial_date(None)) == (PartialDate(2025, 5), None)
