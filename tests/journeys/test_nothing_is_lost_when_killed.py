import asyncio
from typing import Any

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.inbox import Inbox
from tests.conftest import Assemble, Start

# No Exception: it ends the work as a kill does, in the middle of a call.
KILL: Any = asyncio.CancelledError()
QUESTIONS = ("hello", "which colour are the cranes", "what does storage cost")


async def test_what_was_stored_but_not_handled_is_answered_at_the_next_start(
    assemble: Assemble, start: Start, tg: Telegram, ana: Person
) -> None:
    for text in QUESTIONS:
        await ana.say(text)
    async with assemble() as whole:
        await Inbox(whole).take(tg.pending)
    tg._world.updates.pending.clear()  # Telegram holds nothing any more
    async with start() as running:
        await running.quiet()
    assert [message.text.split()[0] for message in ana.messages] == ["Good", "The", "Fees"]
    assert tg.refused == []


async def test_a_question_in_hand_at_the_end_is_answered_at_the_next_start(
    start: Start, tg: Telegram, ana: Person
) -> None:
    tg.break_next("sendMessage", KILL)
    async with start() as running:
        for text in QUESTIONS:
            await ana.say(text)
        await asyncio.wait({running.receiving.working}, timeout=10)
        assert ana.messages == []
    async with start() as running:
        await running.quiet()
    assert len(ana.messages) == len(QUESTIONS)


async def test_a_crash_after_the_answer_repeats_one_message_at_most(
    start: Start, tg: Telegram, ana: Person
) -> None:
    tg.break_next("sendMessage", KILL, after_effect=True)
    async with start() as running:
        for text in QUESTIONS:
            await ana.say(text)
        await asyncio.wait({running.receiving.working}, timeout=10)
    async with start() as running:
        await running.quiet()
    assert len(ana.messages) == len(QUESTIONS) + 1


async def test_what_telegram_held_while_the_bot_was_away_is_answered(start: Start, ana: Person) -> None:
    async with start():
        pass
    for text in QUESTIONS:
        await ana.say(text)
    async with start() as running:
        await running.quiet()
    assert len(ana.messages) == len(QUESTIONS)


async def test_a_second_start_answers_nothing_twice(start: Start, ana: Person) -> None:
    async with start() as running:
        await ana.say("hello")
        await running.quiet()
    async with start() as running:
        await ana.say("which colour are the cranes")
        await running.quiet()
    assert len(ana.messages) == 2
