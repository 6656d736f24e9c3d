"""Logs: text or JSON lines, and never a token in them."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

TOKEN = re.compile(r"(?<!\d)\d{3,20}(:|%3A)[A-Za-z0-9_-]{20,}")
# These write addresses, and Telegram's addresses hold the token.
TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp.access", "aiosqlite", "uvicorn.access", "alembic")


def masked(text: str) -> str:
    """Take everything that looks like a bot token out of a text."""
    return TOKEN.sub("<token>", text)


class TextLines(logging.Formatter):
    """One line of text a record, and the traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text, traceback and all, without tokens."""
        return masked(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON; a traceback stays a field of its line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname, "log": record.name, "message": record.getMessage()}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return masked(json.dumps(line))


def configure(kind: str) -> None:
    """Set up logging for the program; `kind` is text or json."""
    handler = logging.StreamHandler(sys.stderr)
    text = TextLines("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(JsonLines() if kind == "json" else text)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
