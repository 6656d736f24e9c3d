"""The service: whether the bot answers, what notice stands above its answers, who is banned, who did what."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import people
from bot.storage.desk_tables import audit, bans, desk, notices
from bot.storage.inquiries import Who
from bot.storage.secrets import Secrets
from bot.storage.writing import add, changed, insert_into, put

PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Service:
    """What holds for every visitor now: a pause, and a notice by language."""

    paused: bool = False
    notice: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What a member of the staff did."""

    at: datetime
    who: Who
    act: str
    subject: str | None


def standing(connection: Connection, now: datetime) -> Service:
    """Read what holds now, in one statement."""
    return read(*connection.execute(_STANDING, {"b_now": now}).one())


def read(paused: str | None, texts: str | None) -> Service:
    """Return what the columns say."""
    return Service(paused == "on", json.loads(texts) if texts else None)


COLUMNS = (
    select(desk.c.value).where(desk.c.name == PAUSED).scalar_subquery().label("paused"),
    select(notices.c.texts)
    .where(notices.c.until > bindparam("b_now"))
    .order_by(notices.c.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("texts"),
)
_STANDING = select(*COLUMNS)


async def put_notice(session: AsyncSession, texts: Mapping[str, str], until: datetime, now: datetime) -> None:
    """Let a notice stand above every answer until a moment, in place of any other."""
    await end_notices(session, now)
    row = {"texts": json.dumps(dict(texts)), "until": until, "made_at": now}
    await session.execute(notices.insert().values(row))


async def end_notices(session: AsyncSession, now: datetime) -> bool:
    """Take the notice away; False where none stood."""
    return await changed(session, update(notices).where(notices.c.until > now).values(until=now)) > 0


async def value(session: AsyncSession, name: str) -> str | None:
    """Read one of the desk's values."""
    return await session.scalar(select(desk.c.value).where(desk.c.name == name))


async def set_value(session: AsyncSession, name: str, new: str, now: datetime) -> None:
    """Keep one of the desk's values."""
    await put(session, desk, {"name": name, "value": new, "changed_at": now})


async def first(session: AsyncSession, name: str, new: str, now: datetime) -> bool:
    """Set a value that is not so yet; False where it was, so that one of several programs goes on."""
    row = insert_into(session, desk).values(name=name, value=new, changed_at=now)
    fresh = {"value": new, "changed_at": now}
    once = row.on_conflict_do_update(index_elements=["name"], set_=fresh, where=desk.c.value != new)
    return await session.scalar(once.returning(desk.c.name)) is not None


async def ban(session: AsyncSession, person: str, now: datetime) -> None:
    """Let a person send nothing more to the staff."""
    await add(session, bans, [{"person": person, "at": now}])


async def unban(session: AsyncSession, person: str) -> bool:
    """Take a ban back; False where there was none."""
    return await changed(session, delete(bans).where(bans.c.person == person)) > 0


async def is_banned(session: AsyncSession, secrets: Secrets, user_id: int) -> bool:
    """Tell whether a person is banned."""
    mine = bans.c.person == people.key_of(secrets, user_id)
    return await session.scalar(select(bans.c.person).where(mine)) is not None


async def note(  # noqa: PLR0913, PLR0917  one row
    session: AsyncSession, secrets: Secrets, who: Who, act: str, subject: str | None, now: datetime
) -> None:
    """Keep what a member of the staff did."""
    row = {"at": now, "who": secrets.seal(asdict(who)), "act": act, "subject": subject}
    await session.execute(audit.insert().values(row))


async def acts(session: AsyncSession, secrets: Secrets, most: int) -> list[Act]:
    """Read what the staff did, the latest first."""
    rows = await session.execute(select(audit).order_by(audit.c.id.desc()).limit(most))
    return [Act(row.at, Who(**secrets.unseal(row.who)), row.act, row.subject) for row in rows]
