"""A content's digest: the same content gives the same digest, wherever its records were read."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from bot.content.content import Content
from bot.content.entry import PartialDate


def digest_of(content: Content) -> str:
    """Hash a content (SHA-256, 64 hexadecimal digits); the order of entries and their lines do not count."""
    entries = sorted(content.entries.items())
    vocabulary = content.vocabulary
    orders = [
        list(content.topics),
        list(vocabulary.facets),
        list(vocabulary.urgent.settings),
        [list(entry.facts) for _, entry in entries],
    ]
    text = json.dumps([_plain(content), orders], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def alike(one: object, other: object) -> bool:
    """Tell whether two records say the same, wherever they were read."""
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    """Turn records into lists and texts; kinds of values are told apart, spots left out."""
    if isinstance(value, Decimal | PartialDate | date):
        return [type(value).__name__, str(value)]
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name != "spot"]
        return [[name, _plain(getattr(value, name))] for name in names]
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
