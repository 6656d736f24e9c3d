from bot.playground.telegram_people import Person
from bot.storage import letters, outbox
from bot.storage.outbox import Parcel
from tests.office import Office


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
    assert message.reaction == "👍"
