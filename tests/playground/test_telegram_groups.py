from typing import Any

import pytest
from telegram import Bot, ReactionTypeEmoji
from telegram.error import BadRequest

from bot.playground.telegram import Telegram


async def test_the_first_member_is_the_creator(tg: Telegram, bot: Bot) -> None:
    ana, budi = tg.person(1, "Ana"), tg.person(2, "Budi")
    tg.group(-1001, "Desk", ana, budi)
    assert [(await bot.get_chat_member(-1001, number)).status for number in (1, 2)] == ["creator", "member"]


async def test_administrators_are_listed(tg: Telegram, bot: Bot) -> None:
    ana = tg.person(5, "Ana")
    tg.group(-1001, "Desk", ana)
    found = await bot.get_chat_administrators(-1001)
    assert {member.user.id for member in found} == {5, bot.id}


async def test_a_stranger_to_the_group_has_left_and_one_to_telegram_is_not_found(
    tg: Telegram, bot: Bot
) -> None:
    tg.group(-1001, "Desk")
    tg.person(5)
    assert (await bot.get_chat_member(-1001, 5)).status == "left"
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(-1001, 6)


async def test_a_topic_is_opened_and_written_to(tg: Telegram, bot: Bot) -> None:
    desk = tg.group(-1001, "Desk", forum=True)
    topic = await bot.create_forum_topic(-1001, "Inquiry 1")
    await bot.send_message(-1001, "card", message_thread_id=topic.message_thread_id)
    await bot.edit_forum_topic(-1001, topic.message_thread_id, name="Inquiry 1, closed")
    await bot.close_forum_topic(-1001, topic.message_thread_id)
    assert desk.chat.topics == {topic.message_thread_id: "Inquiry 1, closed"}


async def test_a_deleted_topic_is_not_found(tg: Telegram, bot: Bot) -> None:
    thread = tg.group(-1001, "Desk", forum=True).topic("Inquiry 1")
    await bot.delete_forum_topic(-1001, thread)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(-1001, "card", message_thread_id=thread)


@pytest.mark.parametrize(
    ("group", "name", "reason"),
    [
        ({"forum": False}, "x", "The chat is not a forum"),
        ({"forum": True, "bot_is": "member"}, "x", "Not enough rights"),
        ({"forum": True}, "x" * 129, "Topic_title_invalid"),
    ],
)
async def test_topics_need_a_forum_rights_and_a_title(
    tg: Telegram, bot: Bot, group: dict[str, Any], name: str, reason: str
) -> None:
    tg.group(-1001, "Desk", **group)
    with pytest.raises(BadRequest, match=reason):
        await bot.create_forum_topic(-1001, name)


async def test_a_copy_carries_the_text(tg: Telegram, bot: Bot) -> None:
    ana, desk = tg.person(), tg.group(-1001, "Desk")
    asked = await ana.say("where?")
    await bot.copy_message(-1001, ana.user.id, asked.message_id)
    assert [message.text for message in desk.messages] == ["where?"]
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(-1001, ana.user.id, 999)


async def test_only_what_stands_can_be_reacted_to_or_pinned(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    asked = await ana.say("where?")
    assert await bot.set_message_reaction(ana.user.id, asked.message_id, ReactionTypeEmoji("👀"))
    assert ana.history[0].reaction == "👀"
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(ana.user.id, asked.message_id, ReactionTypeEmoji("🚢"))
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(ana.user.id, 999)
    with pytest.raises(BadRequest, match="Message to pin not found"):
        await bot.pin_chat_message(ana.user.id, 999)


async def test_a_chat_can_be_looked_up(tg: Telegram, bot: Bot) -> None:
    tg.group(-1001, "Desk", forum=True)
    chat = await bot.get_chat(-1001)
    assert (chat.title, chat.is_forum) == ("Desk", True)
