import pytest

from bot.playground.telegram_people import Person
from bot.storage import people, service
from tests.office import Office


@pytest.mark.parametrize("barred", [True, False])
async def test_whoever_is_barred_is_told_and_reaches_nobody(
    desk: Office, ana: Person, *, barred: bool
) -> None:
    database = desk.running.whole.ground.database
    if barred:
        async with database.begin() as session:
            key = people.key_of(database.secrets, ana.user.id)
            await service.ban(session, key, desk.running.whole.ground.now())
    await desk.writes(ana, "/ask why")
    await desk.pressed(ana, "f1:kind:tourist")
    await desk.pressed(ana, "f1:send")
    assert ("takes no messages" in ana.messages[-1].text) == barred
    assert len(await desk.inquiries()) == (not barred)


async def test_the_consent_is_kept_with_its_moment(desk: Office, ana: Person) -> None:
    await desk.asked(ana)
    (one,) = await desk.inquiries()
    assert one.form["consent"].startswith("2026-11-24T08:00")
