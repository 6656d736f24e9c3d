"""Both languages side by side: one question or entry, answered in each, as an editor compares them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import urlencode

from bot.answers.reply import Link, Reply
from bot.assistant import Assistant
from bot.languages import Language
from bot.playground.page_view import Shown, View


async def columns(
    assistant: Assistant, view: View, now: Callable[[], datetime], question: str, entry: str
) -> list[Shown]:
    """Return a column a language; empty for an entry that there is not and before anything is asked."""
    if question:
        replies = await assistant.compare(question, now())
    else:
        await assistant.library.refresh()
        found = ((code, assistant.entry(entry, code, now())) for code in assistant.languages)
        replies = {code: reply for code, reply in found if reply}
    return [_column(reply, assistant.languages[code], view) for code, reply in replies.items()]


def _column(reply: Reply, language: Language, view: View) -> Shown:
    venue = reply.place and {
        "title": reply.place.name[language.code],
        "address": reply.place.address.get(language.code) or language.text("place.orientation"),
        "location": {"latitude": reply.place.latitude, "longitude": reply.place.longitude},
    }
    return {
        "code": language.code,
        "outcome": language.text(f"outcome.{reply.outcome}"),
        "html": view.dressed(reply.written.html, language),
        "venue": venue,
        "rows": [[button] for button in _buttons(reply.choices or reply.related)],
    }


def _buttons(links: tuple[Link, ...]) -> Iterator[Shown]:
    for link in links:
        yield {
            "text": link.title,
            "data": None,
            "href": "/both?" + urlencode({"entry": link.entry}),
            "out": False,
        }
