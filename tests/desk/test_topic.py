from bot.playground.telegram_people import Person
from tests.office import Office


async def test_outside_of_topics_the_bot_is_asked_as_in_any_group(desk: Office) -> None:
    await desk.says(desk.sari, "which colour are the cranes")
    assert desk.texts(None) == []
    await desk.says(desk.sari, "@gerbang_bot which colour are the cranes")
    assert "yellow" in desk.texts(None)[0]


async def test_a_topic_of_the_staffs_own_is_theirs(desk: Office, ana: Person) -> None:
    await desk.asked(ana)
    before = ana.state
    lunch = desk.group.topic("Lunch")
    await desk.says(desk.sari, "rice or noodles", lunch)
    assert ana.state == before


async def test_a_command_that_does_not_exist_never_leaks(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    before = ana.state
    await desk.says(desk.sari, "/cloes now", thread)
    assert ana.state == before
