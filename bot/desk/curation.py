"""Curation: what was asked and not answered, what is due for review, the week in numbers, the editions."""

from collections import Counter
from datetime import date, timedelta
from functools import partial
from statistics import median

from markupsafe import Markup

from bot.assistant import local_day
from bot.chat.context import Handler, House
from bot.chat.saying import say
from bot.desk.commands import Order, command
from bot.desk.grouping import grouped
from bot.languages import Trouble
from bot.publishing.publish import Press
from bot.storage import editions, follows, inquiries, outbox, questions
from bot.storage.inquiries import Inquiry
from bot.storage.states import State

UNANSWERED_DAYS, WEEK, SOON = timedelta(days=30), timedelta(days=7), timedelta(days=30)
SHOWN, LONGEST_SHOWN = 15, 150


def handlers(house: House, press: Press) -> list[Handler]:
    """Return the duty's handlers."""
    return [
        command(house, "unanswered", unanswered, noted=True),
        command(house, "stale", stale, noted=True),
        command(house, "report", report, noted=True),
        command(house, "edition", edition, administrators=True, noted=True),
        command(house, "rollback", partial(rollback, press), administrators=True),
    ]


async def unanswered(order: Order) -> None:
    """List what the bot could not answer, similar questions together."""
    house, today = order.house, local_day(order.house.now())
    async with house.database.begin() as session:
        asked = await questions.since(session, house.database.secrets, today - UNANSWERED_DAYS)
    groups = grouped(one for one in asked if one.outcome == "unknown")
    if not groups:
        await order.reply("curation.all_answered")
        return
    entries = house.assistant.library.shelf.content.entries
    rows = []
    for group in groups[:SHOWN]:
        gap = entries.get(group.entry or "")
        what = gap.title[order.language.code] if gap else group.example[:LONGEST_SHOWN]
        key = "curation.gap" if gap else "curation.asked"
        row = order.language.html(key, what=what, times=group.count, last=_day(order, group.last))
        rows.append(row)
    title = order.language.html("curation.unanswered", questions=sum(group.count for group in groups))
    await say(order.update, Markup("\n").join([title, *rows, order.language.html("curation.make_entry")]))


def _day(order: Order, day: date) -> str:
    return order.language.day(day.year, day.month, day.day)


async def stale(order: Order) -> None:
    """List the entries that are past their review day, or soon will be."""
    today = local_day(order.house.now())
    await order.house.assistant.library.refresh()
    entries = order.house.assistant.library.shelf.content.entries.values()
    due = sorted(
        (
            (entry.review_by, entry)
            for entry in entries
            if entry.review_by and entry.review_by <= today + SOON
        ),
        key=lambda pair: pair[0],
    )
    if not due:
        await order.reply("curation.all_fresh")
        return
    rows = [
        order.language.html(
            "curation.past" if day < today else "curation.soon",
            title=entry.title[order.language.code],
            day=_day(order, day),
        )
        for day, entry in due[: SHOWN * 2]
    ]
    await say(order.update, Markup("\n").join([order.language.html("curation.stale", many=len(due)), *rows]))


async def report(order: Order) -> None:
    """Tell the week in numbers."""
    house, now = order.house, order.house.now()
    secrets, begin = house.database.secrets, now - WEEK
    async with house.database.begin() as session:
        asked = await questions.since(session, secrets, local_day(begin))
        moved = await inquiries.since(session, secrets, begin)
        late = await inquiries.overdue(session, secrets, now)
        still = await inquiries.in_states(session, secrets)
        doubts = await outbox.count(session, ["uncertain"])
        followed = await follows.count(session)
    outcomes = Counter(one.outcome for one in asked)
    of_outcomes = ", ".join(
        f"{order.language.text(f'outcome.{name}')}: {outcomes[name]}" for name in sorted(outcomes)
    )
    new = [one for one in moved if one.opened_at >= begin]
    rows = [
        order.language.html("report.title", begin=_day(order, local_day(begin))),
        order.language.html("report.questions", many=len(asked), outcomes=of_outcomes or "–"),
        order.language.html("report.inquiries", new=len(new), closed=_closed(moved), open=len(still)),
        order.language.html("report.late", late=len(late), hours=_hours(moved)),
        order.language.html("report.more", follows=followed, doubts=doubts),
    ]
    await say(order.update, Markup("\n").join(rows))


def _closed(moved: list[Inquiry]) -> int:
    return sum(one.state is State.CLOSED for one in moved)


def _hours(moved: list[Inquiry]) -> str:
    """Return how many hours a first answer took, half of them less."""
    took = [(one.answered_at - one.opened_at).total_seconds() / 3600 for one in moved if one.answered_at]
    return f"{median(took):.0f}" if took else "–"


async def edition(order: Order) -> None:
    """Tell which edition answers, and which ones there were."""
    async with order.house.database.begin() as session:
        lines = await editions.listing(session)
    await order.house.assistant.library.refresh()
    now = order.house.assistant.library.shelf.number
    rows = [
        order.language.html(
            "curation.edition_now" if line.number == now else "curation.edition",
            number=line.number,
            day=_day(order, local_day(line.published)),
        )
        for line in lines[-SHOWN:]
    ]
    await say(order.update, Markup("\n").join(rows) or order.language.html("curation.no_edition"))


async def rollback(press: Press, order: Order) -> None:
    """Publish an earlier edition's content again, under a new number."""
    if not order.words or not order.words[0].isdecimal():
        await order.reply("curation.rollback_what")
        return
    number = int(order.words[0])
    try:
        new = await press.roll_back(number, order.house.now())
    except Trouble as trouble:
        await order.reply(trouble.key, **trouble.params)
        return
    await order.note("rollback", str(number))
    await order.reply("curation.rolled_back", number=number, new=new)
    await order.house.assistant.library.refresh()
