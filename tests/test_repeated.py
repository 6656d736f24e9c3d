from bot.answers.reply import Outcome, Reply, Written
from bot.repeated import Repeated


def reply(text: str) -> Reply:
    return Reply(Outcome.ANSWER, "en", Written(text, text))


def test_what_was_asked_before_is_not_composed_again() -> None:
    repeated, composed = Repeated(), iter("ab")
    for _ in range(2):
        assert repeated.reply(1, ("how long",), lambda: reply(next(composed))).written.text == "a"


def test_all_that_decides_tells_replies_apart() -> None:
    repeated = Repeated()
    assert repeated.reply(1, ("how long", "en"), lambda: reply("a")).written.text == "a"
    assert repeated.reply(1, ("how long", "id"), lambda: reply("b")).written.text == "b"


def test_a_new_edition_answers_afresh() -> None:
    repeated = Repeated()
    repeated.reply(1, ("how long",), lambda: reply("old"))
    assert repeated.reply(2, ("how long",), lambda: reply("new")).written.text == "new"


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    repeated = Repeated(most=2)
    for text in ("a", "b", "a", "c"):
        repeated.reply(1, (text,), lambda: reply("first"))
    assert repeated.reply(1, ("a",), lambda: reply("again")).written.text == "first"
    assert repeated.reply(1, ("b",), lambda: reply("again")).written.text == "again"


def test_no_question_is_kept() -> None:
    repeated = Repeated()
    repeated.reply(1, ("my name is Ana",), lambda: reply("a"))
    assert b"Ana" not in b"".join(repeated._replies)
