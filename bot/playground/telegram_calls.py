"""One call of the Bot API: its method and parameters read from the request, and Telegram's refusal of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from telegram.request import RequestData

from bot.languages import Trouble

KINDS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}
# The fields that are text even when they look like a number or like JSON.
TEXTS = {
    *("text", "caption", "title", "address", "name", "description", "short_description", "language_code"),
    *("parse_mode", "action", "url", "secret_token", "emoji", "custom_title", "message_effect_id"),
    *("callback_query_id", "inline_query_id", "inline_message_id", "guest_query_id", "next_offset"),
    *("google_place_id", "google_place_type", "foursquare_id", "foursquare_type"),
}


class Refused(Trouble):
    """Telegram's "no", in its words; `parameters` as retry_after or migrate_to_chat_id."""

    def __init__(self, reason: str = "", status: int = 400, **parameters: int) -> None:
        kind = KINDS.get(status, "")
        description = ": ".join(part for part in (kind, reason) if part)
        super().__init__("playground.refused", status=status, description=description)
        self.status = status
        self.description = description
        self.parameters = parameters

    @classmethod
    def verbatim(cls, status: int, description: str, parameters: Mapping[str, int]) -> "Refused":
        """Return a refusal whose whole description is given."""
        refusal = cls(status=status)
        refusal.description, refusal.parameters = description, dict(parameters)
        return refusal

    def payload(self) -> dict[str, Any]:
        """Return the answer's body."""
        body = {"ok": False, "error_code": self.status, "description": self.description}
        return {**body, **({"parameters": self.parameters} if self.parameters else {})}


class Fault(NamedTuple):
    """A failure that is planned for a call, before or after its effect."""

    error: Exception
    after_effect: bool


class Call(NamedTuple):
    """A method with its parameters, JSON fields decoded."""

    method: str
    params: dict[str, Any]

    def text(self, name: str) -> str:
        """Return a text field, empty when absent."""
        return str(self.params.get(name, ""))

    def whole(self, name: str, default: int = 0) -> int:
        """Return a whole number; what is none counts as the default, as with Telegram."""
        value = self.params.get(name, default)
        return int(value) if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        """Return a switch, off when absent."""
        return self.params.get(name) is True

    def number(self, name: str) -> float | None:
        """Return a number, or None when there is none."""
        value = self.params.get(name)
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def record(self, name: str) -> Mapping[str, Any]:
        """Return a JSON object, empty when absent."""
        value = self.params.get(name, {})
        if not isinstance(value, Mapping):
            raise Refused("object expected as " + name.replace("_", " "))
        return value

    def sequence(self, name: str) -> Sequence[Any]:
        """Return a JSON array, empty when absent."""
        value = self.params.get(name, [])
        if not isinstance(value, list):
            raise Refused(f"can't parse {name.replace('_', ' ')}: array expected")
        return value


def read_fields(request: RequestData | None) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return a request's fields, and the files that go up with it, each field naming its file."""
    if request is None:
        return {}, {}
    fields, files = dict(request.json_parameters), {}
    for name, (filename, content, _kind) in request.multipart_data.items():
        files[filename] = content if isinstance(content, bytes) else content.read()
        fields.setdefault(name, filename)
    return fields, files


def read_call(method: str, fields: Mapping[str, str]) -> Call:
    """Read a call from the form fields of a request."""
    return Call(method, {name: _decoded(name, value) for name, value in fields.items()})


def _decoded(name: str, value: str) -> Any:
    if name in TEXTS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
