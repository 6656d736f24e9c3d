"""Content: what a message holds, as a letter keeps it: text with its HTML, or a file with its caption."""

from typing import Any

from telegram import Message

# What is sent again by its file, so that it may carry who wrote it; anything else is copied as it is.
FILES = ("photo", "document", "video", "audio", "voice", "animation")
COPIED = "copied"


def body_of(message: Message) -> dict[str, Any]:
    """Return a message's content as JSON can hold it."""
    if message.text is not None:
        return {"kind": "text", "text": message.text, "html": message.text_html}
    for kind in FILES:
        # An animation is a document as well, for programs that do not know animations.
        if kind == "document" and message.animation:
            continue
        if file := getattr(message, kind):
            largest = file[-1] if kind == "photo" else file
            caption = {"text": message.caption or "", "html": message.caption_html or ""}
            return {"kind": kind, "file": largest.file_id, **caption}
    return {"kind": COPIED, "text": "", "html": ""}
