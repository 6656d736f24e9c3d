from bot.playground.telegram_people import Person
from tests.office import Office


async def test_a_place_is_copied_below_its_sender(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await ana.send(location={"latitude": -1.2, "longitude": 116.8})
    await desk.quiet()
    assert desk.texts(thread)[-2] == "Ana"


async def test_writing_makes_an_answered_inquiry_wait_again(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "hello", thread)
    (answered,) = await desk.inquiries()
    await desk.writes(ana, "and now")
    (waiting,) = await desk.inquiries()
    assert (answered.state, waiting.state) == ("answered", "waiting")
    assert answered.deadline is None
    assert waiting.deadline is not None


async def test_the_person_sees_that_it_arrived(desk: Office, ana: Person) -> None:
    await desk.asked(ana)
    mine = await desk.writes(ana, "hello")
    assert mine.reaction == "👀"
