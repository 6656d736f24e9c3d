"""Service: the staff pauses the bot, or puts a notice above every answer, in each language, with an end."""

import re
from datetime import datetime, timedelta

from bot.assistant import WITA
from bot.chat.context import Handler, House
from bot.chat.times import written
from bot.desk.commands import Order, command
from bot.storage import service

UNTIL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}))?")
LINE = re.compile(r"^\s*([a-z]{2,3})\s*:\s*(.+?)\s*$", re.MULTILINE)
LONGEST = 500
FARTHEST = timedelta(days=60)


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    duties = {"pause": pause, "resume": resume, "notice": notice}
    return [command(house, name, duty, administrators=True) for name, duty in duties.items()]


async def pause(order: Order) -> None:
    """Let the bot tell visitors that it pauses; urgent questions are answered all the same."""
    await _set(order, "on")
    await order.reply("service.paused")


async def resume(order: Order) -> None:
    """Let the bot answer again."""
    await _set(order, "off")
    await order.reply("service.resumed")


async def _set(order: Order, state: str) -> None:
    house = order.house
    async with house.database.begin() as session:
        await service.set_value(session, service.PAUSED, state, house.now())
    await order.note("pause" if state == "on" else "resume")


async def notice(order: Order) -> None:
    """Put a notice above every answer, or take it away."""
    house, now = order.house, order.house.now()
    if order.words == ["off"]:
        async with house.database.begin() as session:
            was = await service.end_notices(session, now)
        await order.note("notice off")
        await order.reply("service.notice_off" if was else "service.no_notice")
        return
    texts, until = notice_of(order.message.text or "", now)
    missing = [one.own_name for code, one in house.languages.items() if code not in texts]
    if until is None or missing:
        await order.reply("service.notice_how", languages=", ".join(house.languages))
        return
    if any(len(text) > LONGEST for text in texts.values()):
        await order.reply("service.notice_long", most=LONGEST)
        return
    async with house.database.begin() as session:
        known = {code: text for code, text in texts.items() if code in house.languages}
        await service.put_notice(session, known, until, now)
    await order.note("notice")
    await order.reply("service.notice_on", until=written(order.language, until))


def notice_of(text: str, now: datetime) -> tuple[dict[str, str], datetime | None]:
    """Read a notice: its end in the first line, then a line a language; no end where it is none ahead."""
    head, _, rest = text.partition("\n")
    texts = {found[1]: found[2] for found in LINE.finditer(rest)}
    found = UNTIL.search(head)
    try:
        end = datetime.fromisoformat(f"{found[1]} {found[2] or '23:59'}") if found else None
    except ValueError:
        end = None
    until = end.replace(tzinfo=WITA) if end else None
    ahead = until is not None and now < until <= now + FARTHEST
    return texts, until if ahead else None
