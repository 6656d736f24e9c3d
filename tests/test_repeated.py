from pathlib import Path

import pytest

from bot.answers.reply import Outcome, Reply, Written
from bot.content.reading import read
from bot.languages import Languages
from bot.library import prepare
from bot.repeated import Composed, Repeated
from bot.search.finding import Context, Turning
from tests import toy


def reply(text: str, turning: Turning = None) -> Composed:
    return Reply(Outcome.ANSWER, "en", Written(text, text)), turning


def test_what_was_asked_before_is_not_composed_again() -> None:
    repeated, composed = Repeated(), iter("ab")
    for _ in range(2):
        assert repeated.reply(1, ("how long",), None, lambda: reply(next(composed))).written.text == "a"


def test_all_that_decides_tells_replies_apart() -> None:
    repeated = Repeated()
    assert repeated.reply(1, ("how long", "en"), None, lambda: reply("a")).written.text == "a"
    assert repeated.reply(1, ("how long", "id"), None, lambda: reply("b")).written.text == "b"


def test_a_new_edition_answers_afresh() -> None:
    repeated = Repeated()
    repeated.reply(1, ("how long",), None, lambda: reply("old"))
    assert repeated.reply(2, ("how long",), None, lambda: reply("new")).written.text == "new"


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    repeated = Repeated(most=2)
    for text in ("a", "b", "a", "c"):
        repeated.reply(1, (text,), None, lambda: reply("first"))
    assert repeated.reply(1, ("a",), None, lambda: reply("again")).written.text == "first"
    assert repeated.reply(1, ("b",), None, lambda: reply("again")).written.text == "again"


def test_no_question_is_kept() -> None:
    repeated = Repeated()
    repeated.reply(1, ("my name is Ana",), None, lambda: reply("a"))
    assert b"Ana" not in b"".join(repeated._replies)


QUAY, CRANES = Context("how long is the quay", "quay"), Context("which colour are the cranes", "cranes")


def test_a_question_that_stands_alone_is_known_after_every_other() -> None:
    repeated = Repeated()
    first = repeated.reply(1, ("what does storage cost",), QUAY, lambda: reply("a", ()))
    assert repeated.reply(1, ("what does storage cost",), CRANES, lambda: reply("b")) is first
    assert repeated.reply(1, ("what does storage cost",), None, lambda: reply("b")) is first


def test_a_question_that_some_answers_turn_is_known_after_all_others() -> None:
    repeated = Repeated()
    first = repeated.reply(1, ("who repairs them",), QUAY, lambda: reply("a", {"cranes"}))
    assert repeated.reply(1, ("who repairs them",), CRANES, lambda: reply("b", {"cranes"})) is not first
    assert repeated.reply(1, ("who repairs them",), None, lambda: reply("c")) is first
    assert repeated.reply(1, ("who repairs them",), CRANES, lambda: reply("c")).written.text == "b"


def test_a_question_that_leans_is_known_after_the_same_one_only() -> None:
    repeated = Repeated()
    assert repeated.reply(1, ("and where",), QUAY, lambda: reply("a")).written.text == "a"
    assert repeated.reply(1, ("and where",), CRANES, lambda: reply("b")).written.text == "b"
    assert repeated.reply(1, ("and where",), QUAY, lambda: reply("c")).written.text == "a"


ASKED = (
    "which colour are the cranes",
    "cranes",
    "and how much",
    "what does storage cost? where is it",
    "who pays for the storage there",
    "hi",
)
AFTER = (None, QUAY, CRANES, Context("hello", "hello"))


@pytest.mark.parametrize("before", AFTER)
def test_what_is_kept_is_what_would_be_found_afresh(
    languages: Languages, tmp_path: Path, before: Context | None
) -> None:
    content, _ = read(toy.lay(tmp_path / "content"), tuple(languages))
    search = prepare(None, content, languages, None, {}).search
    found = {text: search.find(text, before) for text in ASKED}
    turning = {text: search.turning(text, search.find(text, before)) for text in found}
    assert not turning["which colour are the cranes"]
    assert turning["and how much"] is None
    for text, one in found.items():
        turned = turning[text]
        if turned is not None and not (before and before.entry in turned):
            others = [other for other in AFTER if not (other and other.entry in turned)]
            assert all(search.find(text, other) == one for other in others)
