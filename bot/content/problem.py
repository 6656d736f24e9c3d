"""What is wrong with the content: a problem names its place and the sentence that says what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content.entry import Spot


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or, with `warning`, one remark; its sentence stands in `locales/` under `key`."""

    spot: Spot
    key: str
    params: Mapping[str, object] = field(default_factory=dict)
    warning: bool = False


def fault(spot: Spot, key: str, /, **params: object) -> Problem:
    """Return a problem that stops publication."""
    return Problem(spot, key, params)


def remark(spot: Spot, key: str, /, **params: object) -> Problem:
    """Return a problem that an editor should know and may leave."""
    return Problem(spot, key, params, warning=True)
