"""Logs never show a token, in whichever form they are written."""

import json
import logging

import pytest

from bot.commands import logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
pytestmark = pytest.mark.usefixtures("own_logging")


both = pytest.mark.parametrize("kind", ["text", "json"])


def log(kind: str) -> logging.Logger:
    """Configure logging inside the test: pytest gives every phase a standard error of its own."""
    logs.configure(kind)
    return logging.getLogger("bot.toy")


@both
@pytest.mark.parametrize(
    "message",
    [
        TOKEN,
        f"POST https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN}/photos/a.jpg",
        f"bot{TOKEN.replace(':', '%3A')}/getMe",
        f"token={TOKEN}&x=1",
        f"{TOKEN} {TOKEN}",
    ],
)
def test_a_token_in_a_message_is_masked(kind: str, capsys: pytest.CaptureFixture[str], message: str) -> None:
    log(kind).info(message)
    shown = capsys.readouterr().err
    assert "AAHdqTcv" not in shown
    assert "<token>" in shown


@both
def test_a_token_in_an_argument_is_masked(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    log(kind).warning("call.failed url=%s tries=%d", f"https://x/bot{TOKEN}/getMe", 3)
    shown = capsys.readouterr().err
    assert "AAHdqTcv" not in shown
    assert "tries=3" in shown


@both
def test_a_token_in_a_traceback_is_masked(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    error = ConnectionError(f"https://x/bot{TOKEN}/getMe")
    log(kind).error("call.failed", exc_info=error)
    shown = capsys.readouterr().err
    assert "ConnectionError" in shown
    assert "AAHdqTcv" not in shown


@both
def test_what_is_no_token_stays(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    log(kind).info("inbox.parked update=%d at=%s", 123456789, "08:30:15")
    assert "inbox.parked update=123456789 at=08:30:15" in capsys.readouterr().err


def test_json_logs_are_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    log("json").error("call.failed\nbadly", exc_info=KeyError("a\nb"))
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["level"], told["log"], told["error"]) == ("ERROR", "bot.toy", "KeyError")
    assert told["message"] == "call.failed\nbadly"


@pytest.mark.parametrize("name", ["httpx", "telegram.ext.Updater", "aiohttp.access", "alembic.runtime"])
def test_who_writes_addresses_is_quiet(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text")
    logging.getLogger(name).info("POST something")
    assert capsys.readouterr().err == ""
