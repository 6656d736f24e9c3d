from typing import Any

import pytest

from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_checks import read_keyboard, read_place, read_preview, read_text


def refusal(check: Any, *arguments: object) -> str:
    with pytest.raises(Refused) as caught:
        check(*arguments)
    return caught.value.description.removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        (None, "", "message text is empty"),
        ("", "HTML", "message text is empty"),
        (" \n\u200b", "", "text must be non-empty"),
        ("<b> </b>", "HTML", "text must be non-empty"),
        ("x" * 4097, "", "message is too long"),
        ("🚢" * 2049, "", "message is too long"),
        ("<b>x</b>" * 101, "HTML", "ENTITIES_TOO_LONG"),
        ("x", "Markdown", "unsupported parse_mode"),
        ("<b>x", "HTML", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused(text: str | None, mode: str, reason: str) -> None:
    assert refusal(read_text, text, mode) == reason


def test_tags_do_not_count_towards_the_length() -> None:
    assert len(read_text(f"<b>{'x' * 4096}</b>", "html").text) == 4096


def test_without_a_parse_mode_tags_are_text() -> None:
    assert read_text("<b>x</b>", "").text == "<b>x</b>"


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "a", "url": "https://bpn.go.id"}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "url": "nowhere"}, "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        (
            {"text": "x", "url": "ftp://a.b"},
            "inline keyboard button URL 'ftp://a.b' is invalid: Unsupported URL protocol",
        ),
        ({"text": "x", "copy_text": {"text": "1" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "web_app": {"url": "http://a.b"}},
            "inline keyboard button Web App URL 'http://a.b' is invalid: Only HTTPS links are allowed",
        ),
        ("x", "can't parse inline keyboard button: expected an Object"),
    ],
)
def test_a_button_that_cannot_work_is_refused(button: object, reason: str) -> None:
    assert refusal(read_keyboard, {"inline_keyboard": [[button]]}) == reason


def test_sixty_four_bytes_of_data_are_accepted() -> None:
    (row,) = read_keyboard({"inline_keyboard": [[{"text": "x", "callback_data": "é" * 32}]]})
    assert row[0].data == "é" * 32


def test_an_empty_switch_to_inline_is_an_action() -> None:
    assert read_keyboard({"inline_keyboard": [[{"text": "x", "switch_inline_query": ""}]]})


def test_more_than_a_hundred_buttons_are_refused() -> None:
    row = [{"text": "x", "callback_data": "x"}]
    assert refusal(read_keyboard, {"inline_keyboard": [row] * 101}) == "reply markup is too long"


def test_other_keyboards_have_no_inline_buttons() -> None:
    assert read_keyboard({"remove_keyboard": True}) == ()


def test_a_preview_needs_a_link_and_switches() -> None:
    assert refusal(read_preview, {"url": "nowhere"}) == "WEBPAGE_URL_INVALID"
    assert refusal(read_preview, {"is_disabled": "yes"}) == 'field "is_disabled" must be of type Boolean'


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({}, "latitude is empty"),
        ({"latitude": 1}, "longitude is empty"),
        ({"latitude": 91, "longitude": 0}, "wrong"),
    ],
)
def test_a_place_lies_on_the_globe(params: dict[str, Any], reason: str) -> None:
    assert refusal(read_place, Call("sendVenue", params), "wrong") == reason
