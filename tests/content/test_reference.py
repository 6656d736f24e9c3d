from bot.content.entry import PartialDate
from bot.content.reference import Source

PUBLISHED, RETRIEVED = PartialDate(2025, 8), PartialDate(2026, 11, 22)


def test_a_source_is_dated_by_its_publication() -> None:
    assert Source("s", "Title", "Publisher", published=PUBLISHED, retrieved=RETRIEVED).day == PUBLISHED


def test_or_else_by_the_day_on_which_it_was_read() -> None:
    assert Source("s", "Title", "Publisher", retrieved=RETRIEVED).day == RETRIEVED


def test_a_source_may_have_no_day() -> None:
    assert Source("s", "Title", "Publisher").day is None
