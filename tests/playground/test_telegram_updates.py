import asyncio

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.playground.telegram import Telegram
from bot.playground.telegram_updates import Bell


async def test_confirmed_updates_vanish_and_others_come_again(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("one")
    await ana.say("two")
    first, second = await bot.get_updates(timeout=0)
    again = await bot.get_updates(offset=second.update_id, timeout=0)
    assert [update.update_id for update in again] == [second.update_id] == [first.update_id + 1]
    assert await bot.get_updates(offset=second.update_id + 1, timeout=0) == ()
    assert tg.pending == []


async def test_waiting_ends_as_soon_as_something_comes(tg: Telegram, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.sleep(0)
    await tg.person().say("halo")
    (update,) = await asyncio.wait_for(waiting, 5)
    assert update.message is not None
    assert update.message.text == "halo"


async def test_the_older_of_two_pollers_is_terminated(bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.sleep(0)
    assert await bot.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await asyncio.wait_for(older, 5)


async def test_a_batch_is_no_longer_than_asked(tg: Telegram, bot: Bot) -> None:
    for word in ("one", "two", "three"):
        await tg.person().say(word)
    assert len(await bot.get_updates(limit=2, timeout=0)) == 2


async def test_a_negative_offset_keeps_only_the_last(tg: Telegram, bot: Bot) -> None:
    for word in ("one", "two"):
        await tg.person().say(word)
    (last,) = await bot.get_updates(offset=-1, timeout=0)
    assert last.message is not None
    assert last.message.text == "two"
    assert len(tg.pending) == 1


async def test_only_the_kinds_asked_for_are_queued_from_then_on(tg: Telegram, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"], timeout=0)
    await tg.person().say("halo")
    assert tg.pending == []


async def test_a_raw_update_comes_as_it_stands(tg: Telegram) -> None:
    number = tg.inject({"update_id": 77, "nonsense": []})
    assert (number, tg.pending) == (77, [{"update_id": 77, "nonsense": []}])
    assert tg.inject({"poll": {}}) == 78


async def test_polling_and_webhook_exclude_each_other(tg: Telegram, bot: Bot) -> None:
    await bot.set_webhook("https://bot.example/hook", allowed_updates=["message"])
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates(timeout=0)
    await tg.person().say("halo")
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.allowed_updates) == (
        "https://bot.example/hook",
        1,
        ("message",),
    )
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(timeout=0) == ()


async def test_a_webhook_needs_https(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="an https url must be provided"):
        await bot.set_webhook("http://bot.example")


async def test_the_bell_gives_up_after_the_time_given() -> None:
    with pytest.raises(TimeoutError):
        await Bell().until(lambda: None, 0)
