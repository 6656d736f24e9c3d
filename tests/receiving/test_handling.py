from telegram.error import NetworkError

from bot.chat.context import House
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.inbox import Inbox
from bot.storage.database import Database


async def handled(inbox: Inbox, tg: Telegram) -> str:
    """Handle what waits; gives the metrics."""
    await inbox.take(tg.pending)
    await inbox.empty()
    return inbox.metrics.text().decode()


async def test_what_became_of_updates_is_measured(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    tg.break_next("sendMessage", NetworkError("lost"))
    tg.inject({"update_id": 7, "message": {"message_id": 1}})
    await ana.say("which colour are the cranes")
    measured = await handled(inbox, tg)
    for line in (
        'gerbang_updates_total{fate="done"} 1.0',
        'gerbang_updates_total{fate="parked"} 1.0',
        'gerbang_outcomes_total{language="en",outcome="answer"} 1.0',
        'gerbang_retries_total{kind="NetworkError"} 1.0',
        "gerbang_handling_seconds_count 1.0",
    ):
        assert line in measured.splitlines()


async def test_a_database_that_is_away_for_a_while_parks_nothing(
    inbox: Inbox, tg: Telegram, ana: Person
) -> None:
    look, left = Database.look, [ConnectionRefusedError() for _ in range(5)]

    async def away(self: Database, work: object) -> object:
        if left and "standing" in repr(work):
            raise left.pop()
        return await look(self, work)  # type: ignore[arg-type]

    Database.look = away  # type: ignore[method-assign,assignment]
    try:
        await ana.say("hello")
        await handled(inbox, tg)
    finally:
        Database.look = look  # type: ignore[method-assign]
    assert [message.text for message in ana.messages] == ["Good day."]


async def test_a_question_leaves_no_note_in_memory(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    await ana.say("hello")
    await handled(inbox, tg)
    house: House = inbox._assembled.house
    assert (house.notes, house.failures) == ({}, {})
