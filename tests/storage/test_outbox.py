from datetime import timedelta

import pytest

from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.outbox import Parcel
from bot.storage.secrets import Secrets
from tests.storage.desk import ANA, BUDI, NOW

SOON = NOW + timedelta(minutes=1)
TO_ANA, TO_BUDI = Parcel(act="line", user=ANA.id), Parcel(act="line", user=BUDI.id)
TO_STAFF = Parcel(act="card", inquiry="BPN-2026-0001")


@pytest.fixture
async def full(database: Database, secrets: Secrets) -> Database:
    """To the staff (1), to Ana (2, 3), to Budi (4)."""
    async with database.begin() as session:
        for parcel in (TO_STAFF, TO_ANA, TO_ANA, TO_BUDI):
            await outbox.add(session, secrets, parcel, NOW)
    return database


async def heads(database: Database, secrets: Secrets) -> list[tuple[str, int | None]]:
    async with database.begin() as session:
        return [(one.act, one.user) for one in await outbox.heads(session, secrets, NOW, 9)]


async def first(database: Database, secrets: Secrets) -> int:
    async with database.begin() as session:
        return (await outbox.heads(session, secrets, NOW, 1))[0].id


async def test_persons_come_before_the_staff_and_each_lane_gives_its_first(
    full: Database, secrets: Secrets
) -> None:
    assert await heads(full, secrets) == [("line", ANA.id), ("line", BUDI.id), ("card", None)]


async def test_a_lane_waits_for_what_is_being_sent(full: Database, secrets: Secrets) -> None:
    number = await first(full, secrets)
    async with full.begin() as session:
        assert await outbox.claim(session, number, NOW)
        assert not await outbox.claim(session, number, NOW)
    assert await heads(full, secrets) == [("line", BUDI.id), ("card", None)]
    async with full.begin() as session:
        await outbox.sent(session, number)
    assert ("line", ANA.id) in await heads(full, secrets)


async def test_a_lane_waits_for_what_is_tried_again_later(full: Database, secrets: Secrets) -> None:
    number = await first(full, secrets)
    async with full.begin() as session:
        await outbox.again(session, number, SOON, "RetryAfter")
        assert await outbox.next_due(session) == NOW
    assert ("line", ANA.id) not in await heads(full, secrets)


async def test_what_may_have_arrived_is_listed_and_sent_or_dropped_by_hand(
    full: Database, secrets: Secrets
) -> None:
    number = await first(full, secrets)
    async with full.begin() as session:
        await outbox.claim(session, number, NOW)
        (lapsed,) = await outbox.lapsed(session, secrets, SOON)
        await outbox.doubt(session, lapsed.id, "died")
        (doubted,) = await outbox.listing(session, secrets, ["uncertain"])
        assert (doubted.id, doubted.reason) == (number, "died")
        assert await outbox.resend(session, number, NOW)
        assert not await outbox.resend(session, number, NOW)
        assert await outbox.discard(session, number)
        assert not await outbox.discard(session, number)
        assert await outbox.count(session, ["waiting"]) == 3


async def test_the_same_cause_makes_one_parcel(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        for _ in range(2):
            await outbox.add(session, secrets, Parcel(act="line", user=1, cause="update 7"), NOW)
        assert await outbox.count(session, ["waiting"]) == 1


async def test_a_topic_that_is_made_again_begins_empty(full: Database, secrets: Secrets) -> None:
    async with full.begin() as session:
        await outbox.clear_topic(session, "BPN-2026-0001")
        assert await outbox.count(session, ["waiting"]) == 3
        assert await outbox.count(session, ["failed"]) == 1


async def test_what_waits_for_the_staff_is_hastened(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await outbox.add(session, secrets, Parcel(act="card", inquiry="a", due=SOON), NOW)
        assert await outbox.heads(session, secrets, NOW, 9) == []
        await outbox.hasten(session, NOW)
        (one,) = await outbox.heads(session, secrets, NOW, 9)
        await outbox.fail(session, one.id, "Forbidden")
        assert await outbox.next_due(session) is None
