from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.content.entry import Kind
from bot.publishing.checks import dates
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.GAP])
def test_an_answer_without_a_review_day_is_remarked(found: Found, kind: Kind) -> None:
    entry = toy.entry(kind=kind, review_by=None)
    assert found(dates.review_days, entry) == [("check.no_review_day", {"entry": "quay"})]


def test_small_talk_needs_no_review_day(found: Found) -> None:
    assert found(dates.review_days, toy.entry(kind=Kind.SMALLTALK, review_by=None)) == []


@pytest.mark.parametrize(
    ("day", "due"), [(date(2026, 11, 23), True), (TODAY, False), (date(2027, 1, 1), False)]
)
def test_a_review_day_that_is_past_is_remarked(found: Found, day: date, due: bool) -> None:  # noqa: FBT001  a parameter
    expected = [("check.review_due", {"entry": "quay", "day": day})] if due else []
    assert found(dates.review_days, toy.entry(review_by=day)) == expected
