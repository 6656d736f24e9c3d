from bot.languages import Languages
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.flood import MOST
from tests.conftest import Running, Start


async def test_one_notice_then_silence_and_danger_is_answered_all_the_same(
    start: Start, tg: Telegram, ana: Person, languages: Languages
) -> None:
    async with start() as running:
        for _ in range(MOST + 20):
            await ana.say("hello")
        await ana.say("I am drowning")
        await ana.say("hello")
        await running.quiet()
        measured = running.inbox.metrics.text().decode()
    texts = [message.text for message in ana.messages]
    assert texts[: MOST - 1] == ["Good day."] * (MOST - 1)
    assert texts[MOST - 1] == languages["en"].text("flood.notice")
    assert len(texts) == MOST + 1
    assert "112" in texts[-1]
    # All but the answers before it; the notice counts as silence, too.
    assert "gerbang_silenced_total 22.0" in measured.splitlines()
    assert 'gerbang_updates_total{fate="done"} 52.0' in measured.splitlines()


async def test_others_are_answered_meanwhile(running: Running, tg: Telegram, ana: Person) -> None:
    budi = tg.person(1002, "Budi", "id")
    for _ in range(MOST * 3):
        await ana.say("hello")
    await budi.say("halo")
    assert (await budi.next_message()).text == "Selamat datang."
