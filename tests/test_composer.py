"""A finding becomes a reply: outcome, text, sources, and what to ask next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from markupsafe import Markup

from bot.answers.reply import Outcome
from bot.answers.writer import MESSAGE_LIMIT, written
from bot.composer import Composer
from bot.content.entry import Kind
from bot.content.vocabulary import Elsewhere, Vocabulary
from bot.languages import Languages
from bot.library import prepare
from bot.search.finding import Danger, Found, NotFound, Trace, Unsure
from tests import toy

Compose = Callable[..., Composer]
DAY = date(2026, 11, 24)
SURABAYA = Elsewhere("surabaya", {"en": "Surabaya", "id": "Kota Surabaya"}, ("surabaya",))


def heard(*top: str, confidence: float = 0.7) -> dict[str, Any]:
    """Return what every finding tells."""
    trace = Trace("en", (), tuple((name, 0.5, 0.5) for name in top), confidence, "calibrated")
    return {"confidence": confidence, "language": "en", "trace": trace, "foreign": False}


@pytest.fixture
def composer(languages: Languages) -> Compose:
    """Build a composer over entries: quay, crane, and those that the test adds or replaces."""

    def build(*entries: Any, code: str = "en", day: date = DAY) -> Composer:
        vocabulary = Vocabulary(elsewhere={"surabaya": SURABAYA})
        content = toy.content(toy.entry("quay"), toy.entry("crane"), *entries, vocabulary=vocabulary)
        return Composer(prepare(None, content, languages, None, {}), languages[code], day)

    return build


@pytest.mark.parametrize(
    ("kind", "outcome", "sources"),
    [
        (Kind.ANSWER, Outcome.ANSWER, ["paper"]),
        (Kind.GAP, Outcome.UNKNOWN, ["paper"]),
        (Kind.SMALLTALK, Outcome.SMALLTALK, []),
        (Kind.HELP, Outcome.SMALLTALK, []),
    ],
)
def test_the_kind_of_an_entry_decides_the_outcome(
    composer: Compose, kind: Kind, outcome: Outcome, sources: list[str]
) -> None:
    reply = composer(toy.entry("quay", kind=kind)).compose(Found(**heard(), entries=("quay",)))
    assert (reply.outcome, reply.entry, reply.confidence) == (outcome, "quay", 0.7)
    assert [one.id for one in reply.written.sources] == sources


def test_an_answer_brings_its_place_and_next_questions(composer: Compose) -> None:
    reply = composer(toy.entry("quay", place="bay", related=("crane",))).compose(
        Found(**heard(), entries=("quay",))
    )
    assert reply.place is not None
    assert reply.place.id == "bay"
    assert [(link.entry, link.title, link.text) for link in reply.related] == [("crane", "Title", "")]


def test_a_reply_is_in_the_composers_language(composer: Compose) -> None:
    reply = composer(code="id").compose(Found(**heard(), entries=("quay",)))
    assert reply.language == "id"
    assert "Warnanya kuning." in reply.written.text


def test_two_questions_get_both_answers_in_one_message(composer: Compose) -> None:
    whole = composer(toy.entry("crane", answer={"en": "It is tall.", "id": "Tinggi."}))
    reply = whole.compose(Found(**heard(), entries=("quay", "crane")))
    assert reply.entries == ("quay", "crane")
    assert "It is yellow." in reply.written.text
    assert "It is tall." in reply.written.text
    assert [one.id for one in reply.written.sources] == ["paper"]


def test_two_answers_that_do_not_fit_leave_the_first(composer: Compose) -> None:
    long = toy.entry("crane", answer={"en": "long " * 810, "id": "panjang"})
    reply = composer(long).compose(Found(**heard(), entries=("quay", "crane")))
    assert reply.written.length <= MESSAGE_LIMIT
    assert "long long" not in reply.written.text
    assert "It is yellow." in reply.written.text


def test_an_overdue_answer_says_so(composer: Compose) -> None:
    finding = Found(**heard(), entries=("quay",))
    late = composer(day=date(2030, 1, 2)).compose(finding).written.text
    assert len(late) > len(composer().compose(finding).written.text)


def test_choices_carry_each_entrys_whole_answer(composer: Compose) -> None:
    reply = composer().compose(Unsure(**heard(), entries=("crane", "quay")))
    assert (reply.outcome, reply.entry) == (Outcome.CHOICES, None)
    assert [link.entry for link in reply.choices] == ["crane", "quay"]
    assert all("It is yellow." in link.text and "The Paper" in link.text for link in reply.choices)


def test_danger_comes_first_and_an_answer_below_it(composer: Compose) -> None:
    urgent = toy.entry("danger", kind=Kind.URGENT, answer={"en": "Call now.", "id": "Telepon."})
    reply = composer(urgent).compose(Danger(**heard(confidence=0.2), entry="danger", also="quay"))
    assert (reply.outcome, reply.entries, reply.confidence) == (Outcome.URGENT, ("danger", "quay"), 1.0)
    assert reply.written.text.index("Call now.") < reply.written.text.index("It is yellow.")


@pytest.mark.parametrize("also", [None, "chat", "gone"])
def test_danger_stands_alone_unless_an_answer_fits(composer: Compose, also: str | None) -> None:
    urgent = toy.entry("danger", kind=Kind.URGENT, answer={"en": "Call now.", "id": "Telepon."})
    chat = toy.entry("chat", kind=Kind.SMALLTALK)
    reply = composer(urgent, chat).compose(Danger(**heard(), entry="danger", also=also))
    assert reply.entries == ("danger",)
    assert reply.written.text == "Call now."


def test_what_is_not_known_offers_what_is_nearby(composer: Compose) -> None:
    chat = toy.entry("chat", kind=Kind.SMALLTALK)
    reply = composer(chat).compose(NotFound(**heard("chat", "crane", "quay", confidence=0.1)))
    assert (reply.outcome, reply.entry, reply.entries) == (Outcome.UNKNOWN, None, ())
    assert [link.entry for link in reply.related] == ["crane", "quay"]
    assert reply.written.sources == ()


def test_at_most_three_are_offered_nearby(composer: Compose) -> None:
    more = [toy.entry(name) for name in ("one", "two")]
    reply = composer(*more).compose(NotFound(**heard("quay", "crane", "one", "two")))
    assert [link.entry for link in reply.related] == ["quay", "crane", "one"]


@pytest.mark.parametrize(("code", "name"), [("en", "Surabaya"), ("id", "Kota Surabaya")])
def test_a_place_that_is_not_covered_is_named(composer: Compose, code: str, name: str) -> None:
    found = composer(code=code).compose(NotFound(**heard("quay"), elsewhere="surabaya"))
    plain = composer(code=code).compose(NotFound(**heard("quay")))
    assert name in found.written.text
    assert name not in plain.written.text


def test_who_would_know_is_named(composer: Compose) -> None:
    whole = composer(toy.entry("quay", refer_to=("harbour",)))
    assert "The harbour office" in whole.compose(NotFound(**heard("quay"), nearest="quay")).written.text
    assert "The harbour office" not in whole.compose(NotFound(**heard("quay"))).written.text


def test_the_languages_follow_a_known_answer(composer: Compose) -> None:
    whole = composer(code="id")
    reply = whole.compose(Found(**heard(), entries=("quay",)))
    told = whole.with_languages(reply)
    assert told.written.text.startswith(reply.written.text)
    assert told.written.text.endswith("Inggris, Indonesia.")
    assert told.written.sources == reply.written.sources


def test_the_languages_stand_alone_where_nothing_is_known(composer: Compose) -> None:
    whole = composer()
    reply = whole.with_languages(whole.compose(NotFound(**heard("quay"))))
    assert reply.written.text == "This bot answers in: English, Indonesian."


def test_an_entry_that_was_picked_is_certain(composer: Compose) -> None:
    whole = composer()
    reply = whole.entry(whole.shelf.content.entries["quay"])
    assert (reply.outcome, reply.entry, reply.confidence) == (Outcome.ANSWER, "quay", 1.0)
    assert replace(reply, written=written(Markup())).related == ()
