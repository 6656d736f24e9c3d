"""One entry's file becomes a record."""

import re
from decimal import Decimal
from pathlib import Path

import yaml

from bot.content.entry import Entry, Fact, Kind, Value
from bot.content.nodes import DAY, NULL, Reader

ENTRY_FIELDS = (
    "kind",
    "title",
    "review_by",
    "checked",
    "sources",
    "facts",
    "answer",
    "questions",
    "related",
    "place",
    "refer_to",
)
FACT_FIELDS = (
    "value",
    "qualifier",
    "unit",
    "as_of",
    "until",
    "said_by",
    "source",
    "dossier",
    "volatile",
    "publish_because",
    "history",
)
QUALIFIERS = ("about", "almost", "up_to", "more_than", "at_least")
# No leading zero: YAML would take a phone number for an octal one.
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
NAME = re.compile(r"[a-z][a-z0-9_]*")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# callback_data and deep links hold 64 bytes: a kind, an id and a version must fit.
LONGEST_ID = 40
# YAML reads more forms as numbers than an editor means; NUMBER narrows them.
NUMBER_TAGS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}


def read_entry(reader: Reader, path: Path) -> Entry | None:
    """Read `entries/<topic>/<entry>.yaml`; None when it is no mapping at all."""
    root = reader.compose(path)
    if root is None and reader.problems:
        return None
    fields = reader.fields(root, ENTRY_FIELDS)
    if not fields:
        return None
    _check_id(reader, path.stem, root)
    return Entry(
        id=path.stem,
        topic=path.parent.name,
        kind=_kind(reader, fields.get("kind"), root),
        title=reader.words_of(fields, "title", root),
        answer=reader.words_of(fields, "answer", root),
        questions=reader.by_language(fields.get("questions") or root, reader.texts)
        if "questions" in fields
        else {},
        facts=_facts(reader, fields.get("facts")),
        sources=reader.texts(fields.get("sources")),
        review_by=reader.day(fields.get("review_by")),
        checked=reader.day(fields.get("checked")),
        related=reader.texts(fields.get("related")),
        place=reader.optional(fields.get("place")),
        refer_to=reader.texts(fields.get("refer_to")),
        spot=reader.spot(root),
    )


def _check_id(reader: Reader, name: str, root: yaml.Node | None) -> None:
    if not ID.fullmatch(name) or len(name) > LONGEST_ID:
        reader.complain(root, "content.bad_id", name=name, longest=LONGEST_ID)


def _kind(reader: Reader, node: yaml.Node | None, root: yaml.Node | None) -> Kind:
    text = reader.text(node)
    if text in set(Kind):
        return Kind(text)
    reader.complain(node or root, "content.bad_kind", value=text, allowed=", ".join(Kind))
    return Kind.ANSWER


def _facts(reader: Reader, node: yaml.Node | None) -> dict[str, Fact]:
    if node is None or node.tag == NULL:
        return {}
    return {name: _fact(reader, name, child) for name, child in reader.fields(node).items()}


def _fact(reader: Reader, name: str, node: yaml.Node) -> Fact:
    fields = reader.fields(node, FACT_FIELDS)
    if not NAME.fullmatch(name):
        reader.complain(node, "content.bad_fact_name", name=name)
    return Fact(
        name=name,
        value=read_value(reader, fields.get("value")),
        unit=reader.optional(fields.get("unit")),
        qualifier=_qualifier(reader, fields.get("qualifier")),
        as_of=reader.partial_date(fields.get("as_of")),
        until=reader.partial_date(fields.get("until")),
        said_by=reader.optional(fields.get("said_by")),
        sources=reader.texts(fields.get("source")),
        dossier=reader.texts(fields.get("dossier")),
        volatile=reader.flag(fields.get("volatile")),
        publish_because=reader.optional(fields.get("publish_because")),
        history=_history(reader, fields.get("history")),
        spot=reader.spot(node),
    )


def _qualifier(reader: Reader, node: yaml.Node | None) -> str | None:
    text = reader.optional(node)
    if text is not None and text not in QUALIFIERS:
        reader.complain(node, "content.bad_qualifier", value=text, allowed=", ".join(QUALIFIERS))
        return None
    return text


def _history(reader: Reader, node: yaml.Node | None) -> dict[str, Value]:
    if node is None or node.tag == NULL:
        return {}
    return {day: read_value(reader, child) for day, child in reader.fields(node).items()}


def read_value(reader: Reader, node: yaml.Node | None) -> Value:
    """Read a number, day, text, range, text by language, or nothing."""
    if node is None or node.tag == NULL:
        return None
    if isinstance(node, yaml.SequenceNode):
        return _range(reader, node)
    if isinstance(node, yaml.MappingNode):
        return reader.words(node)
    text = reader.text(node)
    if node.tag in NUMBER_TAGS:
        return _number(reader, node)
    if node.tag == "tag:yaml.org,2002:timestamp" and DAY.fullmatch(text):
        return reader.day(node)
    return text or None


def _number(reader: Reader, node: yaml.Node) -> Decimal | None:
    if NUMBER.fullmatch(node.value):
        return Decimal(node.value)
    reader.complain(node, "content.bad_number", value=node.value)
    return None


def _range(reader: Reader, node: yaml.SequenceNode) -> tuple[Decimal, Decimal] | None:
    ends = [number for item in node.value if (number := _end(reader, item)) is not None]
    if len(ends) == 2 == len(node.value) and ends[0] < ends[1]:
        return ends[0], ends[1]
    reader.complain(node, "content.bad_range")
    return None


def _end(reader: Reader, node: yaml.Node) -> Decimal | None:
    return _number(reader, node) if node.tag in NUMBER_TAGS else None
