"""A visitor who types nothing but /topics reaches every entry of the real content by its buttons."""

from collections import deque
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.answers.writer import Writer
from bot.chat.menu import SHOWN
from bot.content.content import Content
from bot.content.reading import read
from bot.languages import Languages
from bot.playground.telegram import Telegram
from bot.playground.telegram_chats import Message
from bot.playground.telegram_people import Person
from tests.conftest import NOW, Running

CONTENT = Path(__file__).resolve().parents[2] / "content"
TAPS = 3


@pytest.fixture(scope="module")
def real(languages: Languages) -> Content:
    return read(CONTENT, tuple(languages))[0]


@pytest.fixture
def tg() -> Telegram:
    """Telegram where a message comes every three seconds, which is no flood."""
    seconds = count(step=3)
    return Telegram(now=lambda: NOW + timedelta(seconds=next(seconds)))


@pytest.fixture
async def wanted(running: Running, real: Content, languages: Languages) -> set[str]:
    """Put the real content before the bot; gives the entries that the menu must lead to."""
    library = running.whole.house.assistant.library
    library.shelf = replace(library.shelf, content=real, writer=Writer(real, languages))
    return {entry.id for entry in real.entries.values() if entry.kind in SHOWN}


async def walked(running: Running, person: Person, path: tuple[str, ...]) -> Message:
    """Open the menu and press one button after the other."""
    await person.say("/topics")
    await running.quiet()
    message = person.messages[-1]
    for data in path:
        await person.press(message, data)
        await running.quiet()
    return message


async def taps(running: Running, person: Person) -> dict[str, int]:
    """Walk the whole menu, each place by its shortest way; gives the taps that each entry takes."""
    found: dict[str, int] = {}
    seen: set[str] = set()
    ways: deque[tuple[str, ...]] = deque([()])
    while ways:
        way = ways.popleft()
        for button in (await walked(running, person, way)).buttons:
            data = str(button.data)
            if data.startswith("e1:"):
                found.setdefault(data.rpartition(":")[2], len(way) + 1)
            elif data not in seen:
                seen.add(data)
                ways.append((*way, data))
    return found


@pytest.mark.parametrize("code", ["en", "id"])
async def test_every_entry_is_at_most_three_taps_away(running: Running, wanted: set[str], code: str) -> None:
    found = await taps(running, running.tg.person(language_code=code))
    assert set(found) == wanted
    assert max(found.values()) <= TAPS


async def test_each_tap_on_an_entry_brings_the_entry(running: Running, ana: Person, wanted: set[str]) -> None:
    content = running.whole.house.assistant.library.shelf.content
    menu = await walked(running, ana, ("t1:en:palu-trade:1", "t1:en:palu-trade:2"))
    for button in [one for one in menu.buttons if str(one.data).startswith("e1")]:
        before = len(ana.messages)
        query = await ana.press(menu, str(button.data))
        await running.quiet()
        assert ana.messages[before].text.startswith(button.text)
        assert query.answer is not None
    assert content.topics["palu-trade"].title["en"] in menu.text
