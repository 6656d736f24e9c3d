"""Notice: what the staff lets stand above every answer, and the pause in which the bot answers nothing."""

from dataclasses import replace
from functools import partial

from markupsafe import Markup

from bot.answers.reply import Outcome, Reply
from bot.answers.writer import MESSAGE_LIMIT, written
from bot.chat.context import House
from bot.storage import service
from bot.storage.service import Service


async def standing(house: House) -> Service:
    """Return what holds for every visitor now."""
    return await house.database.look(partial(service.standing, now=house.now()))


async def dressed(house: House, reply: Reply, now: Service | None = None) -> Reply:
    """Return a reply as it may go out `now`: with the notice that stands, or none during a pause."""
    now = now or await standing(house)
    if now.paused and reply.outcome not in {Outcome.URGENT, Outcome.SMALLTALK}:
        html = house.languages[reply.language].html("service.pause")
        reply = Reply(Outcome.SMALLTALK, reply.language, written(html), title=reply.title)
    return with_notice(reply, (now.notice or {}).get(reply.language))


def with_notice(reply: Reply, text: str | None) -> Reply:
    """Return a reply with a notice; where both do not fit into one message the answer goes alone."""
    if not text:
        return reply
    notice = Markup("<b>{}</b>").format(text)
    answer = Markup(reply.written.html)  # noqa: S704  written by us
    parts = [answer, notice] if reply.outcome is Outcome.URGENT else [notice, answer]
    both = written(Markup("\n\n").join(parts), reply.written.sources)
    return replace(reply, written=both) if both.length <= MESSAGE_LIMIT else reply
