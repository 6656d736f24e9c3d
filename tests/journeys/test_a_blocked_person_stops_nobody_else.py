from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.storage import updates
from tests.conftest import Start


async def test_the_others_are_answered(start: Start, tg: Telegram, ana: Person) -> None:
    budi = tg.person(1002, "Budi", "id")
    for text in ("hello", "which colour are the cranes"):
        await ana.say(text)
    ana.block()
    await budi.say("halo")
    async with start() as running:
        await running.quiet()
    assert ana.messages == []
    assert [message.text for message in budi.messages] == ["Selamat datang."]


async def test_nothing_of_theirs_is_kept_waiting(start: Start, tg: Telegram, ana: Person) -> None:
    await ana.say("hello")
    ana.block()
    async with start() as running:
        await running.quiet()
        database = running.whole.ground.database
        async with database.begin() as session:
            parked = await updates.parked(session, database.secrets, running.inbox.bot_id)
    assert parked == []
    assert len(tg.called("sendMessage")) == 1


async def test_who_comes_back_is_answered_again(start: Start, ana: Person) -> None:
    await ana.say("hello")
    ana.block()
    async with start() as running:
        await running.quiet()
        await ana.say("hello")
        assert (await ana.next_message()).text == "Good day."
