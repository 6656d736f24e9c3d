"""The plain form of Telegram's HTML: exactly what a person reads, each link's address behind its words."""

from bot.answers.html import parse
from bot.answers.markup import Entity, units


def plain(html: str) -> str:
    """Return the text with addresses; raises BadMarkup where Telegram would refuse."""
    markup = parse(html)
    packed = markup.text.encode("utf-16-le")
    links = [entity for entity in markup.entities if entity.kind == "text_link"]
    for link in sorted(links, key=_end, reverse=True):
        at = _end(link) * 2
        packed = packed[:at] + f" ({link.extra['url']})".encode("utf-16-le") + packed[at:]
    return packed.decode("utf-16-le")


def length(html: str) -> int:
    """Count what Telegram counts: UTF-16 units of the text that a person sees."""
    return units(parse(html).text)


def _end(entity: Entity) -> int:
    return entity.offset + entity.length
