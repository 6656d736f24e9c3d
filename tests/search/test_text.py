from hypothesis import given
from hypothesis import strategies as st

from bot.search.text import has_words, padded, sanitise, words


@given(st.text(alphabet=st.characters(), max_size=400))
def test_sanitising_never_raises_and_holds_the_cap(text: str) -> None:
    clean = sanitise(text)
    assert len(clean) <= 300
    clean.encode()


@given(st.text(max_size=100))
def test_sanitising_twice_changes_nothing_more(text: str) -> None:
    once = sanitise(text)
    assert sanitise(once) == once


def test_a_lone_surrogate_is_dropped() -> None:
    assert sanitise("kapal \ud800laut") == "kapal laut"


def test_tags_zero_width_marks_and_controls_are_dropped() -> None:
    assert sanitise("ka\u200bp\U000e0041al\u202e\x00") == "kapal"


def test_spaces_of_any_kind_are_squeezed() -> None:
    assert sanitise(" how\u00a0\n\t deep\u3000? ") == "how deep ?"


def test_wide_and_mathematical_letters_become_plain() -> None:
    assert sanitise("\uff30\uff2f\uff32\uff34 \U0001d41d\U0001d41e\U0001d41e\U0001d429") == "PORT deep"


def test_one_character_that_becomes_eighteen_still_holds_the_cap() -> None:
    assert len(sanitise("\ufdfa" * 300)) == 300


def test_stacked_marks_are_cut_to_three() -> None:
    assert sanitise("x" + "\u0335" * 50) == "x\u0335\u0335\u0335"


def test_without_a_limit_everything_stays() -> None:
    assert len(sanitise("a" * 5000, None)) == 5000


def test_an_emoji_has_no_words_and_a_digit_has() -> None:
    assert (has_words("👍 ?!"), has_words("7")) == (False, True)


def test_words_are_lower_case_and_without_marks() -> None:
    assert words("Rudy Mas'ud, 2_025!") == ["rudy", "mas", "ud", "2", "025"]


def test_padding_finds_whole_words_only() -> None:
    assert (" palu " in padded("Palu?"), " palu " in padded("palung")) == (True, False)
