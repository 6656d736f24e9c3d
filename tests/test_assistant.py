"""One question in, one reply out: the language rule, follow-ups, and languages that are not ours."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from markupsafe import Markup

from bot.answers.reply import Outcome, Reply
from bot.answers.writer import written
from bot.assistant import Assistant, Question, context_of, continued, local_day
from bot.content.entry import Kind
from bot.content.vocabulary import Urgent, Vocabulary
from bot.languages import Languages
from bot.library import Library, prepare
from bot.search.finding import Context, Finding
from bot.storage.conversations import Conversation
from tests import toy

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
FRESH = Conversation()
MINUTES = timedelta(minutes=15)


class Listening(Library):
    """A library that remembers what it was asked with."""

    asked: list[Context | None]

    def find(self, question: str, context: Context | None = None) -> Finding:
        self.asked = [*getattr(self, "asked", []), context]
        return super().find(question, context)


@pytest.fixture
def assistant(languages: Languages) -> Assistant:
    asked = {
        "en": ("how long is the quay", "what is the length", "where do ships tie up", "who built it", "why"),
        "id": ("berapa panjang dermaga", "seberapa panjangnya", "di mana kapal sandar", "siapa", "kenapa"),
    }
    urgent = toy.entry("danger", kind=Kind.URGENT, questions={"en": ("I am drowning",)})
    vocabulary = Vocabulary(urgent=Urgent(danger=("drowning",), settings={"danger": ()}))
    content = toy.content(
        toy.entry("quay", questions=asked), toy.entry("crane"), urgent, vocabulary=vocabulary
    )
    return Assistant(Listening(languages, None, None, prepare(None, content, languages, None, {})))


def ask(text: str, **known: Any) -> Question:
    return Question(text, **known)


@pytest.mark.parametrize(
    ("found", "chosen", "app", "code"),
    [
        ("id", "en", "en", "id"),
        (None, "id", "en", "id"),
        (None, None, "id-ID", "id"),
        (None, None, "fr", "en"),
        (None, None, None, "en"),
        (None, "ms", "id", "id"),
        ("ms", None, None, "en"),
    ],
)
def test_the_questions_language_then_the_choice_then_the_apps(
    assistant: Assistant, found: str | None, chosen: str | None, app: str | None, code: str
) -> None:
    assert assistant.language_for(ask("?", chosen=chosen, app=app), found) == code


@pytest.mark.parametrize(
    ("text", "app", "code"),
    [
        ("how long is the quay", "id", "en"),
        ("berapa panjang dermaga", "en", "id"),
        ("270", "id", "id"),
        ("...", "id", "id"),
        ("", None, "en"),
    ],
)
async def test_a_reply_speaks_the_questions_language(
    assistant: Assistant, text: str, app: str | None, code: str
) -> None:
    reply = await assistant.reply(ask(text, app=app), FRESH, NOW)
    assert reply.language == code


async def test_a_question_gets_its_answer_and_how_it_was_found(assistant: Assistant) -> None:
    considered = await assistant.consider(ask("How long is the quay?"), FRESH, NOW)
    assert (considered.reply.outcome, considered.reply.entry) == (Outcome.ANSWER, "quay")
    assert considered.finding.trace.rule == "exact"


async def test_a_foreign_question_is_told_which_languages_are_spoken(assistant: Assistant) -> None:
    reply = await assistant.reply(ask("Какова длина причала?"), FRESH, NOW)
    assert (reply.outcome, reply.written.text) == (
        Outcome.UNKNOWN,
        "This bot answers in: English, Indonesian.",
    )


async def test_a_question_in_one_of_ours_is_not_told_so(assistant: Assistant) -> None:
    reply = await assistant.reply(ask("how long is the quay"), FRESH, NOW)
    assert "This bot answers in" not in reply.written.text


@pytest.mark.parametrize(
    ("age", "leans"),
    [
        (timedelta(0), True),
        (MINUTES, True),
        (MINUTES + timedelta(seconds=1), False),
        (timedelta(days=1), False),
    ],
)
async def test_a_question_leans_on_the_last_one_for_a_quarter_of_an_hour(
    assistant: Assistant,
    age: timedelta,
    leans: bool,  # noqa: FBT001  a parameter
) -> None:
    before = Conversation("how long is the quay", "quay", "en", NOW - age)
    await assistant.reply(ask("and why"), before, NOW)
    assert isinstance(assistant.library, Listening)
    assert assistant.library.asked == [Context("how long is the quay", "quay") if leans else None]


@pytest.mark.parametrize(
    "conversation", [FRESH, Conversation("why?", None), Conversation(None, "quay", "en", NOW)]
)
def test_an_empty_conversation_gives_nothing_to_lean_on(conversation: Conversation) -> None:
    assert context_of(conversation, NOW) is None


def replying(outcome: Outcome, *entries: str) -> Reply:
    return Reply(outcome, "en", written(Markup()), entries=entries)


@pytest.mark.parametrize("outcome", [Outcome.ANSWER, Outcome.CHOICES, Outcome.UNKNOWN])
def test_a_conversation_goes_on_with_what_was_asked(outcome: Outcome) -> None:
    before = Conversation("hello?", None, "id", NOW - MINUTES)
    after = continued(before, "how long?", replying(outcome, "quay"), NOW)
    assert after == Conversation("how long?", "quay", "en", NOW)


@pytest.mark.parametrize("outcome", [Outcome.SMALLTALK, Outcome.URGENT])
def test_small_talk_and_danger_leave_the_conversation(outcome: Outcome) -> None:
    before = Conversation("how long?", "quay", "en", NOW - MINUTES)
    assert continued(before, "thanks", replying(outcome, "thanks"), NOW) is before


def test_a_picked_entry_is_answered_in_the_language_of_the_button(assistant: Assistant) -> None:
    reply = assistant.entry("quay", "id", NOW)
    assert reply is not None
    assert (reply.entry, reply.language) == ("quay", "id")
    assert "Warnanya kuning." in reply.written.text


def test_an_entry_that_the_edition_no_longer_has_is_nothing(assistant: Assistant) -> None:
    assert assistant.entry("gone", "en", NOW) is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 24, 15, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), date(2026, 11, 25)),
    ],
)
def test_a_day_begins_at_midnight_in_balikpapan(moment: datetime, day: date) -> None:
    assert local_day(moment) == day


HOSTILE = [
    "\0",
    "\ud800",
    "a" * 100_000,
    "🙂" * 5_000,
    "{{ 7*7 }}",
    "<b>",
    "'; DROP TABLE editions; --",
    "/start",
    "\u202eevil",
    "a\u0301" * 9_999,
    "%s%n",
    " \n\t",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_gets_an_outcome_and_is_not_repeated(assistant: Assistant, text: str) -> None:
    reply = await assistant.reply(ask(text, app="\ud800", chosen=text), FRESH, NOW)
    assert reply.outcome in set(Outcome)
    assert text.strip("\n\t ") not in reply.written.text or not text.strip()


async def test_words_of_no_language_go_on_in_that_of_the_question_before(assistant: Assistant) -> None:
    for before, code in (("berapa panjang dermaga", "id"), ("how long is the quay", "en")):
        reply = await assistant.reply(ask(before), FRESH, NOW)
        conversation = continued(FRESH, before, reply, NOW)
        assert (await assistant.reply(ask("crane 2025"), conversation, NOW)).language == code
