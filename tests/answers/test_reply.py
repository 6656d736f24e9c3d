from bot.answers.reply import Outcome, Reply, Written


def test_a_reply_is_about_its_first_entry() -> None:
    assert Reply(Outcome.ANSWER, "en", Written("x", "x"), entries=("a", "b")).entry == "a"


def test_a_reply_may_be_about_no_entry() -> None:
    assert Reply(Outcome.UNKNOWN, "en", Written("x", "x")).entry is None


def test_outcomes_are_written_as_programs_read_them() -> None:
    assert [str(one) for one in Outcome] == ["answer", "choices", "unknown", "smalltalk", "urgent"]
