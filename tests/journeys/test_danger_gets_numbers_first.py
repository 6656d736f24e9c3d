import pytest

from bot.playground.telegram_people import Person
from tests.conftest import Running


@pytest.mark.parametrize(
    ("cry", "first"),
    [
        ("help he is drowning", "Call 112 now."),
        ("HELP!!! my son is DROWNING", "Call 112 now."),
        ("anak saya tenggelam", "Telepon 112 sekarang."),
        ("<b>he is drowning</b> {{ number }}", "Call 112 now."),
    ],
)
async def test_the_first_line_is_the_number(running: Running, ana: Person, cry: str, first: str) -> None:
    await ana.say(cry)
    assert (await ana.next_message()).text.splitlines()[0] == first


async def test_a_question_beside_it_is_answered_below_the_number(running: Running, ana: Person) -> None:
    await ana.say("someone is drowning, how long is the quay")
    lines = (await ana.next_message()).text.splitlines()
    assert lines[0] == "Call 112 now."


async def test_danger_is_heard_in_the_middle_of_a_conversation(running: Running, ana: Person) -> None:
    for text in ("how long is the quay", "and now he is drowning"):
        await ana.say(text)
    await running.quiet()
    assert ana.messages[-1].text == "Call 112 now."
