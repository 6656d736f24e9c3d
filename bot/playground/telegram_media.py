"""The Bot API's methods for files: photos, documents, albums, captions; a file is its id."""

from collections.abc import Mapping
from typing import Any

from bot.answers.markup import units
from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_checks import read_keyboard, read_text
from bot.playground.telegram_messages import edit_own, own, place_of
from bot.playground.telegram_world import World

KINDS = ("photo", "document", "video", "audio", "voice", "animation")
LONGEST_CAPTION = 1024
ALBUM = range(2, 11)
IN_ALBUM = {"photo", "video", "audio", "document"}
# These two kinds mix with each other, all others stay among themselves.
MIXED = {"photo", "video"}


def send_file(world: World, call: Call) -> dict[str, Any]:
    """Answer sendPhoto, sendDocument, sendVideo, sendAudio, sendVoice and sendAnimation."""
    kind = call.method.lower().removeprefix("send")
    markup = call.record("reply_markup")
    chat = world.chat(call)
    keys = {"keyboard": read_keyboard(markup), "reply_markup": markup, **place_of(chat, call)}
    caption = _caption(world, call.params)
    return world.post(chat, world.bot, media=_media(kind, call.params.get(kind)), **caption, **keys).json()


def send_media_group(world: World, call: Call) -> list[dict[str, Any]]:
    """Answer sendMediaGroup."""
    parts = call.sequence("media")
    if len(parts) not in ALBUM:
        raise Refused(
            "group send failed: wrong number of media" if parts else "there are no messages to send"
        )
    kinds = {part.get("type") for part in parts}
    if not kinds <= IN_ALBUM or (len(kinds) > 1 and not kinds <= MIXED):
        raise Refused("can't use the media of the specified type in the album")
    chat = world.chat(call)
    place = place_of(chat, call)
    sent = []
    for part in parts:
        media, caption = _media(part["type"], part.get("media")), _caption(world, part)
        sent.append(world.post(chat, world.bot, media=media, album=str(chat.last_id), **caption, **place))
    return [message.json() for message in sent]


def edit_message_caption(world: World, call: Call) -> dict[str, Any]:
    """Answer editMessageCaption."""
    message = own(world, call)
    if not message.media:
        raise Refused("there is no caption in the message to edit")
    return edit_own(world, message, _caption(world, call.params))


def _caption(world: World, given: Mapping[str, Any]) -> dict[str, Any]:
    if not given.get("caption"):
        return {"text": "", "entities": (), "html": None}
    markup = read_text(given["caption"], given.get("parse_mode"))
    if units(markup.text) > LONGEST_CAPTION:
        raise Refused("message caption is too long")
    world.ignored += markup.ignored
    html = str(given["caption"]) if given.get("parse_mode") else None
    return {"text": markup.text, "entities": markup.entities, "html": html}


def _media(kind: str, file: object) -> dict[str, Any]:
    if not isinstance(file, str) or not file:
        raise Refused(f"there is no {kind} in the request")
    return media_json(kind, file)


def media_json(kind: str, file: str) -> dict[str, Any]:
    """Return a file as a message carries it."""
    base = {"file_id": file, "file_unique_id": f"u{file}"[:32]}
    size = {"width": 100, "height": 100}
    match kind:
        case "photo":
            return {"photo": [{**base, **size}]}
        case "video" | "animation":
            return {kind: {**base, **size, "duration": 1}}
        case "audio" | "voice":
            return {kind: {**base, "duration": 1}}
    return {kind: base}
