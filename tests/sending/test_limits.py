import pytest

from bot.sending.limits import IN_GROUP, OVERALL, Limits


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> Limits:
    return Limits(clock)


def test_a_chat_gets_one_message_a_second(limits: Limits, clock: Clock) -> None:
    assert limits.rest(1) == 0
    limits.take(1)
    assert (limits.rest(1), limits.rest(2)) == (1, 0)
    clock.at = 1
    assert limits.rest(1) == 0


def test_a_group_gets_twenty_a_minute(limits: Limits, clock: Clock) -> None:
    for second in range(IN_GROUP):
        clock.at = second
        assert limits.rest(-1) == 0
        limits.take(-1)
    clock.at = IN_GROUP
    assert limits.rest(-1) == 60 - IN_GROUP
    clock.at = 60
    assert limits.rest(-1) == 0


def test_a_person_gets_more_than_a_group(limits: Limits, clock: Clock) -> None:
    for second in range(IN_GROUP + 1):
        clock.at = second
        assert limits.rest(1) == 0
        limits.take(1)


def test_all_chats_together_leave_room_for_answers(limits: Limits) -> None:
    for chat in range(1, OVERALL + 1):
        assert limits.rest(chat) == 0
        limits.take(chat)
    assert limits.rest(99) == 1


def test_a_message_that_was_taken_counts_once(limits: Limits, clock: Clock) -> None:
    limits.take(-1)
    limits.note(-1)
    clock.at = 5
    limits.note(-1)
    assert limits.rest(-1) == 1
    assert len(limits._chats[-1]) == 2


def test_chats_that_are_silent_are_forgotten(
    limits: Limits, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sending.limits.MOST_CHATS", 2)
    for chat in (1, 2):
        limits.note(chat)
    clock.at = 61
    limits.note(3)
    assert set(limits._chats) == {3}
