"""Telegram's HTML, read as Telegram reads it and refused in its words.

The rules are those of TDLib's `parse_html`. What Telegram passes over in silence (an unknown attribute or
entity, a link that leads nowhere) is kept in `Markup.ignored`, so that a test can insist on none.
"""

import re
from dataclasses import replace

from bot.answers.markup import STYLES, BadMarkup, Entity, Markup, Opened, entity_of, units

ATTRIBUTES = {
    "a": {"href"},
    "code": {"class"},
    "span": {"class"},
    "blockquote": {"expandable"},
    "tg-emoji": {"emoji-id"},
    "tg-time": {"unix", "format"},
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([A-Za-z]+));?")
SURROGATE = re.compile("[\ud800-\udfff]")


def visible(html: str) -> str:
    """Return what a person reads; raises BadMarkup."""
    return parse(html).text


def parse(html: str) -> Markup:
    """Read Telegram's HTML; raises BadMarkup where Telegram refuses."""
    return _Reader(html).read()


def _is_code_at(one: Entity, other: Entity) -> bool:
    return one.kind == "code" and (one.offset, one.length) == (other.offset, other.length)


class _Reader:
    def __init__(self, html: str) -> None:
        self._html = html
        self._at = 0
        self._text = ""
        self._offset = 0
        self._open: list[Opened] = []
        self._entities: list[Entity] = []
        self._ignored: list[str] = []

    def read(self) -> Markup:
        while self._at < len(self._html):
            if self._html.startswith("</", self._at):
                self._end_tag()
            elif self._peek() == "<":
                self._start_tag()
            else:
                self._words()
        if self._open:
            raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        plain = [replace(one, extra={}) if one.kind == "code" else one for one in self._entities]
        ordered = sorted(plain, key=lambda entity: (entity.offset, -entity.length))
        return Markup(self._text, tuple(ordered), tuple(self._ignored))

    def _words(self) -> None:
        end = self._html.find("<", self._at)
        raw = self._html[self._at : end if end >= 0 else len(self._html)]
        self._at += len(raw)
        words = self._decoded(raw)
        self._text += words
        self._offset += units(words)

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._take(r"[^\s>]*").lower()
        if self._at == len(self._html):
            raise BadMarkup(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag not in STYLES:
            raise BadMarkup(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            reason = f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}'
            raise BadMarkup(reason)
        unknown = attributes.keys() - ATTRIBUTES.get(tag, set())
        self._ignored += [f"{tag} {name}" for name in sorted(unknown)]
        self._open.append(Opened(tag, attributes, self._offset, len(self._text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._take(r"\s*")
            if self._peek() == ">":
                self._at += 1
                return found
            name = self._take(r"[^\s=>]*").lower()
            if self._at == len(self._html):
                raise BadMarkup(f"Unclosed start tag at byte offset {self._bytes(begin)}")
            if not name:
                where = f'in the tag "{tag}" at byte offset {self._bytes(begin)}'
                raise BadMarkup(f"Empty attribute name {where}")
            found[name] = self._value(begin) if self._take(r"\s*=\s*") else ""

    def _value(self, begin: int) -> str:
        start = self._at
        if (quote := self._peek()) in {"'", '"'}:
            end = self._html.find(quote, start + 1)
            if end < 0:
                raise BadMarkup(f"Unclosed start tag at byte offset {self._bytes(begin)}")
            self._at = end + 1
            return self._decoded(self._html[start + 1 : end])
        token = self._take(r"[A-Za-z0-9.-]*")
        if self._peek() != ">" and not self._peek().isspace():
            raise BadMarkup(f"Unexpected end of name token at byte offset {self._bytes(start)}")
        return token.lower()

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise BadMarkup(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self._at += 2
        tag = self._take(r"[^\s>]*").lower()
        if not self._take(r"\s*>"):
            raise BadMarkup(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        opened = self._open.pop()
        if tag not in {"", opened.tag}:
            expected = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise BadMarkup(f"Unmatched end tag at byte offset {self._bytes(begin)}, {expected}")
        if self._offset > opened.offset:
            self._keep(opened)

    def _keep(self, opened: Opened) -> None:
        entity = entity_of(opened, self._text[opened.begin :], self._entities)
        if entity is None:
            self._ignored.append("a href")
            return
        if entity.kind == "pre":
            self._entities = [one for one in self._entities if not _is_code_at(one, entity)]
        self._entities.append(entity)

    def _decoded(self, raw: str) -> str:
        words = ENTITY.sub(self._character, raw)
        if SURROGATE.search(words):
            reason = "Text contains invalid Unicode characters after decoding HTML entities"
            raise BadMarkup(f"{reason}, check for unmatched surrogate code units")
        return words

    def _character(self, found: re.Match[str]) -> str:
        hexadecimal, decimal, name = found.groups()
        if name in NAMED:
            return NAMED[name]
        code = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
        if 0 < code < 0x10FFFF:
            return chr(code)
        if found[0].endswith(";"):
            self._ignored.append(found[0])
        return found[0]

    def _take(self, pattern: str) -> str:
        found = re.compile(pattern).match(self._html, self._at)
        taken = found[0] if found else ""
        self._at += len(taken)
        return taken

    def _peek(self) -> str:
        return self._html[self._at : self._at + 1]

    def _bytes(self, at: int) -> int:
        return len(self._html[:at].encode())
