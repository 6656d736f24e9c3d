import pytest

from bot.search.language_of import Tongue, Tongues

ASKED = {
    "en": ["how deep is the harbour?", "what does the ferry cost", "where can we eat fish in semayang"],
    "id": ["berapa dalam pelabuhannya?", "harga kapal feri berapa", "di mana makan ikan di semayang"],
    "nl": ["hoe diep is de haven?", "wat kost de veerboot", "waar kunnen we vis eten in semayang"],
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how much is the harbour fee", "en"),
        ("berapa harga ikannya", "id"),
        ("wat kost vis in de haven", "nl"),
    ],
)
def test_any_number_of_languages_is_told_apart(text: str, language: str) -> None:
    assert Tongues(ASKED).guess(text) == Tongue(language)


def test_a_name_common_to_all_languages_is_undecided() -> None:
    assert Tongues(ASKED).guess("Semayang?") == Tongue(None)


def test_numbers_alone_are_undecided() -> None:
    assert Tongues(ASKED).guess("2025") == Tongue(None)


@pytest.mark.parametrize("text", ["Где находится порт?", "港口在哪里"])
def test_another_script_is_foreign(text: str) -> None:
    assert Tongues(ASKED).guess(text) == Tongue(None, foreign=True)


def test_with_one_language_every_word_is_its_own() -> None:
    assert Tongues({"en": ["how deep is it"]}).guess("how deep") == Tongue("en")


def test_common_words_carry_a_sentence_of_borrowed_nouns() -> None:
    asked = {
        "en": ["direct flight crane", *["is the harbour at the sea"] * 200],
        "id": ["kapan kapal dari sini ke sana"] * 200,
    }
    assert Tongues(asked).guess("crane direct ke") == Tongue("id")
