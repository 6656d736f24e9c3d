from bot.playground.telegram_people import Person
from tests.office import Office


async def test_what_was_not_answered_stands_together_with_its_count(desk: Office, ana: Person) -> None:
    await desk.says(desk.sari, "/unanswered")
    assert "no question went unanswered" in desk.texts(None)[-1]
    for text in ("what does storage cost", "storage cost what does it"):
        await desk.writes(ana, text)
    await desk.says(desk.sari, "/unanswered")
    told = desk.texts(None)[-1]
    assert "Not answered in the last 30 days: 2" in told
    assert "2× Fees" in told
    assert "make an entry" in told


async def test_nothing_is_stale_before_its_time(desk: Office) -> None:
    await desk.says(desk.sari, "/stale")
    assert "No entry is due" in desk.texts(None)[-1]


async def test_the_week_is_told_in_numbers(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "hello", thread)
    await desk.says(desk.sari, "/close", thread)
    await desk.writes(ana, "which colour are the cranes")
    await desk.says(desk.sari, "/report")
    told = desk.texts(None)[-1]
    for part in ("Questions: 1 (Answer: 1)", "Inquiries: 1 new, 1 closed, 0 open", "0 hours"):
        assert part.lower() in told.lower()


async def test_an_edition_is_listed_and_taken_back(desk: Office) -> None:
    await desk.says(desk.sari, "/edition")
    assert desk.texts(None)[-1] == "Edition 1, 24 November 2026: answers now"
    for text in ("/rollback", "/rollback x"):
        await desk.says(desk.sari, text)
        assert "Which edition?" in desk.texts(None)[-1]
    await desk.says(desk.sari, "/rollback 1")
    assert "answers again, as edition 2" in desk.texts(None)[-1]
    await desk.says(desk.sari, "/rollback 99")
    assert "99" in desk.texts(None)[-1]
