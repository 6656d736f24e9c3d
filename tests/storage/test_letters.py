from bot.storage import letters
from bot.storage.database import Database
from bot.storage.letters import NOTE, PERSON, STAFF
from bot.storage.secrets import Secrets
from tests.storage.desk import NOW, opened

TEXT = {"kind": "text", "html": "rahasia"}


async def test_a_message_is_kept_once(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        number = (await opened(session, secrets)).number
        for side in (PERSON, PERSON, STAFF):
            await letters.add(session, secrets, inquiry=number, side=side, source=5, body=TEXT, now=NOW)
        found = await letters.of_inquiry(session, secrets, number)
    assert [letter.side for letter in found] == [PERSON, STAFF]


async def test_a_letter_is_found_from_either_chat(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        one = await opened(session, secrets)
        mine = await letters.add(
            session, secrets, inquiry=one.number, side=PERSON, source=5, body=TEXT, now=NOW
        )
        theirs = await letters.add(
            session, secrets, inquiry=one.number, side=NOTE, source=6, body=TEXT, now=NOW, author="Budi"
        )
        found = await letters.written_by(session, secrets, one.person, 5)
        assert found is not None
        assert found.id == mine
        assert await letters.written_by(session, secrets, "another", 5) is None
        note = await letters.in_topic(session, secrets, one.number, 6)
        assert note is not None
        assert (note.id, note.author) == (theirs, "Budi")
        assert await letters.in_topic(session, secrets, one.number, 5) is None


async def test_an_albums_parts_wait_until_they_are_passed_on(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        one = await opened(session, secrets)
        for source in (5, 6):
            await letters.add(
                session,
                secrets,
                inquiry=one.number,
                side=PERSON,
                source=source,
                body=TEXT,
                now=NOW,
                album="a",
            )
        first, second = await letters.of_album(session, secrets, one.number, "a")
        await letters.set_copy(session, first.id, 50)
        assert await letters.of_album(session, secrets, one.number, "a") == [second]
        await letters.delete(session, second.id, NOW)
        assert await letters.of_album(session, secrets, one.number, "a") == []
        await letters.lose_copies(session, one.number, PERSON)
        await letters.rewrite(session, secrets, first.id, {"kind": "text", "html": "baru"})
        fresh = await letters.load(session, secrets, first.id)
    assert fresh is not None
    assert (fresh.copy, fresh.body["html"]) == (None, "baru")


async def test_an_album_with_a_note_in_it_stays_inside(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        number = (await opened(session, secrets)).number
        assert not await letters.keep_inside(session, number, "a", is_note=False)
        await letters.add(
            session, secrets, inquiry=number, side=STAFF, source=5, body=TEXT, now=NOW, album="a"
        )
        assert await letters.keep_inside(session, number, "a", is_note=True)
        assert await letters.of_album(session, secrets, number, "a") == []
        assert await letters.keep_inside(session, number, "a", is_note=False)
        assert not await letters.keep_inside(session, number, "b", is_note=False)


async def test_what_was_taken_back_may_stay_or_be_forgotten(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        number = (await opened(session, secrets)).number
        letter = await letters.add(session, secrets, inquiry=number, side=STAFF, source=5, body=TEXT, now=NOW)
        assert letter is not None
        for moment in (NOW, None):
            await letters.delete(session, letter, moment)
            found = await letters.load(session, secrets, letter)
            assert found is not None
            assert found.deleted_at == moment
        await letters.forget(session, secrets, letter)
        found = await letters.load(session, secrets, letter)
    assert found is not None
    assert "rahasia" not in str(found.body)
