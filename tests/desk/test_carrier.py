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


async def test_a_letter_from_the_command_line_gets_no_receipt(desk: Office, ana: Person) -> None:
    await desk.asked(ana)
    database, now = desk.running.whole.ground.database, desk.running.whole.ground.now()
    async with database.begin() as session:
        body = {"kind": "text", "text": "hello", "html": "hello"}
        letter = await letters.add(
            session, database.secrets, inquiry="BPN-2026-0001", side="staff", source=-5, body=body, now=now
        )
        parcel = Parcel(act="letter", user=ana.user.id, inquiry="BPN-2026-0001", letter=letter)
        await outbox.add(session, database.secrets, parcel, now)
    desk.running.whole.house.bell.ring()
    await desk.quiet()
    assert ana.messages[-1].text.endswith("hello")
    assert desk.running.tg.called("setMessageReaction") == []


async def test_staff_sees_that_it_arrived(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    message = await desk.says(desk.sari, "hello", thread)
    reacted = desk.running.tg.called("setMessageReaction")[-1]
    assert (reacted["chat_id"], reacted["message_id"]) == (desk.group.chat.id, message.message_id)
