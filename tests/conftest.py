"""What tests of every room share: the real languages."""

from pathlib import Path

import pytest

from bot.languages import Languages

LOCALES = Path(__file__).resolve().parent.parent / "locales"


@pytest.fixture(scope="session")
def languages() -> Languages:
    return Languages.load(LOCALES)
