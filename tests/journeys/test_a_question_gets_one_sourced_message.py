import pytest

from bot.languages import Languages
from bot.playground.telegram_people import Person
from tests.conftest import Running


@pytest.mark.parametrize(
    ("question", "fact", "source"),
    [
        ("which colour are the cranes", "The cranes are yellow.", "The Paper, 28 August 2025"),
        ("apa warna derek pelabuhan", "Dereknya kuning.", "The Paper, 28 Agustus 2025"),
    ],
)
async def test_the_whole_answer_and_its_source_stand_in_one_message(
    running: Running, ana: Person, question: str, fact: str, source: str
) -> None:
    await ana.say(question)
    await running.quiet()
    (message,) = ana.messages
    assert fact in message.text
    assert message.text.endswith(source)
    assert '<a href="https://paper.example/quay">' in str(message.html)
    assert message.edited is None


async def test_the_claim_names_its_speaker(running: Running, ana: Person) -> None:
    await ana.say("who expects more containers")
    assert "The mayor expects 500,000 TEU" in (await ana.next_message()).text


async def test_what_nobody_published_is_said_with_who_would_know(running: Running, ana: Person) -> None:
    await ana.say("what does storage cost")
    text = (await ana.next_message()).text
    assert "Nobody has published the fees." in text
    assert "The harbour office" in text


async def test_the_answer_offers_what_to_ask_next(
    running: Running, ana: Person, languages: Languages
) -> None:
    await ana.say("which colour are the cranes")
    message = await ana.next_message()
    offers = [languages["en"].text(key) for key in ("offer.ask", "offer.follow", "button.share")]
    assert message.labels == ["The long quay", *offers]
    await ana.press(message, "The long quay")
    assert "270 metres" in (await ana.next_message()).text
