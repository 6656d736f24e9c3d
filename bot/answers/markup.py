"""Telegram's formatted text: what a person reads, its entities, and how a tag becomes one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.languages import Trouble

STYLES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
HOST = re.compile(r"[^\s./]+(\.[^\s./]+)+|localhost|[0-9a-fA-F:]+")
USER = re.compile(r"tg://user\?id=(\d+)")
TIME_FORMAT = re.compile(r"|r|w?[dD]?[tT]?")


class BadMarkup(Trouble):
    """HTML that Telegram refuses; `reason` is in its words."""

    def __init__(self, reason: str) -> None:
        super().__init__("answer.bad_markup", reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of formatted text; offset and length count UTF-16 units."""

    kind: str
    offset: int
    length: int
    extra: Mapping[str, object] = field(default_factory=dict)

    def json(self) -> dict[str, object]:
        """Return the entity as the Bot API writes it."""
        return {"type": self.kind, "offset": self.offset, "length": self.length, **self.extra}


@dataclass(frozen=True, slots=True)
class Markup:
    """What Telegram makes of a text: what a person reads, its entities, and what it passed over."""

    text: str
    entities: tuple[Entity, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A start tag that waits for its end; `offset` in UTF-16 units, `begin` in characters."""

    tag: str
    attributes: Mapping[str, str]
    offset: int
    begin: int


def units(text: str) -> int:
    """Count UTF-16 units, Telegram's measure of every length."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_link(url: str) -> bool:
    """Tell whether Telegram takes the address for a link; a missing scheme means http."""
    named = "://" in url or url.startswith(("tg:", "ton:"))
    try:
        parts = urlsplit(url if named else f"http://{url}")
    except ValueError:
        return False
    if parts.scheme in {"tg", "ton"}:
        return bool(parts.netloc or parts.path)
    return parts.scheme in {"http", "https"} and bool(HOST.fullmatch(parts.hostname or ""))


def trimmed(markup: Markup) -> Markup:
    """Take white space off both ends, as Telegram does before it sends."""
    lost = units(markup.text) - units(markup.text.lstrip())
    text = markup.text.strip()
    entities = [_shifted(entity, lost, units(text)) for entity in markup.entities]
    return Markup(text, tuple(entity for entity in entities if entity.length > 0), markup.ignored)


def _shifted(entity: Entity, lost: int, end: int) -> Entity:
    first = max(0, entity.offset - lost)
    last = min(end, entity.offset + entity.length - lost)
    return Entity(entity.kind, first, last - first, entity.extra)


def entity_of(opened: Opened, words: str, inner: Sequence[Entity]) -> Entity | None:
    """Return the entity of a closed tag, or None where Telegram drops it; raises BadMarkup.

    `inner` are the entities before it: `<pre><code class="language-x">` is one entity.
    """
    length = units(words)
    extra = _extra(opened, words, inner)
    if extra is None:
        return None
    kind = STYLES[opened.tag]
    if "expandable" in opened.attributes and kind == "blockquote":
        kind = "expandable_blockquote"
    return Entity("text_mention" if "user" in extra else kind, opened.offset, length, extra)


def _extra(opened: Opened, words: str, inner: Sequence[Entity]) -> dict[str, object] | None:
    match opened.tag:
        case "a":
            return _link(opened.attributes.get("href") or words)
        case "tg-emoji":
            return {"custom_emoji_id": _emoji(opened.attributes.get("emoji-id", ""))}
        case "tg-time":
            return _time(opened.attributes)
        case "pre":
            spanned = (opened.offset, units(words))
            code = [entity for entity in inner if (entity.offset, entity.length) == spanned]
            return {"language": language} if (language := _language(code)) else {}
        case "code":
            name = opened.attributes.get("class", "").removeprefix("language-")
            return {"language": name} if name else {}
    return {}


def _link(url: str) -> dict[str, object] | None:
    if user := USER.fullmatch(url):
        return {"user": {"id": int(user[1]), "is_bot": False, "first_name": ""}}
    return {"url": url} if is_link(url) else None


def _emoji(number: str) -> str:
    if not number.isdecimal() or not 0 < int(number) < 2**63:
        raise BadMarkup("Invalid custom emoji identifier specified")
    return number


def _time(attributes: Mapping[str, str]) -> dict[str, object]:
    unix, shape = attributes.get("unix", ""), attributes.get("format", "")
    if not unix.isdecimal() or not TIME_FORMAT.fullmatch(shape):
        raise BadMarkup("Invalid date-time specified")
    return {"unix_time": int(unix), **({"date_time_format": shape} if shape else {})}


def _language(entities: Sequence[Entity]) -> object:
    return next((entity.extra.get("language") for entity in entities if entity.kind == "code"), None)
