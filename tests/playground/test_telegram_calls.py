import pytest

from bot.playground.telegram_calls import Refused, read_call


def test_numbers_switches_and_json_are_decoded() -> None:
    call = read_call(
        "x", {"chat_id": "-100", "drop": "true", "commands": "[1]", "scope": '{"type": "default"}'}
    )
    assert call.params == {"chat_id": -100, "drop": True, "commands": [1], "scope": {"type": "default"}}


def test_a_text_stays_text_though_it_looks_like_a_number() -> None:
    assert read_call("sendMessage", {"text": "2026"}).params == {"text": "2026"}


def test_what_is_no_json_stays_text() -> None:
    assert read_call("sendMessage", {"chat_id": "@harbour"}).params == {"chat_id": "@harbour"}


def test_absent_fields_have_empty_values() -> None:
    call = read_call("x", {})
    assert (call.text("a"), call.whole("a", 3), call.flag("a"), call.number("a")) == ("", 3, False, None)
    assert (call.record("a"), call.sequence("a")) == ({}, [])


def test_a_record_must_be_an_object() -> None:
    with pytest.raises(Refused) as caught:
        read_call("x", {"reply_markup": "[1]"}).record("reply_markup")
    assert caught.value.description == "Bad Request: object expected as reply markup"


def test_a_sequence_must_be_an_array() -> None:
    with pytest.raises(Refused, match="refused"):
        read_call("x", {"results": "{}"}).sequence("results")


def test_a_refusal_carries_its_parameters() -> None:
    payload = Refused("moved", migrate_to_chat_id=-100).payload()
    assert payload["parameters"] == {"migrate_to_chat_id": -100}
    assert payload["description"] == "Bad Request: moved"
