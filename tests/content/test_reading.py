from pathlib import Path

import pytest

from bot.content.content import Content
from bot.content.entry import PartialDate
from bot.content.problem import Problem
from bot.content.reading import read

ENTRY = """\
kind: answer
title: {en: Quay, id: Dermaga}
answer: {en: Long., id: Panjang.}
"""


def content_of(folder: Path, **files: str) -> tuple[Content, list[Problem]]:
    for name, text in {"entries/port/quay": ENTRY, **files}.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read(folder, ("en", "id"))


def found(problems: list[Problem]) -> list[tuple[str, str, int]]:
    return [(problem.key, problem.spot.file, problem.spot.line) for problem in problems]


def test_the_smallest_content_is_good(folder: Path) -> None:
    content, problems = content_of(folder)
    assert list(content.entries) == ["quay"]
    assert not problems


def test_each_shelf_becomes_records(folder: Path) -> None:
    content, problems = content_of(
        folder,
        topics="port: {title: {en: Port, id: Pelabuhan}, icon: ⚓}",
        sources="s: {title: News, publisher: Paper, url: 'https://x.id', published: 2025-08}",
        speakers="mayor: {name: {en: The mayor, id: Wali kota}}",
        places="pier: {name: {en: Pier, id: Dermaga}, latitude: -1.27, longitude: 116.8}",
        offices="ksop: {name: {en: Harbour office, id: KSOP}, contact: '112', source: s}",
    )
    assert not problems
    assert content.topics["port"].icon == "⚓"
    assert content.sources["s"].published == PartialDate(2025, 8)
    assert content.speakers["mayor"].name["id"] == "Wali kota"
    assert (content.places["pier"].latitude, content.places["pier"].longitude) == (-1.27, 116.8)
    assert (content.offices["ksop"].contact, content.offices["ksop"].source) == ("112", "s")


def test_a_missing_file_is_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "topics.yaml").unlink()
    content, problems = content_of(folder)
    assert found(problems) == [("content.no_file", "topics.yaml", 1)]
    assert "quay" in content.entries


def test_content_without_entries_is_a_fault(tmp_path: Path) -> None:
    assert "content.no_entries" in [problem.key for problem in read(tmp_path, ("en",))[1]]


def test_an_id_stands_once_over_all_topics(folder: Path) -> None:
    content, problems = content_of(folder, **{"entries/export/quay": ENTRY})
    assert content.entries["quay"].topic == "export"
    assert found(problems) == [("content.repeated_entry", "entries/port/quay.yaml", 1)]
    assert problems[0].params["other"] == "entries/export/quay.yaml"


@pytest.mark.parametrize(
    "name", ["entries/quay.yaml", "entries/port/deep/quay.yaml", "entries/port/pier.yml"]
)
def test_a_file_that_would_be_passed_over_is_named(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(ENTRY, encoding="utf-8")
    assert found(content_of(folder)[1]) == [("content.stray_file", name, 1)]


def test_a_broken_entry_leaves_the_others_in(folder: Path) -> None:
    content, problems = content_of(folder, **{"entries/port/pier": "kind: ]"})
    assert list(content.entries) == ["quay"]
    assert found(problems) == [("content.bad_yaml", "entries/port/pier.yaml", 1)]


@pytest.mark.parametrize("latitude", ["91", "-90.5", "north", "nan", "null"])
def test_a_place_stands_on_the_map(folder: Path, latitude: str) -> None:
    pier = f"pier:\n  name: {{en: Pier, id: Dermaga}}\n  longitude: 116.8\n  latitude: {latitude}\n"
    assert [problem.key for problem in content_of(folder, places=pier)[1]] == ["content.bad_degrees"]


def test_problems_stand_by_file_and_line(folder: Path) -> None:
    _, problems = content_of(folder, topics="a: {}\nb: {}\n", sources="s: {titel: x}\n")
    spots = [(problem.spot.file, problem.spot.line) for problem in problems]
    assert spots == sorted(spots)
    assert {"sources.yaml", "topics.yaml"} == {file for file, _ in spots}
