from typing import Any

import pytest
from telegram.error import NetworkError

from bot.languages import Languages
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.handling import MOST_ATTEMPTS, MOST_UNCERTAIN
from bot.receiving.inbox import Inbox
from bot.sending.transport import NeverSent
from bot.storage import updates

GARBAGE = {"update_id": 7, "message": {"message_id": 1}}
# Deeper than JSON can be written.
DEEP: list[Any] = []
for _ in range(5000):
    DEEP = [DEEP]
PRIVATE, GROUP = {"id": 5, "type": "private"}, {"id": -5, "type": "group"}
SAID = {"message_id": 1, "date": 1, "text": "hi", "from": {"id": 5, "is_bot": False, "first_name": "x"}}


async def states(inbox: Inbox) -> tuple[list[int], list[int]]:
    """Return the ids of what waits and of what is parked."""
    database = inbox._database
    async with database.begin() as session:
        waiting = await updates.waiting(session, database.secrets, inbox.bot_id)
        parked = await updates.parked(session, database.secrets, inbox.bot_id)
    return [one.update_id for one in waiting], [one.update_id for one in parked]


async def test_an_update_is_stored_before_anything_is_done_with_it(
    inbox: Inbox, tg: Telegram, ana: Person
) -> None:
    await ana.say("hello")
    await inbox.take(tg.pending)
    assert await states(inbox) == ([1], [])
    assert ana.messages == []


async def test_the_next_offset_follows_what_is_stored(inbox: Inbox) -> None:
    assert await inbox.next_offset() is None
    await inbox.take([{"update_id": 41}, {"update_id": 40}])
    assert await inbox.next_offset() == 42


@pytest.mark.parametrize("bad", [{"update_id": 1 << 63}, {"update_id": True}, {"update_id": 42, "x": DEEP}])
async def test_what_cannot_be_stored_is_left_out_and_the_rest_is_stored(
    inbox: Inbox, bad: dict[str, Any]
) -> None:
    await inbox.take([bad, {"update_id": 41}])
    assert await states(inbox) == ([41], [])
    assert await inbox.next_offset() == max(42, bad["update_id"] + 1 if "x" in bad else 0)


