import pytest

from bot.search.follow_up import Leaning

LEANING = Leaning({"en": [r"^(and|what about)\b", r"\b(it|they)\b"], "id": [r"^(dan|kalau)\b"]})


@pytest.mark.parametrize("text", ["and how long?", "what about ships?", "is it far?", "kalau naik kapal?"])
def test_a_leaning_question_is_recognised(text: str) -> None:
    assert LEANING.leans(text)


@pytest.mark.parametrize("text", ["how long is the quay?", "berapa panjang dermaga"])
def test_a_question_of_its_own_does_not_lean(text: str) -> None:
    assert not LEANING.leans(text)


def test_a_long_question_stands_for_itself() -> None:
    assert not LEANING.leans(
        "and which of all the ministries signed the agreement with the governor about it last year"
    )


def test_two_questions_are_cut_at_marks_and_openings() -> None:
    assert LEANING.parts("how deep is it, and do we need a visa? where to eat") == [
        "how deep is it",
        "and do we need a visa",
        "where to eat",
    ]


def test_an_opening_inside_a_sentence_cuts_it() -> None:
    assert LEANING.parts("berapa dalamnya dan siapa wali kota") == ["berapa dalamnya", "dan siapa wali kota"]


def test_two_words_between_commas_are_no_part_unless_they_open_a_question() -> None:
    assert LEANING.parts("di astana, kedutaan di mana ya?") == ["di astana, kedutaan di mana ya"]
    assert LEANING.parts("how deep is the port, dan siapa?")[-1] == "dan siapa"


def test_two_words_that_end_as_a_question_does_are_a_part() -> None:
    assert LEANING.parts("how deep is the harbour? visa fee?") == ["how deep is the harbour", "visa fee"]


def test_a_single_word_is_no_part_of_its_own() -> None:
    assert LEANING.parts("hello, how deep is the port?") == ["hello, how deep is the port"]
