"""The content folder becomes records: everything that is good, and all problems at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import yaml

from bot.content.content import Content
from bot.content.entry import Entry, Spot
from bot.content.nodes import Reader
from bot.content.problem import Problem, fault
from bot.content.reading_entry import read_entry
from bot.content.reading_vocabulary import read_vocabulary
from bot.content.reference import Office, Place, Source, Speaker, Topic

Item = TypeVar("Item")


def read(folder: Path, languages: Sequence[str]) -> tuple[Content, list[Problem]]:
    """Read a content folder; what cannot be read is left out of the content and named in the problems."""
    codes = tuple(languages)
    problems: list[Problem] = []

    def shelf(name: str, one: Callable[[Reader, str, yaml.Node], Item]) -> dict[str, Item]:
        return _shelf(folder / f"{name}.yaml", Reader(f"{name}.yaml", codes, problems), one)

    content = Content(
        entries=_entries(folder, codes, problems),
        topics=shelf("topics", _topic),
        sources=shelf("sources", _source),
        speakers=shelf("speakers", _speaker),
        places=shelf("places", _place),
        offices=shelf("offices", _office),
        vocabulary=read_vocabulary(folder, codes, problems),
    )
    return content, sorted(problems, key=lambda problem: (problem.spot.file, problem.spot.line))


def _entries(folder: Path, codes: tuple[str, ...], problems: list[Problem]) -> dict[str, Entry]:
    paths = sorted((folder / "entries").glob("*/*.yaml"))
    if not paths:
        problems.append(fault(Spot("entries", 1), "content.no_entries"))
    problems += _strays(folder, paths)
    entries: dict[str, Entry] = {}
    for path in paths:
        reader = Reader(path.relative_to(folder).as_posix(), codes)
        entry = read_entry(reader, path)
        if entry is not None and entry.id in entries:
            reader.complain(None, "content.repeated_entry", name=entry.id, other=entries[entry.id].spot.file)
        elif entry is not None:
            entries[entry.id] = entry
        problems += reader.problems
    return entries


def _strays(folder: Path, known: Sequence[Path]) -> Iterator[Problem]:
    """Yield what looks like an entry and is none, for its extension or its place."""
    for path in sorted({*(folder / "entries").rglob("*.yaml"), *(folder / "entries").rglob("*.yml")}):
        if path not in known:
            yield fault(Spot(path.relative_to(folder).as_posix(), 1), "content.stray_file")


def _shelf(path: Path, reader: Reader, one: Callable[[Reader, str, yaml.Node], Item]) -> dict[str, Item]:
    if not path.is_file():
        reader.complain(None, "content.no_file", name=path.name)
        return {}
    root = reader.compose(path)
    if root is None:
        return {}
    return {key: one(reader, key, node) for key, node in reader.fields(root).items()}


def _fields(reader: Reader, node: yaml.Node, allowed: str) -> Mapping[str, yaml.Node]:
    return reader.fields(node, allowed.split())


def _topic(reader: Reader, name: str, node: yaml.Node) -> Topic:
    fields = _fields(reader, node, "title icon")
    title = reader.words_of(fields, "title", node)
    return Topic(name, title, reader.text(fields.get("icon")), reader.spot(node))


def _speaker(reader: Reader, name: str, node: yaml.Node) -> Speaker:
    fields = _fields(reader, node, "name")
    return Speaker(name, reader.words_of(fields, "name", node), reader.spot(node))


def _office(reader: Reader, name: str, node: yaml.Node) -> Office:
    fields = _fields(reader, node, "name contact source")
    return Office(
        name,
        reader.words_of(fields, "name", node),
        contact=reader.optional(fields.get("contact")),
        source=reader.optional(fields.get("source")),
        spot=reader.spot(node),
    )


def _place(reader: Reader, name: str, node: yaml.Node) -> Place:
    fields = _fields(reader, node, "name latitude longitude address source")
    return Place(
        name,
        reader.words_of(fields, "name", node),
        latitude=_degrees(reader, fields.get("latitude"), node, 90),
        longitude=_degrees(reader, fields.get("longitude"), node, 180),
        address=reader.words(fields["address"]) if "address" in fields else {},
        source=reader.optional(fields.get("source")),
        spot=reader.spot(node),
    )


def _degrees(reader: Reader, node: yaml.Node | None, parent: yaml.Node, most: int) -> float:
    text = reader.text(node)
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        reader.complain(node or parent, "content.bad_degrees", value=text, most=most)
        return 0.0
    return degrees


def _source(reader: Reader, name: str, node: yaml.Node) -> Source:
    fields = _fields(reader, node, "title publisher url published retrieved kind note seed")
    return Source(
        name,
        title=reader.text(fields.get("title")),
        publisher=reader.text(fields.get("publisher")),
        url=reader.optional(fields.get("url")),
        published=reader.partial_date(fields.get("published")),
        retrieved=reader.partial_date(fields.get("retrieved")),
        spot=reader.spot(node),
    )
