import pytest

from bot.languages import Languages
from bot.playground.telegram_people import Person
from tests.conftest import Running, Start

pytestmark = pytest.mark.usefixtures("doubtful")
# Words of three entries at once.
UNCLEAR = "money price machines"


async def test_an_unclear_question_is_asked_back_with_titles(
    running: Running, ana: Person, languages: Languages
) -> None:
    await ana.say(UNCLEAR)
    message = await ana.next_message()
    titles = {"Fees", "The long quay", "The cranes"}
    assert message.text == languages["en"].text("choices.which")
    assert len(message.labels) >= 2
    assert set(message.labels) <= titles


async def test_each_choice_leads_to_its_whole_answer(running: Running, ana: Person) -> None:
    await ana.say(UNCLEAR)
    message = await ana.next_message()
    for label in message.labels:
        before = len(ana.messages)
        await ana.press(message, label)
        await running.quiet()
        assert ana.messages[before].text.startswith(label)


async def test_the_buttons_still_work_after_a_restart(start: Start, ana: Person) -> None:
    async with start():
        await ana.say(UNCLEAR)
        message = await ana.next_message()
    async with start() as running:
        query = await ana.press(message, message.labels[0])
        await ana.next_message()
        await running.quiet()
    assert query.answer is not None
