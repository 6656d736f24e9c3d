import pytest

from bot.search.repair import Repairer, distance


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("kapal", "kapal", 0),
        ("kapla", "kapal", 2),
        ("kpl", "kapal", 4),
        ("kapau", "kapal", 5),
        ("", "b", 5),
        ("smal", "small", 2),
    ],
)
def test_a_vowel_left_out_and_a_swap_cost_less_than_other_edits(typed: str, meant: str, cost: int) -> None:
    assert distance(typed, meant) == cost


def test_a_mistyped_word_becomes_the_known_one() -> None:
    assert Repairer({"harbour": 1, "deep": 1}).text("how depe is the harbuor") == "how deep is the harbour"


def test_two_mistakes_are_mended_only_in_long_words() -> None:
    repairer = Repairer({"pelabuhan": 1, "kapal": 1})
    assert repairer.text("pelbuhqn kpqla") == "pelabuhan kpqla"


def test_vowels_are_put_back_that_chat_leaves_out() -> None:
    repairer = Repairer({"datang": 1, "kota": 1, "dong": 9, "jumat": 1, "just": 9})
    assert repairer.text("dtng kta jumt") == "datang kota jumat"


def test_the_first_letter_is_meant() -> None:
    assert Repairer({"painting": 9, "heavy": 1}).text("fainting ehavy") == "fainting heavy"


def test_a_known_word_stays_even_beside_a_more_frequent_one() -> None:
    assert Repairer({"post": 1, "port": 50}).word("post") == "post"


def test_the_more_frequent_of_two_neighbours_is_meant() -> None:
    assert Repairer({"post": 1, "port": 50}).word("poxt") == "port"


def test_short_words_and_numbers_stay() -> None:
    assert Repairer({"ikan": 1, "2025": 1}).text("ika 2026") == "ika 2026"


def test_drawn_out_letters_and_the_plural_sign_are_undone() -> None:
    assert Repairer({"halo": 1, "kapal": 1}).text("halooo kapal2") == "halo kapal"


def test_a_short_name_is_known_and_never_guessed() -> None:
    repairer = Repairer({"harga": 1}, names={"baku", "surabaya"})
    assert repairer.text("baku laku surabaya harag") == "baku laku surabaya harga"


def test_a_long_name_is_guessed() -> None:
    assert Repairer({}, names={"banjarmasin"}).word("banjarmsin") == "banjarmasin"


def test_what_is_too_long_for_a_word_stays() -> None:
    assert Repairer({"harbour": 1}).word("a" * 300) == "a" * 300


def test_a_word_is_repaired_alike_again() -> None:
    repairer = Repairer({"harbour": 1})
    assert [repairer.word("harbuor") for _ in range(2)] == ["harbour"] * 2
