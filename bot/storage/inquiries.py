"""Inquiries: questions handed to the staff, each with its number, its form and its state."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import people
from bot.storage.desk_tables import counters, inquiries
from bot.storage.secrets import Secrets
from bot.storage.states import OPEN, OURS, Event, State, after
from bot.storage.writing import insert_into, take_turns


@dataclass(frozen=True, slots=True)
class Who:
    """A person, or a member of the staff; the id is that of their private chat as well."""

    id: int
    name: str
    username: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """What an inquiry begins with."""

    who: Who
    kind: str
    language: str
    form: Mapping[str, str]
    entry: str | None = None
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry(New):
    """An inquiry as it stands."""

    number: str
    person: str
    state: State
    thread: int | None
    taken_by: Who | None
    opened_at: datetime
    changed_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether the staff still has it before them."""
        return self.state in OPEN


async def open_(
    session: AsyncSession, secrets: Secrets, new: New, cause: str, now: datetime
) -> Inquiry | None:
    """Keep a new inquiry under the next number of its year; None where its cause made one already."""
    await take_turns(session, "inquiries")
    if await session.scalar(select(inquiries.c.number).where(inquiries.c.cause == cause)):
        return None
    row = {
        "number": await _next_number(session, now.year),
        "cause": cause,
        "person": people.key_of(secrets, new.who.id),
        "who": secrets.seal(asdict(new.who)),
        "kind": new.kind,
        "language": new.language,
        "state": State.NEW,
        "form": secrets.seal(dict(new.form)),
        "entry": new.entry,
        "opened_at": now,
        "changed_at": now,
        "deadline": new.deadline,
    }
    await session.execute(inquiries.insert().values(row))
    return await load(session, secrets, str(row["number"]))


async def _next_number(session: AsyncSession, year: int) -> str:
    first = insert_into(session, counters).values(year=year, last=1)
    counted = first.on_conflict_do_update(index_elements=["year"], set_={"last": counters.c.last + 1})
    last = await session.scalar(counted.returning(counters.c.last))
    return f"BPN-{year}-{last:04}"


async def load(session: AsyncSession, secrets: Secrets, number: str) -> Inquiry | None:
    """Find an inquiry by its number."""
    found = await _read(session, secrets, inquiries.c.number == number)
    return found[0] if found else None


async def made_by(session: AsyncSession, secrets: Secrets, cause: str) -> Inquiry | None:
    """Find the inquiry that an update made."""
    found = await _read(session, secrets, inquiries.c.cause == cause)
    return found[0] if found else None


async def at_thread(session: AsyncSession, secrets: Secrets, thread: int) -> Inquiry | None:
    """Find the inquiry whose topic in the staff's group this is."""
    found = await _read(session, secrets, inquiries.c.thread == thread)
    return found[0] if found else None


async def of_person(session: AsyncSession, secrets: Secrets, user_id: int) -> list[Inquiry]:
    """Read a person's inquiries, the newest first."""
    mine = await _read(session, secrets, inquiries.c.person == people.key_of(secrets, user_id))
    return mine[::-1]


async def in_states(
    session: AsyncSession, secrets: Secrets, states: Collection[State] = OPEN
) -> list[Inquiry]:
    """Read the inquiries in these states, the oldest first."""
    return await _read(session, secrets, inquiries.c.state.in_(states))


async def since(session: AsyncSession, secrets: Secrets, moment: datetime) -> list[Inquiry]:
    """Read the inquiries in which something changed since a moment."""
    return await _read(session, secrets, inquiries.c.changed_at >= moment)


async def overdue(session: AsyncSession, secrets: Secrets, now: datetime) -> list[Inquiry]:
    """Read the inquiries whose answer is late."""
    return await _read(session, secrets, inquiries.c.state.in_(OURS) & (inquiries.c.deadline < now))


async def happened(  # noqa: PLR0913  an event, by name
    session: AsyncSession,
    secrets: Secrets,
    inquiry: Inquiry,
    event: Event,
    now: datetime,
    *,
    by: Who | None = None,
    deadline: datetime | None = None,
) -> Inquiry:
    """Note an event; `by` takes it in hand, `deadline` holds where it is the staff's turn afterwards."""
    fresh = await load(session, secrets, inquiry.number) or inquiry
    state = after(fresh.state, event)
    changes: dict[str, Any] = {"state": state, "changed_at": now}
    if by is not None and (fresh.taken_by is None or event is Event.TAKE):
        changes["taken_by"] = secrets.seal(asdict(by))
    if event is Event.REPLY and fresh.answered_at is None:
        changes["answered_at"] = now
    if state is not fresh.state or state not in OURS:
        changes["deadline"] = (deadline or fresh.deadline) if state in OURS else None
    changes["closed_at"] = (fresh.closed_at or now) if state is State.CLOSED else None
    await session.execute(update(inquiries).where(inquiries.c.number == inquiry.number).values(changes))
    return await load(session, secrets, inquiry.number) or fresh


async def set_thread(session: AsyncSession, number: str, thread: int | None) -> None:
    """Note an inquiry's topic, or that it has none any more."""
    await session.execute(update(inquiries).where(inquiries.c.number == number).values(thread=thread))


async def lose_threads(session: AsyncSession) -> None:
    """Note that no inquiry has a topic any more."""
    await session.execute(update(inquiries).values(thread=None))


async def _read(session: AsyncSession, secrets: Secrets, wanted: ColumnElement[bool]) -> list[Inquiry]:
    query = select(inquiries).where(wanted).order_by(inquiries.c.opened_at, inquiries.c.number)
    return [_inquiry(secrets, row) for row in await session.execute(query)]


def _inquiry(secrets: Secrets, row: Row[Any]) -> Inquiry:
    return Inquiry(
        number=row.number,
        person=row.person,
        who=Who(**secrets.unseal(row.who)),
        kind=row.kind,
        language=row.language,
        state=State(row.state),
        form=secrets.unseal(row.form),
        entry=row.entry,
        thread=row.thread,
        taken_by=Who(**secrets.unseal(row.taken_by)) if row.taken_by else None,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        deadline=row.deadline,
        answered_at=row.answered_at,
        closed_at=row.closed_at,
    )
