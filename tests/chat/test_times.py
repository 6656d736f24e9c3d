from datetime import UTC, date, datetime, timedelta

import pytest

from bot.assistant import WITA
from bot.chat.times import deadline, is_office_time, is_working, written
from bot.languages import Languages


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-26 22:00", "2026-11-30 08:00"),  # Thursday night: from Friday's opening
        ("2026-11-27 08:00", "2026-11-30 08:00"),  # Friday
        ("2026-11-27 10:07", "2026-11-30 10:30"),
        ("2026-11-28 12:00", "2026-12-01 08:00"),  # Saturday
        ("2026-12-24 09:00", "2026-12-28 09:00"),  # over Christmas and a weekend
        ("2026-08-14 15:40", "2026-08-18 16:00"),  # over Independence Day
    ],
)
def test_an_answer_is_due_a_working_day_later(asked: str, due: str) -> None:
    assert deadline(at(asked)) == at(due)
    assert deadline(at(asked).astimezone(UTC)) == at(due)


def test_weekends_and_public_holidays_are_no_working_days() -> None:
    days = [date(2026, 11, 27), date(2026, 11, 28), date(2026, 8, 17), date(2026, 12, 25)]
    assert [is_working(day) for day in days] == [True, False, False, False]


def test_the_office_closes_at_four() -> None:
    assert is_office_time(at("2026-11-27 15:59"))
    assert not is_office_time(at("2026-11-27 16:00"))
    assert not is_office_time(at("2026-11-27 07:59"))


@pytest.mark.parametrize(
    ("country", "told"),
    [
        ("KZ", "Monday 30 November 2026, 08:00 WITA (05:00 in Kazakhstan)"),
        ("SG", "Monday 30 November 2026, 08:00 WITA"),
        ("RU", "Monday 30 November 2026, 08:00 WITA (03:00 in Moscow)"),
        ("US", "Monday 30 November 2026, 08:00 WITA (Sunday 29 November 2026, 19:00 in New York)"),
        ("XX", "Monday 30 November 2026, 08:00 WITA"),
        (None, "Monday 30 November 2026, 08:00 WITA"),
    ],
)
def test_the_persons_own_time_stands_beside_ours(
    languages: Languages, country: str | None, told: str
) -> None:
    assert written(languages["en"], at("2026-11-30 08:00"), country) == told


def test_indonesian_says_it_its_own_way(languages: Languages) -> None:
    told = written(languages["id"], at("2026-11-30 08:00") + timedelta(minutes=30), "KZ")
    assert told == "Senin, 30 November 2026, pukul 08.30 WITA (pukul 05.30 di Kazakhstan)"