async def test_what_is_handled_leaves_nothing_behind(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    await ana.say("hello")
    await inbox.take(tg.pending)
    await inbox.empty()
    assert await states(inbox) == ([], [])
    assert [message.text for message in ana.messages] == ["Good day."]


async def test_the_same_update_twice_is_answered_once(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    await ana.say("hello")
    for _ in range(2):
        await inbox.take([*tg.pending, *tg.pending])
        await inbox.empty()
    assert len(ana.messages) == 1


async def test_messages_are_answered_in_their_order(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    for text in ("hello", "which colour are the cranes", "hello"):
        await ana.say(text)
    await inbox.take(tg.pending)
    await inbox.empty()
    assert ["yellow" in message.text for message in ana.messages] == [False, True, False]


async def test_a_passing_failure_is_tried_again(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    tg.break_next("sendMessage", NetworkError("lost"))
    await ana.say("hello")
    await inbox.take(tg.pending)
    await inbox.empty()
    assert [message.text for message in ana.messages] == ["Good day."]


async def test_what_keeps_failing_is_parked_with_an_apology(
    inbox: Inbox, tg: Telegram, ana: Person, languages: Languages
) -> None:
    for _ in range(MOST_UNCERTAIN):
        tg.break_next("sendMessage", NetworkError("lost"))
    for text in ("which colour are the cranes", "hello"):
        await ana.say(text)
    await inbox.take(tg.pending)
    await inbox.empty()
    apology = languages["en"].text("trouble.technical")
    assert [message.text for message in ana.messages] == [apology, "Good day."]
    assert await states(inbox) == ([], [1])


async def test_our_own_fault_is_parked_sooner(
    inbox: Inbox, tg: Telegram, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    async def broken(*_asked: object) -> None:
        tried.append(1)
        raise KeyError

    monkeypatch.setattr(inbox._assembled.house.assistant, "reply", broken)
    await ana.say("hello")
    await inbox.take(tg.pending)
    await inbox.empty()
    assert (await states(inbox), len(tried)) == (([], [1]), MOST_ATTEMPTS)


async def test_while_telegram_cannot_be_reached_nothing_is_parked(
    inbox: Inbox, tg: Telegram, ana: Person
) -> None:
    for _ in range(MOST_UNCERTAIN * 3):
        tg.break_next("sendMessage", NeverSent("refused"))
    await ana.say("hello")
    await inbox.take(tg.pending)
    await inbox.empty()
    assert [message.text for message in ana.messages] == ["Good day."]


async def test_a_no_for_good_is_not_tried_again(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    tg.fail_next("sendMessage", 400, "Bad Request: message is too long")
    await ana.say("hello")
    await inbox.take(tg.pending)
    await inbox.empty()
    assert await states(inbox) == ([], [1])
    assert len(tg.called("sendMessage")) == 2


async def test_who_blocked_the_bot_leaves_nothing_parked(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    await ana.say("hello")
    ana.block()
    await inbox.take(tg.pending)
    await inbox.empty()
    assert await states(inbox) == ([], [])


async def test_who_blocked_the_bot_is_not_tried_again(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    for _ in range(12):
        await ana.say("hello")
    ana.block()
    await inbox.take(tg.pending)
    await inbox.empty()
    assert await states(inbox) == ([], [])
    assert len(tg.called("sendMessage")) == 1


async def test_who_comes_back_is_tried_again(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    tg.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await ana.say("hello")
    ana.block()
    ana.unblock()
    await ana.say("hello")
    await inbox.take(tg.pending)
    await inbox.empty()
    assert [message.text for message in ana.messages] == ["Good day."]


async def test_who_writes_after_a_block_is_tried_again(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    tg.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    for _ in range(2):
        await ana.say("hello")
        await inbox.take(tg.pending)
        await inbox.empty()
    assert len(ana.messages) == 1


async def test_a_wait_that_telegram_asks_for_is_no_failure(
    inbox: Inbox, tg: Telegram, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("receiving.handling", "sending.pauses"):
        monkeypatch.setattr(f"bot.{room}.seconds_of", lambda _error: 0.01)
    for _ in range(MOST_ATTEMPTS + 1):
        tg.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await ana.say("hello")
    await inbox.take(tg.pending)
    await inbox.empty()
    assert [message.text for message in ana.messages] == ["Good day."]


@pytest.mark.parametrize(
    "odd",
    [
        {**SAID, "chat": None},
        {**SAID, "chat": GROUP, "text": ["x"]},
        {**SAID, "chat": PRIVATE, "from": {"id": [1], "is_bot": False, "first_name": "x"}},
    ],
)
async def test_what_nobody_can_judge_is_parked_and_the_rest_goes_on(
    inbox: Inbox, tg: Telegram, ana: Person, odd: dict[str, Any]
) -> None:
    await ana.say("hello")
    await inbox.take([{"update_id": 0, "message": odd}, *tg.pending])
    await inbox.empty()
    assert await states(inbox) == ([], [0])
    assert [message.text for message in ana.messages] == ["Good day."]


async def test_what_cannot_be_parsed_is_parked_and_the_rest_goes_on(
    inbox: Inbox, tg: Telegram, ana: Person
) -> None:
    tg.inject(GARBAGE)
    await ana.say("hello")
    await inbox.take(tg.pending)
    await inbox.empty()
    assert await states(inbox) == ([], [7])
    assert len(ana.messages) == 1


async def test_an_update_without_a_number_is_passed_over(inbox: Inbox) -> None:
    nameless: dict[str, Any] = {"message": {}}
    await inbox.take([nameless, {"update_id": "7"}])
    assert await states(inbox) == ([], [])


async def test_when_stopped_the_rest_waits_for_the_next_start(
    inbox: Inbox, tg: Telegram, ana: Person
) -> None:
    await ana.say("hello")
    await inbox.take(tg.pending)
    inbox.stop()
    await inbox.work()
    assert await states(inbox) == ([1], [])
