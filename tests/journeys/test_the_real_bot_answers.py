"""The published content and the real sentence encoder, as a visitor meets them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.application import assembled
from bot.content.entry import Kind
from bot.ground import assistant, opened
from bot.playground.telegram import Telegram
from bot.playground.telegram_chats import Button
from bot.receiving.serving import receiving
from bot.settings import read
from tests.conftest import KEY, Running, now

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def real(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('real')}/gerbang.db"
    settings = read({"GERBANG_DATABASE_URL": url, "GERBANG_SECRET_KEY": KEY})
    tg = Telegram(now=now)
    async with (
        opened(settings, now) as ground,
        assembled(ground, await assistant(ground), tg.token, tg) as whole,
        receiving(whole) as running,
    ):
        yield Running(tg, whole, running)
        assert tg.refused == []


@pytest.mark.parametrize(
    ("question", "first", "said"),
    [
        ("Does Balikpapan have a deep-sea port?", "Deep-sea port", "Source: "),
        ("Apakah Balikpapan punya pelabuhan laut dalam?", "Pelabuhan laut dalam", "Sumber: "),
        ("how deep is the port", "Water depth", "KSOP"),
        ("our boat is sinking near Semayang port", "112", "115"),
        ("kapal kami tenggelam di teluk", "112", "115"),
    ],
)
async def test_a_question_gets_what_it_asked_for(real: Running, question: str, first: str, said: str) -> None:
    person = real.tg.person()
    real.tg._world.chats.pop(person.chat.id, None)
    await person.say(question)
    text = (await person.next_message()).text
    assert text.startswith(first)
    assert said in text


async def test_every_entry_can_be_sent_in_every_language(real: Running) -> None:
    person = real.tg.person(1002)
    await person.say("/start")
    message = await person.next_message()
    for data in every_entry(real):
        message.keyboard = ((Button("Entry", data, None, {"text": "Entry", "callback_data": data}),),)
        await person.press(message, data)
    await real.quiet()
    answers = [one for one in person.messages if one.venue is None]
    assert len(answers) == 1 + len(every_entry(real))
    assert real.tg.ignored == []


def every_entry(real: Running) -> list[str]:
    house = real.whole.house
    return [
        f"e1:{code}:{name}"
        for name, entry in house.assistant.library.shelf.content.entries.items()
        if entry.kind is not Kind.OFF_TOPIC
        for code in house.languages
    ]
