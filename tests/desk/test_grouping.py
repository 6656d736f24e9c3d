from datetime import date

from bot.desk.grouping import grouped
from bot.storage.questions import Asked


def asked(number: int, text: str, entry: str | None = None) -> Asked:
    return Asked(number, date(2026, 11, number), "en", "unknown", entry, 1, text)


def test_similar_questions_stand_together_the_most_frequent_first() -> None:
    groups = grouped(
        [
            asked(1, "is there a cinema"),
            asked(2, "ferry to Mamuju how long"),
            asked(3, "how long is the ferry to Mamuju"),
            asked(4, "how long is teh ferry to mamuju"),
        ]
    )
    assert [(group.count, group.last.day) for group in groups] == [(3, 4), (1, 1)]


def test_questions_of_one_gap_stand_together_whatever_their_words() -> None:
    groups = grouped([asked(1, "what does it cost", "fees"), asked(2, "tarif", "fees"), asked(3, "tarif")])
    assert [(group.entry, group.count) for group in groups] == [("fees", 2), (None, 1)]
