from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.playground.telegram import Telegram


def buttons(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)] for label in labels])


async def test_a_message_stands_in_the_chat_as_a_person_reads_it(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    sent = await bot.send_message(
        ana.user.id, "<b>Halo</b> ", parse_mode="HTML", reply_markup=buttons("A", "B")
    )
    (seen,) = ana.messages
    assert (sent.text, seen.text, seen.html, seen.labels) == ("Halo", "Halo", "<b>Halo</b> ", ["A", "B"])


async def test_a_bot_cannot_write_to_who_never_wrote_to_it(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(ana.user.id, "Halo")


async def test_a_bot_cannot_write_to_who_blocked_it(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    ana.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ana.user.id, "Halo")


async def test_a_bot_cannot_write_where_it_was_kicked(tg: Telegram, bot: Bot) -> None:
    desk = tg.group(-1001, "Desk")
    desk.kick_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(-1001, "Halo")


async def test_a_migrated_group_names_its_new_id(tg: Telegram, bot: Bot) -> None:
    desk = tg.group(-1001, "Desk")
    desk.migrate(-1002)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(-1001, "Halo")
    assert caught.value.new_chat_id == -1002
    await bot.send_message(-1002, "Halo")
    assert [message.text for message in desk.messages] == ["Halo"]


async def test_an_edit_replaces_text_and_buttons(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    sent = await bot.send_message(ana.user.id, "one", reply_markup=buttons("A"))
    await bot.edit_message_text("two", ana.user.id, sent.message_id)
    assert [(message.text, message.labels) for message in ana.messages] == [("two", [])]


async def test_an_edit_that_changes_nothing_is_refused(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    sent = await bot.send_message(ana.user.id, "one", reply_markup=buttons("A"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("one", ana.user.id, sent.message_id, reply_markup=buttons("A"))


async def test_buttons_can_be_taken_off_once(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    sent = await bot.send_message(ana.user.id, "one", reply_markup=buttons("A"))
    await bot.edit_message_reply_markup(ana.user.id, sent.message_id)
    assert ana.messages[0].labels == []
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ana.user.id, sent.message_id)


async def test_only_the_bots_own_texts_can_be_edited(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    asked = await ana.say("/start")
    venue = await bot.send_venue(ana.user.id, -1.27, 116.8, "Semayang", "Balikpapan")
    for number, reason in [
        (asked.message_id, "can't be edited"),
        (999, "not found"),
        (venue.message_id, "no text"),
    ]:
        with pytest.raises(BadRequest, match=reason):
            await bot.edit_message_text("two", ana.user.id, number)


async def test_a_venue_needs_a_title_and_an_address(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    sent = await bot.send_venue(ana.user.id, -1.27, 116.8, "Semayang", "Balikpapan")
    assert sent.venue is not None
    assert (sent.venue.title, sent.venue.location.latitude) == ("Semayang", -1.27)
    with pytest.raises(BadRequest):
        await bot.send_venue(ana.user.id, -1.27, 116.8, "Semayang", " ")


async def test_a_location_lies_on_the_globe(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    assert (await bot.send_location(ana.user.id, -1.27, 116.8)).location is not None
    with pytest.raises(BadRequest, match="Invalid location specified"):
        await bot.send_location(ana.user.id, -91, 116.8)


async def test_an_unknown_chat_action_is_refused(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    assert await bot.send_chat_action(ana.user.id, "typing")
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(ana.user.id, "thinking")


async def test_a_deleted_message_is_gone(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    sent = await bot.send_message(ana.user.id, "one")
    await bot.delete_message(ana.user.id, sent.message_id)
    assert ana.messages == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ana.user.id, sent.message_id)


async def test_after_two_days_nothing_can_be_deleted() -> None:
    moments = [datetime(2026, 11, 24, tzinfo=UTC)]
    tg = Telegram(now=lambda: moments[-1])
    asked = await tg.person().say("/start")
    moments.append(moments[0] + timedelta(hours=49))
    async with Bot(tg.token, request=tg, get_updates_request=tg) as bot:
        with pytest.raises(BadRequest, match="can't be deleted for everyone"):
            await bot.delete_message(1001, asked.message_id)


async def test_a_reply_needs_its_message(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    asked = await ana.say("where is the port?")
    answer = await bot.send_message(
        ana.user.id, "there", reply_parameters=ReplyParameters(asked.message_id, quote="the port")
    )
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.message_id == asked.message_id
    for wrong in (ReplyParameters(999), ReplyParameters(asked.message_id, quote="the sea")):
        with pytest.raises(BadRequest):
            await bot.send_message(ana.user.id, "there", reply_parameters=wrong)


async def test_a_reply_may_go_without_its_message(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    parameters = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(ana.user.id, "there", reply_parameters=parameters)).text == "there"


async def test_an_unknown_thread_is_refused(tg: Telegram, bot: Bot) -> None:
    desk = tg.group(-1001, "Desk", forum=True)
    thread = desk.topic("Inquiry 1")
    assert (await bot.send_message(-1001, "card", message_thread_id=thread)).is_topic_message
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(-1001, "card", message_thread_id=999)


async def test_markup_passed_over_in_silence_is_recorded(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    await bot.send_message(ana.user.id, "a&nbsp;b", parse_mode="HTML")
    assert tg.ignored == ["&nbsp;"]


async def test_the_preview_chosen_is_the_preview_shown(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    await bot.send_message(ana.user.id, "x", link_preview_options=LinkPreviewOptions(is_disabled=True))
    assert ana.messages[0].preview == {"is_disabled": True}
