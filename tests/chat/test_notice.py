from datetime import UTC, datetime

from bot.answers.reply import Outcome, Reply, Written
from bot.chat.notice import with_notice
from bot.playground.telegram_people import Person
from tests.conftest import Clock
from tests.office import Office

NOTICE = "/notice 2026-12-01 18:00\nen: Terminal <closed>.\nid: Terminal ditutup."


def reply(outcome: Outcome, html: str) -> Reply:
    return Reply(outcome, "en", Written(html, html, len(html)))


def test_a_notice_stands_above_an_answer_and_below_the_numbers() -> None:
    assert with_notice(reply(Outcome.ANSWER, "Yes."), "<!>").written.html == "<b>&lt;!&gt;</b>\n\nYes."
    assert with_notice(reply(Outcome.URGENT, "112"), "Closed").written.html == "112\n\n<b>Closed</b>"


def test_an_answer_that_leaves_no_room_goes_alone() -> None:
    long = reply(Outcome.ANSWER, "x" * 4090)
    assert with_notice(long, "Closed") is long


async def test_a_notice_is_read_in_each_language(desk: Office, ana: Person) -> None:
    await desk.says(desk.sari, NOTICE)
    await desk.writes(ana, "hello")
    assert ana.messages[-1].text.startswith("Terminal <closed>.\n\nGood day.")
    await desk.writes(ana, "apa warna derek pelabuhan")
    assert ana.messages[-1].text.startswith("Terminal ditutup.")


async def test_a_notice_ends_by_itself(desk: Office, ana: Person, clock: Clock) -> None:
    await desk.says(desk.sari, NOTICE)
    clock.now = datetime(2026, 12, 1, 9, 59, tzinfo=UTC)
    await desk.writes(ana, "hello")
    assert ana.messages[-1].text.startswith("Terminal <closed>.")
    clock.now = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    await desk.writes(ana, "hello")
    assert ana.messages[-1].text == "Good day."


async def test_a_notice_goes_along_in_inline_mode_and_a_pause_offers_nothing(
    desk: Office, ana: Person
) -> None:
    await desk.says(desk.sari, NOTICE)
    query = await ana.search("cranes")
    answer = await ana.until(lambda: query.answer)
    content = answer["results"][0]["input_message_content"]["message_text"]
    assert content.startswith("<b>Terminal &lt;closed&gt;.</b>\n\n")
    await desk.says(desk.sari, "/pause")
    paused = await ana.search("cranes")
    answer = await ana.until(lambda: paused.answer)
    assert answer["results"] == []


async def test_a_pause_leaves_only_the_numbers(desk: Office, ana: Person) -> None:
    await desk.says(desk.sari, "/pause")
    await desk.writes(ana, "which colour are the cranes")
    assert "is paused" in ana.messages[-1].text
    await desk.writes(ana, "I am drowning")
    assert "112" in ana.messages[-1].text
    await desk.says(desk.sari, "/resume")
    await desk.writes(ana, "which colour are the cranes")
    assert "yellow" in ana.messages[-1].text
