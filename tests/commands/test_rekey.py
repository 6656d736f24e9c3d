from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.console import Console
from bot.commands.rekey import KeyElsewhere, rekey
from bot.ground import opened
from bot.settings import Settings

Parsed = Callable[..., Namespace]


async def test_a_new_key_takes_the_old_ones_place(
    settings: Settings, console: Console, parsed: Parsed, tmp_path: Path
) -> None:
    path = tmp_path / "key"
    filed = replace(settings, secret_key=None, secret_key_file=path)
    async with opened(filed):
        old = path.read_text(encoding="ascii")
    assert await rekey(filed, console, parsed("rekey")) == 0
    assert path.read_text(encoding="ascii") != old
    assert path.stat().st_mode & 0o777 == 0o600
    assert not path.with_name("key.new").exists()
    async with opened(filed) as ground:
        assert ground.database.secrets.hash("a")


async def test_a_key_from_a_variable_cannot_be_replaced(
    settings: Settings, console: Console, parsed: Parsed
) -> None:
    with pytest.raises(KeyElsewhere):
        await rekey(settings, console, parsed("rekey"))
