"""Logs never show a token, in whichever form they are written."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot.commands import logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
pytestmark = pytest.mark.usefixtures("own_logging")


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[logging.Logger]:
    logs.configure(request.param)
    yield logging.getLogger("bot.toy")


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
def test_a_token_in_a_message_is_masked(
    log: logging.Logger, capsys: pytest.CaptureFixture[str], message: str
) -> None:
    log.info(message)
    shown = capsys.readouterr().err
    assert "AAHdqTcv" not in shown
    assert "<token>" in shown


def test_a_token_in_an_argument_is_masked(log: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    log.warning("call.failed url=%s tries=%d", f"https://x/bot{TOKEN}/getMe", 3)
    shown = capsys.readouterr().err
    assert "AAHdqTcv" not in shown
    assert "tries=3" in shown


def test_a_token_in_a_traceback_is_masked(log: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ConnectionError(f"https://x/bot{TOKEN}/getMe")
    except ConnectionError:
        log.exception("call.failed")
    shown = capsys.readouterr().err
    assert "ConnectionError" in shown
    assert "AAHdqTcv" not in shown


def test_what_is_no_token_stays(log: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    log.info("inbox.parked update=%d at=%s", 123456789, "08:30:15")
    assert "inbox.parked update=123456789 at=08:30:15" in capsys.readouterr().err


def test_json_logs_are_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json")
    try:
        raise KeyError("a\nb")
    except KeyError:
        logging.getLogger("bot.toy").exception("call.failed\nbadly")
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["level"], told["log"], told["error"]) == ("ERROR", "bot.toy", "KeyError")
    assert told["message"] == "call.failed\nbadly"


@pytest.mark.parametrize("name", ["httpx", "telegram.ext.Updater", "aiohttp.access", "alembic.runtime"])
def test_who_writes_addresses_is_quiet(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text")
    logging.getLogger(name).info("POST something")
    assert capsys.readouterr().err == ""
