import pytest
from telegram import Update

from bot.chat.saying import say
from bot.languages import Languages
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from tests.conftest import Running, Start


async def test_no_message_has_a_link_preview(running: Running, ana: Person) -> None:
    await ana.say("how long is the quay")
    assert (await ana.next_message()).preview == {"is_disabled": True}


async def test_a_place_follows_as_a_message_of_its_own(
    running: Running, ana: Person, languages: Languages
) -> None:
    await ana.say("berapa panjang dermaga")
    await running.quiet()
    answer, place = ana.messages
    assert answer.venue is None
    assert place.venue is not None
    assert place.venue["title"] == "Teluk"
    assert place.venue["address"] == languages["id"].text("place.orientation")


@pytest.mark.parametrize("status", [429, 502, 400])
async def test_trouble_with_the_place_never_repeats_the_answer(
    start: Start, ana: Person, status: int
) -> None:
    async with start() as running:
        wait = 1 if status == 429 else None
        running.tg.fail_next("sendVenue", status, "Trouble: retry after 1", retry_after=wait)
        await ana.say("how long is the quay")
        await running.quiet()
    places = [message for message in ana.messages if message.venue]
    assert len(ana.messages) - len(places) == 1
    assert len(places) == (1 if status == 429 else 0)


async def test_the_answer_stands_in_the_thread_of_its_question(running: Running, ana: Person) -> None:
    ana.chat.forum, ana.chat.topics[7] = True, "Harbour"
    await ana.say("which colour are the cranes", thread=7)
    assert (await ana.next_message()).thread_id == 7


async def test_a_press_that_is_too_old_to_acknowledge_is_still_answered(start: Start, ana: Person) -> None:
    async with start() as running:
        await ana.say("/help")
        message = await ana.next_message()
        running.tg.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old")
        await ana.press(message, "The cranes")
        assert "yellow" in (await ana.next_message()).text


async def test_nothing_is_said_where_nobody_can_be_answered(running: Running) -> None:
    await say(Update(1), "Text")
    assert running.tg.called("sendMessage") == []


async def test_where_several_talk_an_answer_is_a_reply(running: Running, tg: Telegram, ana: Person) -> None:
    group = tg.group(-1001, "Delegation", ana)
    asked = await ana.say("@gerbang_bot how long is the quay", group)
    assert (await group.next_message()).reply_to is asked
    await ana.say("how long is the quay")
    assert (await ana.next_message()).reply_to is None
    await running.quiet()


async def test_a_question_deleted_meanwhile_is_still_answered(
    running: Running, tg: Telegram, ana: Person
) -> None:
    group = tg.group(-1001, "Delegation", ana)
    asked = {"message_id": 77, "date": 1, "chat": group.chat.json(), "from": ana.user.json()}
    tg.inject({"message": {**asked, "text": "@gerbang_bot how long is the quay"}})
    assert "270 metres" in (await group.next_message()).text
    await running.quiet()
