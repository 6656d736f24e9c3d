from bot.playground.telegram_people import Person
from tests.conftest import Start
from tests.office import Office, office


async def test_a_person_who_comes_back_is_told_of(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    ana.block()
    ana.unblock()
    await desk.quiet()
    assert ["has blocked" in text for text in desk.texts(thread)[-2:]] == [True, False]
    assert "can be reached again" in desk.texts(thread)[-1]


async def test_the_groups_own_word_of_its_move_is_heard(start: Start, ana: Person) -> None:
    async with office(start) as desk:
        group = desk.group
        old = group.chat.json()
        group.migrate(-1009)
        message = {"message_id": 1, "date": 1, "chat": old, "from": desk.sari.user.json()}
        desk.running.tg.inject({"message": {**message, "migrate_to_chat_id": -1009}})
        await desk.quiet()
        await desk.asked(ana)
        assert desk.running.tg.refused == []
    async with office(start, group) as desk:
        await desk.asked(ana, "and once more")
        assert len(group.chat.topics) == 2
