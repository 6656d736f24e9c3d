"""The Bot API's methods that send, edit and delete messages."""

from datetime import timedelta
from typing import Any

from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_chats import Chat, Message
from bot.playground.telegram_checks import read_keyboard, read_place, read_preview, read_text
from bot.playground.telegram_world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
DELETABLE = timedelta(hours=48)
ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}


def send_message(world: World, call: Call) -> dict[str, Any]:
    """Answer sendMessage."""
    return _send(world, call, _words(world, call))


def send_venue(world: World, call: Call) -> dict[str, Any]:
    """Answer sendVenue."""
    location = read_place(call, "wrong venue location specified")
    for name in ("title", "address"):
        if not call.text(name).strip():
            raise Refused("MEDIA_INVALID")
    kept = ("title", "address", "foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    given = {name: call.text(name) for name in kept if call.text(name)}
    return _send(world, call, {"venue": {"location": location, **given}, "location": location})


def send_location(world: World, call: Call) -> dict[str, Any]:
    """Answer sendLocation."""
    return _send(world, call, {"location": read_place(call, "invalid location specified")})


def send_chat_action(world: World, call: Call) -> bool:
    """Answer sendChatAction."""
    chat = world.chat(call)
    if call.text("action") not in ACTIONS:
        raise Refused("wrong parameter action in request")
    _thread(chat, call)
    return True


def edit_message_text(world: World, call: Call) -> dict[str, Any]:
    """Answer editMessageText; without `reply_markup` the buttons go, as with Telegram."""
    words = _words(world, call)
    message = own(world, call)
    if not message.text or message.media:
        raise Refused("there is no text in the message to edit")
    return edit_own(world, message, {**words, **_keyboard(call)})


def edit_message_reply_markup(world: World, call: Call) -> dict[str, Any]:
    """Answer editMessageReplyMarkup."""
    return edit_own(world, own(world, call), _keyboard(call))


def delete_message(world: World, call: Call) -> bool:
    """Answer deleteMessage."""
    chat = world.chat(call)
    message = chat.messages.get(call.whole("message_id"))
    if message is None:
        raise Refused("message to delete not found")
    if world.now().timestamp() - message.date > DELETABLE.total_seconds():
        raise Refused("message can't be deleted for everyone")
    others = message.sender.id != world.bot.id and chat.kind == "supergroup"
    if others and chat.bot_is != "administrator":
        raise Refused("message can't be deleted")
    del chat.messages[message.message_id]
    return True


def _words(world: World, call: Call) -> dict[str, Any]:
    markup = read_text(call.params.get("text"), call.params.get("parse_mode"))
    world.ignored += markup.ignored
    html = call.text("text") if call.text("parse_mode") else None
    preview = read_preview(call.record("link_preview_options"))
    return {"text": markup.text, "entities": markup.entities, "html": html, "preview": preview}


def _keyboard(call: Call) -> dict[str, Any]:
    markup = call.record("reply_markup")
    return {"keyboard": read_keyboard(markup), "reply_markup": markup}


def _send(world: World, call: Call, content: dict[str, Any]) -> dict[str, Any]:
    keyboard = _keyboard(call)
    chat = world.chat(call)
    return world.post(chat, world.bot, **content, **keyboard, **place_of(chat, call)).json()


def place_of(chat: Chat, call: Call) -> dict[str, Any]:
    """Return where in a chat a message goes; raises Refused."""
    return {"thread_id": _thread(chat, call), "reply_to": _quoted(chat, call)}


def _thread(chat: Chat, call: Call) -> int | None:
    thread = call.whole("message_thread_id")
    if not thread:
        return None
    if thread not in chat.topics:
        raise Refused("message thread not found")
    return thread


def _quoted(chat: Chat, call: Call) -> Message | None:
    reply = call.record("reply_parameters")
    if not reply:
        return None
    if "message_id" not in reply:
        raise Refused('can\'t find field "message_id"')
    message = chat.messages.get(reply["message_id"])
    if message is None and not reply.get("allow_sending_without_reply"):
        raise Refused("message to be replied not found")
    if message and str(reply.get("quote") or "") not in message.text:
        raise Refused("QUOTE_TEXT_INVALID")
    return message


def own(world: World, call: Call) -> Message:
    """Return the bot's own message that a call names; raises Refused."""
    if call.text("inline_message_id"):
        raise Refused("MESSAGE_ID_INVALID")
    chat = world.chat(call)
    message = chat.messages.get(call.whole("message_id"))
    if message is None:
        raise Refused("message to edit not found")
    if message.sender.id != world.bot.id:
        raise Refused("message can't be edited")
    return message


def edit_own(world: World, message: Message, changes: dict[str, Any]) -> dict[str, Any]:
    """Change a message; raises Refused where nothing changes."""
    compared = [name for name in changes if name in {"text", "entities", "keyboard", "preview"}]
    if all(getattr(message, name) == changes[name] for name in compared):
        raise Refused(NOT_MODIFIED)
    for name, value in changes.items():
        setattr(message, name, value)
    message.edited = world.seconds()
    return message.json()
