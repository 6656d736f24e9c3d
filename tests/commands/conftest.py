"""Commands over the toy content, with a database of each test's own and the search by letters alone."""

import logging
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.commands import parser
from bot.commands.console import Console
from bot.settings import Settings, read
from tests import toy

KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return toy.lay(tmp_path / "content")


@pytest.fixture
def environ(tmp_path: Path, folder: Path) -> dict[str, str]:
    return {
        "GERBANG_CONTENT": str(folder),
        "GERBANG_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/toy.db",
        "GERBANG_SECRET_KEY": KEY,
        "GERBANG_SEMANTIC": "off",
    }


@pytest.fixture
def settings(environ: dict[str, str]) -> Settings:
    return read(environ)


@pytest.fixture
def console() -> Console:
    return Console.of({"LANG": "en_GB.UTF-8"})


@pytest.fixture
def parsed(console: Console) -> Callable[..., Namespace]:
    """Parse a command line."""

    def parse(*words: str) -> Namespace:
        return parser.build(console).parse_args(words)

    return parse


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Put the root's handlers back after a test that configures logging."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
