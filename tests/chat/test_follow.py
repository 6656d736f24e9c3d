from pathlib import Path

from bot.chat.follow import difference, tell_changes
from bot.playground.telegram_people import Person
from tests import toy
from tests.conftest import Clock
from tests.office import Office

CRANES = "entries/port/cranes.yaml"


async def followed(desk: Office, person: Person) -> None:
    await desk.writes(person, "which colour are the cranes")
    await desk.pressed(person, "Tell me if this changes")


async def test_a_change_is_told_in_the_language_of_what_was_read(
    desk: Office, ana: Person, tmp_path: Path
) -> None:
    folder = toy.lay(tmp_path / "new")
    await desk.writes(ana, "apa warna derek pelabuhan")
    await desk.pressed(ana, "Beri tahu bila berubah")
    await published(desk, folder, "Dereknya kuning.", "Dereknya merah.")
    assert ana.messages[-1].text.startswith("“Derek” berubah.")
    assert ana.messages[-1].text.endswith("Dereknya kuning.\nDereknya merah.")
    await desk.pressed(ana, "Jangan beri tahu lagi")
    seen = len(ana.messages)
    await published(desk, folder, "Dereknya merah.", "Dereknya biru.")
    assert len(ana.messages) == seen


async def published(desk: Office, folder: Path, old: str, new: str) -> None:
    toy.change(folder, CRANES, old, new)
    await desk.running.whole.ground.press.publish(folder, desk.running.whole.ground.now())
    for _ in range(2):
        await tell_changes(desk.running.whole.house)
    await desk.quiet()


async def test_a_change_is_told_once_with_what_changed(desk: Office, ana: Person, tmp_path: Path) -> None:
    folder = toy.lay(tmp_path / "new")
    await followed(desk, ana)
    seen = len(ana.messages)
    await published(desk, folder, "The cranes are yellow.", "The cranes are red.")
    (told,) = ana.messages[seen:]
    assert told.text.endswith("The cranes are yellow.\nThe cranes are red.")
    assert told.labels == ["Read the answer", "Stop telling me"]
    await desk.pressed(ana, "Read the answer")
    assert "red" in ana.messages[-1].text


async def test_a_change_elsewhere_is_not_told(desk: Office, ana: Person, tmp_path: Path) -> None:
    folder = toy.lay(tmp_path / "new")
    await followed(desk, ana)
    seen = len(ana.messages)
    await published(desk, folder, "- which colour are the cranes\n", "- what colour are the cranes\n")
    assert len(ana.messages) == seen


async def test_one_tap_stops_it(desk: Office, ana: Person, tmp_path: Path, clock: Clock) -> None:
    folder = toy.lay(tmp_path / "new")
    await followed(desk, ana)
    await desk.writes(ana, "/follows")
    await desk.pressed(ana, "Stop: The cranes")
    seen = len(ana.messages)
    await published(desk, folder, "The cranes are yellow.", "The cranes are red.")
    assert len(ana.messages) == seen
    await desk.writes(ana, "/follows")
    assert "follow no answer" in ana.messages[-1].text


def test_only_what_differs_is_shown() -> None:
    assert difference("A is 1. B is 2.", "A is 1. B is <3>.") == "<s>B is 2.</s>\n<b>B is &lt;3&gt;.</b>"
    assert difference("", "x" * 2000).endswith("…")
