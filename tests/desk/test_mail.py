from bot.playground.telegram_people import Person
from tests.office import Office


async def test_a_text_that_leaves_no_room_stands_below_its_writer(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "x" * 4096, thread)
    assert [one.text[:5] for one in ana.messages[-2:]] == ["👤 Sta", "xxxxx"]


async def test_marks_in_a_text_stay(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.writes(ana, "<b>bold</b> & more")
    assert desk.texts(thread)[-1] == "Ana\n<b>bold</b> & more"


async def test_a_caption_is_edited(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
    sent = await ana.send(photo=photo, caption="my shp")
    await desk.quiet()
    ana.edit(sent, "my ship")
    await desk.quiet()
    assert desk.texts(thread)[-1] == "Ana\nmy ship"
