import re
from pathlib import Path

import pytest

from bot.storage.states import OPEN, Event, State, after


@pytest.mark.parametrize(
    ("way", "end"),
    [
        ("take reply write reply close reopen", "reopened"),
        ("reply", "answered"),
        ("take", "taken"),
        ("take take", "taken"),
        ("write", "new"),
        ("reply write", "waiting"),
        ("reply close write", "reopened"),
        ("close take", "closed"),
        ("close reply", "closed"),
        ("reopen", "new"),
        ("close reopen take", "taken"),
    ],
)
def test_an_inquiry_goes_its_way(way: str, end: str) -> None:
    state = State.NEW
    for event in way.split():
        state = after(state, Event(event))
    assert state == end


def test_only_a_closed_one_is_not_open() -> None:
    assert set(State) - OPEN == {State.CLOSED}


def test_the_readme_draws_every_way_and_no_other() -> None:
    text = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^    (\w+) --> (\w+):", text, re.MULTILINE))
    ways = {(state, after(state, event)) for state in State for event in Event}
    assert drawn == {(str(begin), str(end)) for begin, end in ways if begin is not end}
