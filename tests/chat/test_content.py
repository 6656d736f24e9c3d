from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message

from bot.chat.content import body_of

FILE = {"file_id": "f", "file_unique_id": "u"}


def message(**fields: Any) -> Message:
    data = {"message_id": 1, "date": 1, "chat": Chat(1, "private").to_dict(), **fields}
    found = Message.de_json(data)
    assert found.date < datetime.now(UTC)
    return found


def test_a_text_keeps_its_marks() -> None:
    body = body_of(message(text="a <b", entities=[{"type": "bold", "offset": 0, "length": 1}]))
    assert body == {"kind": "text", "text": "a <b", "html": "<b>a</b> &lt;b"}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"photo": [{**FILE, "width": 1, "height": 1}]}, "photo"),
        ({"document": FILE}, "document"),
        ({"voice": {**FILE, "duration": 1}}, "voice"),
        ({"animation": {**FILE, "width": 1, "height": 1, "duration": 1}, "document": FILE}, "animation"),
    ],
)
def test_a_file_is_its_id_with_its_caption(fields: dict[str, Any], kind: str) -> None:
    body = body_of(message(caption="see", **fields))
    assert body == {"kind": kind, "file": "f", "text": "see", "html": "see"}


def test_anything_else_is_copied() -> None:
    assert body_of(message(location={"latitude": 1.0, "longitude": 1.0}))["kind"] == "copied"
