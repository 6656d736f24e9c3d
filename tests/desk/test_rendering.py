from datetime import UTC, datetime
from typing import Any

from bot.desk import rendering
from bot.languages import Languages
from bot.storage.inquiries import Inquiry, Who
from bot.storage.letters import Letter
from bot.storage.states import State
from tests import toy

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def inquiry(**changes: Any) -> Inquiry:
    given: dict[str, Any] = {
        "who": Who(1, "<Ana>", "ana"),
        "kind": "business",
        "language": "id",
        "form": {"question": "Why & how?", "country": "KZ", "organisation": "Altyn"},
        "entry": "quay",
        "deadline": NOW,
        "number": "BPN-2026-0001",
        "person": "p",
        "state": State.NEW,
        "thread": None,
        "taken_by": None,
        "opened_at": NOW,
        "changed_at": NOW,
        "answered_at": None,
        "closed_at": None,
    }
    return Inquiry(**given | changes)


def letter(number: int, text: str, side: str = "person", **changes: Any) -> Letter:
    given: dict[str, Any] = {
        "inquiry": "BPN-2026-0001",
        "source": number,
        "copy": None,
        "album": None,
        "author": "Sari",
        "body": {"kind": "text", "text": text, "html": text},
        "at": NOW,
        "deleted_at": None,
    }
    return Letter(id=number, side=side, **given | changes)


def test_a_card_tells_everything_in_one_message(languages: Languages) -> None:
    card = rendering.card(inquiry(), toy.content(toy.entry()), languages["en"])
    for part in (
        "BPN-2026-0001",
        "&lt;Ana&gt; (@ana)",
        "Indonesian",
        "Why &amp; how?",
        "Altyn",
        "Title",
        "16:00",
    ):
        assert part in card


def test_a_topic_is_named_by_number_person_and_country() -> None:
    assert rendering.topic_name(inquiry()) == "BPN-2026-0001 · <Ana> · KZ"
    assert len(rendering.topic_name(inquiry(who=Who(1, "x" * 300)))) == 128


def test_a_history_names_writers_and_hides_what_was_taken_back(languages: Languages) -> None:
    every = [letter(1, "hello"), letter(2, "no", "staff", deleted_at=NOW), letter(3, "odd", "note")]
    told = rendering.history(every, inquiry(), languages["en"])
    assert "&lt;Ana&gt;" in told
    assert "(taken back)" in told
    assert "Sari, note" in told


def test_a_long_history_comes_in_parts() -> None:
    assert rendering.chunks([letter(number, "x" * 1500) for number in range(1, 6)]) == [[1, 2], [3, 4], [5]]
    assert rendering.chunks([letter(1, "x" * 4000)]) == [[1]]
    assert rendering.chunks([]) == []
