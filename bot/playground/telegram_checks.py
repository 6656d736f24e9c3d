"""What Telegram checks before it accepts: texts, keyboards, link previews, places."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.answers.html import parse
from bot.answers.markup import BadMarkup, Markup, is_link, trimmed, units
from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_chats import Button, Keyboard

LONGEST_TEXT = 4096
MOST_ENTITIES = 100
MOST_BUTTONS = 100
DATA_BYTES = 64
COPIED = 256
BUTTON = "can't parse inline keyboard button: "
ACTIONS = (
    *("callback_data", "url", "web_app", "login_url", "copy_text", "callback_game", "pay"),
    *("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"),
)


def read_text(text: object, parse_mode: object) -> Markup:
    """Return the text as a person will read it; raises Refused."""
    if not isinstance(text, str) or not text:
        raise Refused("message text is empty")
    markup = trimmed(_marked(text, str(parse_mode or "").lower()))
    if _is_blank(markup.text):
        raise Refused("text must be non-empty")
    if units(markup.text) > LONGEST_TEXT:
        raise Refused("message is too long")
    # Telegram keeps only the first hundred, in silence; here the loss is loud.
    if len(markup.entities) > MOST_ENTITIES:
        raise Refused("ENTITIES_TOO_LONG")
    return markup


def _marked(text: str, mode: str) -> Markup:
    if mode not in {"", "html"}:  # Markdown exists, but this house writes HTML only
        raise Refused("unsupported parse_mode")
    try:
        return parse(text) if mode else Markup(text)
    except BadMarkup as error:
        raise Refused(f"can't parse entities: {error.reason}") from error


def _is_blank(text: str) -> bool:
    return all(unicodedata.category(letter)[0] in "ZC" for letter in text)


def read_preview(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return checked link preview options; raises Refused."""
    for name in ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"):
        if not isinstance(options.get(name, False), bool):
            raise Refused(f'field "{name}" must be of type Boolean')
    if (url := options.get("url")) and not is_link(str(url)):
        raise Refused("WEBPAGE_URL_INVALID")
    return options


def read_keyboard(markup: Mapping[str, Any]) -> Keyboard:
    """Return the inline buttons of a reply markup (other keyboards have none); raises Refused."""
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list):
        raise Refused('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise Refused("can't parse inline keyboard: row must be an Array")
    keyboard = tuple(tuple(_button(button) for button in row) for row in rows if row)
    if sum(len(row) for row in keyboard) > MOST_BUTTONS:
        raise Refused("reply markup is too long")
    return keyboard


def _button(raw: Any) -> Button:
    if not isinstance(raw, Mapping):
        raise Refused(f"{BUTTON}expected an Object")
    if not isinstance(raw.get("text"), str):
        raise Refused(f'{BUTTON}Can\'t find field "text"')
    if _is_blank(raw["text"]):
        raise Refused("inline keyboard button text must be non-empty")
    _check_action(raw)
    return Button(raw["text"], raw.get("callback_data"), raw.get("url"), raw)


def _check_action(raw: Mapping[str, Any]) -> None:
    # An empty switch_inline_query is an action; an empty callback_data or url is none.
    used = [name for name in ACTIONS if raw.get(name) or (name.startswith("switch") and name in raw)]
    if not used:
        raise Refused(f"{BUTTON}Text buttons are unallowed in the inline keyboard")
    if len(used) > 1 or used[0] in {"pay", "callback_game"}:
        raise Refused("BUTTON_TYPE_INVALID")
    if len(str(raw.get("callback_data", "")).encode()) > DATA_BYTES:
        raise Refused("BUTTON_DATA_INVALID")
    if used == ["copy_text"] and not 1 <= units(str(raw["copy_text"].get("text", ""))) <= COPIED:
        raise Refused("BUTTON_COPY_TEXT_INVALID")
    if used == ["url"]:
        _check_url(str(raw["url"]))
    if used == ["web_app"] and not str(raw["web_app"].get("url")).startswith("https://"):
        invalid = f"URL '{raw['web_app'].get('url')}' is invalid: Only HTTPS links are allowed"
        raise Refused(f"inline keyboard button Web App {invalid}")


def _check_url(url: str) -> None:
    if is_link(url):
        return
    scheme = url.partition("://")[0] if "://" in url else "http"
    known = scheme.lower() in {"http", "https", "tg", "ton"}
    reason = "Wrong HTTP URL" if known else "Unsupported URL protocol"
    raise Refused(f"inline keyboard button URL '{url}' is invalid: {reason}")


def read_place(call: Call, wrong: str) -> dict[str, float]:
    """Return a call's latitude and longitude; raises Refused."""
    place = {}
    for name, limit in (("latitude", 90), ("longitude", 180)):
        degrees = call.number(name)
        if degrees is None:
            raise Refused(f"{name} is empty")
        if not -limit <= degrees <= limit:
            raise Refused(wrong)
        place[name] = degrees
    return place
