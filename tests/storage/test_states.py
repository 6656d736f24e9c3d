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
