from dataclasses import replace
from pathlib import Path

from bot.ground import opened
from bot.playground.telegram_people import Person
from bot.settings import Settings
from tests import toy
from tests.conftest import Running, now


async def repaint(settings: Settings, folder: Path, colour: str) -> None:
    """Publish the toy with cranes of another colour, as an editor beside the running bot."""
    toy.change(
        toy.lay(folder), "entries/port/cranes.yaml", "The cranes are yellow.", f"The cranes are {colour}."
    )
    async with opened(replace(settings, content=folder), now) as ground:
        await ground.press.publish(folder, now())


async def test_the_next_question_is_answered_from_it(
    running: Running, ana: Person, settings: Settings, tmp_path: Path
) -> None:
    await ana.say("which colour are the cranes")
    assert "yellow" in (await ana.next_message()).text
    await repaint(settings, tmp_path / "newer", "green")
    await ana.say("which colour are the cranes")
    assert "green" in (await ana.next_message()).text


async def test_a_button_of_the_old_edition_answers_from_the_new(
    running: Running, ana: Person, settings: Settings, tmp_path: Path
) -> None:
    await ana.say("/help")
    message = await ana.next_message()
    await repaint(settings, tmp_path / "newer", "green")
    await ana.press(message, "The cranes")
    assert "green" in (await ana.next_message()).text
