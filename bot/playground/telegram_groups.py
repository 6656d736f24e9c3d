"""The Bot API's methods for groups: topics, members, copies, reactions, pins."""

from collections.abc import Mapping
from typing import Any

from telegram.constants import ReactionEmoji

from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_chats import Chat
from bot.playground.telegram_checks import read_keyboard
from bot.playground.telegram_world import World

LONGEST_TOPIC = 128
STANDING = {"creator", "administrator"}
REACTIONS = {one.value for one in ReactionEmoji}


def get_chat(world: World, call: Call) -> dict[str, Any]:
    """Answer getChat."""
    limits: dict[str, Any] = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _gifts()}
    return {**world.chat(call).json(), **limits}


def _gifts() -> dict[str, bool]:
    kinds = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return dict.fromkeys(kinds, False)


def get_chat_member(world: World, call: Call) -> dict[str, Any]:
    """Answer getChatMember."""
    chat = world.chat(call)
    number = call.whole("user_id")
    if number == world.bot.id:
        return _member(world, number, chat.bot_is)
    if number not in world.users:
        raise Refused("user not found")
    return _member(world, number, chat.members.get(number, "left"))


def get_chat_administrators(world: World, call: Call) -> list[dict[str, Any]]:
    """Answer getChatAdministrators: without other bots, but with this one."""
    chat = world.chat(call)
    if chat.kind == "private":
        raise Refused("there are no administrators in the private chat")
    standing = {**chat.members, world.bot.id: chat.bot_is}
    return [_member(world, number, status) for number, status in standing.items() if status in STANDING]


def _member(world: World, number: int, status: str) -> dict[str, Any]:
    user = world.bot if number == world.bot.id else world.users[number]
    return {"user": user.json(), "status": status, **rights(status)}


def rights(status: str) -> Mapping[str, Any]:
    """Return what stands beside a member's status."""
    if status == "creator":
        return {"is_anonymous": False}
    if status != "administrator":
        return {"until_date": 0} if status == "kicked" else {}
    names = (
        *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_invite_users"),
        *("can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info"),
        *("can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages"),
        "can_manage_topics",
    )
    return dict.fromkeys(names, True) | {"is_anonymous": False}


def create_forum_topic(world: World, call: Call) -> dict[str, Any]:
    """Answer createForumTopic."""
    chat = _forum(world, call)
    name = call.text("name").strip()
    if not 1 <= len(name) <= LONGEST_TOPIC:
        raise Refused("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_INVALID")
    chat.last_id += 1
    chat.topics[chat.last_id] = name
    color = call.whole("icon_color", 0x6FB9F0)
    return {"message_thread_id": chat.last_id, "name": name, "icon_color": color}


def change_forum_topic(world: World, call: Call) -> bool:
    """Answer editForumTopic, closeForumTopic, reopenForumTopic and deleteForumTopic."""
    chat = _forum(world, call)
    thread = call.whole("message_thread_id")
    if thread not in chat.topics:
        raise Refused("message thread not found")
    wanted = {"closeforumtopic": True, "reopenforumtopic": False}.get(call.method.lower())
    if wanted is not None:
        if wanted == (thread in chat.closed):
            raise Refused("TOPIC_NOT_MODIFIED")
        shut(chat, thread, closed=wanted)
    elif call.method.lower() == "deleteforumtopic":
        del chat.topics[thread]
        chat.messages = {key: one for key, one in chat.messages.items() if one.thread_id != thread}
    elif call.text("name"):
        chat.topics[thread] = call.text("name")
    return True


def shut(chat: Chat, thread: int, *, closed: bool) -> None:
    """Close a topic or open it again."""
    (chat.closed.add if closed else chat.closed.discard)(thread)


def _forum(world: World, call: Call) -> Chat:
    chat = world.chat(call)
    if not chat.forum:
        raise Refused("the chat is not a forum")
    if chat.bot_is != "administrator":
        raise Refused("not enough rights to manage topics")
    return chat


def copy_message(world: World, call: Call) -> dict[str, int]:
    """Answer copyMessage."""
    chat = world.chat(call)
    source = world.chat(Call(call.method, {"chat_id": call.params.get("from_chat_id", "")}))
    message = source.messages.get(call.whole("message_id"))
    if message is None:
        raise Refused("message to copy not found")
    markup = call.record("reply_markup")
    thread = call.whole("message_thread_id") or None
    if thread is not None and thread not in chat.topics:
        raise Refused("message thread not found")
    keys = {"keyboard": read_keyboard(markup), "reply_markup": markup, "thread_id": thread}
    content: dict[str, Any] = {"text": message.text, "html": message.html, "entities": message.entities}
    content |= {"media": message.media, "venue": message.venue, "location": message.location}
    return {"message_id": world.post(chat, world.bot, **content, **keys).message_id}


def touch_message(world: World, call: Call) -> bool:
    """Answer setMessageReaction and pinChatMessage: the message must exist."""
    message = world.chat(call).messages.get(call.whole("message_id"))
    pinned = call.method.lower() == "pinchatmessage"
    if message is None:
        raise Refused("message to pin not found" if pinned else "message to react not found")
    if not pinned:
        message.reaction = _reaction(call)
    return True


def _reaction(call: Call) -> str | None:
    """Read a bot's reaction: none, or one of the emoji that Telegram allows."""
    given = [one.get("emoji") for one in call.sequence("reaction")]
    if len(given) > 1:
        raise Refused("REACTIONS_TOO_MANY")
    if any(one not in REACTIONS for one in given):
        raise Refused("REACTION_INVALID")
    return str(given[0]) if given else None
