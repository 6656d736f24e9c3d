import pytest

from bot.playground.telegram_people import Person
from tests.office import Office

PUBLIC = ("open", "take", "close", "unanswered", "pause", "rollback")


@pytest.mark.parametrize("name", PUBLIC)
async def test_staff_commands_mean_nothing_to_a_visitor(desk: Office, ana: Person, name: str) -> None:
    await desk.writes(ana, f"/{name}")
    assert desk.running.whole.house.languages["en"].text("welcome.unknown_command") in ana.messages[-1].text


@pytest.mark.parametrize("name", ["edition", "rollback", "pause", "resume", "notice"])
async def test_what_touches_every_visitor_is_for_administrators(desk: Office, name: str) -> None:
    await desk.says(desk.tono, f"/{name}")
    assert desk.texts(None) == ["Only administrators of this group can do that."]


async def test_whoever_left_is_not_obeyed(desk: Office) -> None:
    await desk.says(desk.tono, "hello")
    desk.group.chat.members[desk.tono.user.id] = "left"
    await desk.says(desk.tono, "/open")
    assert desk.texts(None) == []
