import pytest

from bot.chat import checking
from bot.languages import Languages


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Kazakhstan", "KZ"),
        (" kazakhstan ", "KZ"),
        ("🇰🇿", "KZ"),
        ("KZ", "KZ"),
        ("kz", "KZ"),
        ("Singapura", "SG"),
        ("Jerman", "DE"),
        ("uk", "GB"),
        ("Kazakstan", None),
        ("Atlantis", None),
        ("🇿🇿", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_name_flag_or_code(languages: Languages, said: str, code: str | None) -> None:
    assert checking.country(said, languages) == code


def test_a_mistyped_country_is_guessed(languages: Languages) -> None:
    assert checking.countries_like("Kazakstan", languages)[0] == "KZ"
    assert checking.countries_like("qqqq", languages) == []


def test_a_country_is_shown_with_its_flag(languages: Languages) -> None:
    assert checking.country_name("DE", languages["id"]) == "🇩🇪 Jerman"


@pytest.mark.parametrize(
    ("said", "region", "number"),
    [
        ("+7 701 123 4567", None, "+7 701 123 4567"),
        ("0812 3456 7890", "ID", "+62 812-3456-7890"),
        ("0812 3456 7890", None, None),
        ("123", "ID", None),
        ("call me", "ID", None),
    ],
)
def test_a_phone_number_is_written_one_way(said: str, region: str | None, number: str | None) -> None:
    assert checking.phone(said, region) == number


@pytest.mark.parametrize(
    ("said", "address"), [(" Ana@Example.COM ", "Ana@example.com"), ("a@b", None), ("@", None)]
)
def test_an_address_is_checked(said: str, address: str | None) -> None:
    assert checking.email(said) == address


@pytest.mark.parametrize(
    ("said", "number"),
    [("12", "12"), ("about 12 people", "12"), ("0", None), ("many", None), ("12 or 15", None)],
)
def test_a_size_is_a_number(said: str, number: str | None) -> None:
    assert checking.size(said) == number


def test_words_are_cleaned_and_have_an_end() -> None:
    assert checking.words("dates", "  12\u200b May ") == "12 May"
    assert checking.words("dates", "x" * 121) is None
    assert checking.words("dates", "  ") is None
