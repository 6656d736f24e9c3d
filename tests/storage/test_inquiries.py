from datetime import timedelta

from bot.storage import inquiries
from bot.storage.database import Database
from bot.storage.inquiries import New
from bot.storage.secrets import Secrets
from bot.storage.states import Event, State
from tests.storage.desk import ANA, BUDI, NOW, opened

LATER = NOW + timedelta(days=1)


async def test_numbers_count_within_their_year(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        first = await opened(session, secrets, "1")
        second = await opened(session, secrets, "2")
        new = New(who=ANA, kind="tourist", language="id", form={})
        third = await inquiries.open_(session, secrets, new, "3", NOW + timedelta(days=60))
    assert [first.number, second.number] == ["BPN-2026-0001", "BPN-2026-0002"]
    assert third is not None
    assert third.number == "BPN-2027-0001"


async def test_a_cause_makes_one_inquiry(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        one = await opened(session, secrets)
        again = await inquiries.open_(session, secrets, one, "1", NOW)
        assert await inquiries.made_by(session, secrets, "1") == one
        assert await inquiries.made_by(session, secrets, "2") is None
    assert again is None


async def test_what_was_filled_in_comes_back(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await opened(session, secrets, form={"question": "Berapa?"}, entry="quay")
        (one,) = await inquiries.of_person(session, secrets, ANA.id)
        assert await inquiries.of_person(session, secrets, BUDI.id) == []
    assert (one.who, one.form, one.entry, one.state) == (ANA, {"question": "Berapa?"}, "quay", State.NEW)


async def test_a_topic_leads_to_its_inquiry(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        one = await opened(session, secrets)
        await inquiries.set_thread(session, one.number, 7)
        found = await inquiries.at_thread(session, secrets, 7)
        assert await inquiries.at_thread(session, secrets, 8) is None
        await inquiries.lose_threads(session)
        assert await inquiries.at_thread(session, secrets, 7) is None
    assert found is not None
    assert found.number == one.number


async def test_an_answer_is_due_while_it_is_the_staffs_turn(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        one = await opened(session, secrets, deadline=LATER)
        assert await inquiries.overdue(session, secrets, LATER + timedelta(hours=1)) == [one]
        one = await inquiries.happened(session, secrets, one, Event.TAKE, NOW, by=BUDI)
        assert (one.deadline, one.taken_by) == (LATER, BUDI)
        one = await inquiries.happened(session, secrets, one, Event.REPLY, NOW, by=ANA)
        assert (one.deadline, one.answered_at, one.taken_by) == (None, NOW, BUDI)
        one = await inquiries.happened(session, secrets, one, Event.WRITE, NOW, deadline=LATER)
        assert (one.state, one.deadline) == (State.WAITING, LATER)
        one = await inquiries.happened(session, secrets, one, Event.CLOSE, LATER)
        assert (one.deadline, one.closed_at) == (None, LATER)
        assert await inquiries.overdue(session, secrets, LATER + timedelta(days=9)) == []
        assert await inquiries.in_states(session, secrets) == []
        assert await inquiries.since(session, secrets, LATER) == [one]
