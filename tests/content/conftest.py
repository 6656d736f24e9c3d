"""Content that a test writes down itself: YAML in, records and problems out."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.content.nodes import Reader

Parse = Callable[[str], tuple[Reader, yaml.Node]]


@pytest.fixture
def parse() -> Parse:
    def parsed(text: str) -> tuple[Reader, yaml.Node]:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        assert node is not None
        return Reader("a.yaml", ("en", "id")), node

    return parsed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("topics", "sources", "speakers", "places", "offices"):
        (tmp_path / f"{name}.yaml").touch()
    (tmp_path / "entries" / "port").mkdir(parents=True)
    (tmp_path / "vocabulary").mkdir()
    return tmp_path
