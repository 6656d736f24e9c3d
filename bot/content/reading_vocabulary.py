"""The vocabulary files become one record; a missing file is an empty list of words."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

import yaml

from bot.content.entry import Words
from bot.content.nodes import Reader
from bot.content.problem import Problem
from bot.content.vocabulary import Elsewhere, Facet, Urgent, Vocabulary

Item = TypeVar("Item")
Conversation: TypeAlias = tuple[dict[str, tuple[str, ...]], str | None, tuple[str, ...]]


def read_vocabulary(folder: Path, languages: tuple[str, ...], problems: list[Problem]) -> Vocabulary:
    """Read `vocabulary/*.yaml`."""

    def file(name: str, one: Callable[[Reader, yaml.Node], Item], empty: Item) -> Item:
        path = folder / "vocabulary" / f"{name}.yaml"
        reader = Reader(path.relative_to(folder).as_posix(), languages, problems)
        root = reader.compose(path) if path.is_file() else None
        return one(reader, root) if root is not None else empty

    none: Conversation = ({}, None, ())
    follow_up, no_words, origin = file("conversation", _conversation, none)
    return Vocabulary(
        spelling=file("spelling", _spelling, {}),
        synonyms=file("synonyms", _synonyms, ()),
        elsewhere=file("elsewhere", _elsewhere, {}),
        facets=file("facets", _facets, {}),
        follow_up=follow_up,
        origin=origin,
        urgent=file("urgent", _urgent, Urgent()),
        literals=file("literals", Reader.texts, ()),
        no_words=no_words,
    )


def _spelling(reader: Reader, root: yaml.Node) -> dict[str, Words]:
    def pairs(node: yaml.Node) -> Words:
        return {short: reader.text(long) for short, long in reader.fields(node).items()}

    return dict(reader.by_language(root, pairs))


def _synonyms(reader: Reader, root: yaml.Node) -> tuple[tuple[str, ...], ...]:
    return tuple(reader.texts(node) for node in reader.items(root))


def _elsewhere(reader: Reader, root: yaml.Node) -> dict[str, Elsewhere]:
    found = {}
    for name, node in reader.fields(root).items():
        fields = reader.fields(node, ("name", "words"))
        words = reader.words_of(fields, "name", node)
        found[name] = Elsewhere(name, words, reader.texts(fields.get("words")), reader.spot(node))
    return found


def _facets(reader: Reader, root: yaml.Node) -> dict[str, Facet]:
    found = {}
    for name, node in reader.fields(root).items():
        fields = reader.fields(node, ("words", "units"))
        units = reader.texts(fields.get("units"))
        found[name] = Facet(name, reader.texts(fields.get("words")), units, reader.spot(node))
    return found


def _conversation(reader: Reader, root: yaml.Node) -> Conversation:
    fields = reader.fields(root, ("no_words", "follow_up", "origin"))
    follow_up = fields.get("follow_up")
    patterns = reader.by_language(follow_up, lambda node: _patterns(reader, node)) if follow_up else {}
    origin = _patterns(reader, fields.get("origin"))
    return dict(patterns), reader.optional(fields.get("no_words")), origin


def _urgent(reader: Reader, root: yaml.Node) -> Urgent:
    fields = reader.fields(root, ("danger", "cry", "sign", "calm", "settings"))
    settings = reader.fields(fields["settings"]) if "settings" in fields else {}
    return Urgent(
        danger=_patterns(reader, fields.get("danger")),
        cry=_patterns(reader, fields.get("cry")),
        sign=_patterns(reader, fields.get("sign")),
        calm=_patterns(reader, fields.get("calm")),
        settings={name: reader.texts(node) for name, node in settings.items()},
        spot=reader.spot(root),
    )


def _patterns(reader: Reader, node: yaml.Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    return tuple(text for item in reader.items(node) if (text := _pattern(reader, item)))


def _pattern(reader: Reader, node: yaml.Node) -> str:
    text = reader.text(node)
    try:
        # As it will stand: among others, so that flags may be set for a part of it only.
        re.compile(f"(?:{text})")
    except re.error as error:
        reader.complain(node, "content.bad_pattern", pattern=text, reason=error)
        return ""
    return text
