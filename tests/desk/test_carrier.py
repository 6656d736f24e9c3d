import pytest

from bot.playground.telegram_people import Person
from bot.storage import letters, outbox, personal
from bot.storage.outbox import Parcel
from tests.office import Office


async def test_what_was_deleted_meanwhile_is_not_sent(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    database, now = desk.running.whole.ground.database, desk.running.whole.ground.now()
    seen = len(desk.texts(thread))
    async with database.begin() as session:
        await personal.forget(session, database.secrets, ana.user.id)
        await outbox.add(session, database.secrets, Parcel(act="card", inquiry="BPN-2026-0001"), now)
    desk.running.whole.house.bell.ring()
    await desk.quiet()
    assert len(desk.texts(thread)) == seen


@pytest.mark.parametrize("refused", [True, False])
async def test_what_is_taken_back_is_forgotten_once_it_is_gone(
    desk: Office, ana: Person, *, refused: bool
) -> None:
    thread = await desk.asked(ana)
    message = await desk.says(desk.sari, "wrong", thread)
    if refused:
        desk.running.tg.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted")
    await desk.says(desk.sari, "/delete", thread, reply_to=message)
    desk.sari.edit(message, "wrong again")
    await desk.quiet()
    database = desk.running.whole.ground.database
    async with database.begin() as session:
        (letter,) = await letters.of_inquiry(session, database.secrets, "BPN-2026-0001")
    assert letter.body["text"] == ("wrong again" if refused else "")
    assert (letter.deleted_at is None) == refused
