from datetime import UTC, datetime, timedelta

import pytest
from telegram import Chat, Message, Update, User

from bot.receiving.flood import MOST, Flood, Verdict

BEGAN = datetime(2026, 11, 24, 8, tzinfo=UTC)
BOT = "gerbang_bot"


def said(number: int, seconds: float, text: str = "hello", chat: str = "private", user: int = 7) -> Update:
    person = User(user, "Ana", is_bot=False)
    message = Message(number, BEGAN + timedelta(seconds=seconds), Chat(4, chat), from_user=person, text=text)
    return Update(number, message=message)


def verdicts(flood: Flood, *seconds: float, first: int = 0) -> list[Verdict]:
    return [flood.judge(said(first + number, at), BOT) for number, at in enumerate(seconds)]


def test_below_thirty_a_minute_nothing_happens() -> None:
    assert set(verdicts(Flood(), *[0] * (MOST - 1))) == {Verdict.PASS}
    assert set(verdicts(Flood(), *(number * 2.1 for number in range(200)))) == {Verdict.PASS}


def test_the_thirtieth_gets_a_notice_and_the_rest_silence() -> None:
    found = verdicts(Flood(), *[0] * (MOST + 20))
    assert found[MOST - 1 :] == [Verdict.NOTICE, *[Verdict.SILENCE] * 20]


def test_once_it_is_calm_all_is_answered_and_a_new_flood_noticed_anew() -> None:
    flood = Flood()
    verdicts(flood, *[0] * (MOST + 5))
    assert verdicts(flood, 61, 62, first=100) == [Verdict.PASS] * 2
    assert verdicts(flood, *[300] * MOST, first=200)[-1] is Verdict.NOTICE


def test_an_update_that_is_tried_again_counts_once() -> None:
    flood = Flood()
    assert {flood.judge(said(1, 0), BOT) for _ in range(MOST * 2)} == {Verdict.PASS}


def test_one_persons_flood_is_nobody_elses() -> None:
    flood = Flood()
    verdicts(flood, *[0] * (MOST + 5))
    assert flood.judge(said(99, 0, user=8), BOT) is Verdict.PASS


@pytest.mark.parametrize(
    ("text", "counts"), [("hello all", False), ("@Gerbang_Bot hi", True), ("/help", True)]
)
def test_in_a_group_only_what_speaks_to_the_bot_counts(text: str, counts: bool) -> None:  # noqa: FBT001  a row
    flood = Flood()
    found = [flood.judge(said(number, 0, text, "supergroup"), BOT) for number in range(MOST)]
    assert (found[-1] is Verdict.NOTICE) == counts


def test_who_was_silent_longest_is_forgotten_first() -> None:
    flood = Flood(remembered=2)
    for user in (1, 2, 3):
        flood.judge(said(user, 0, user=user), BOT)
    assert list(flood._people) == [2, 3]
