from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.languages import BABEL_UNITS, BadCatalogue, Languages, MissingText, Trouble

HEADER = 'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n"Plural-Forms: {plural}\\n"\n'
RUSSIAN = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
ONE = "nplurals=1; plural=0;"


def catalogue(
    folder: Path, code: str, texts: str, *, locale: str = "", plural: str = ONE, name: str = "a"
) -> None:
    path = folder / code / "LC_MESSAGES" / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(locale=locale or code, plural=plural) + "\n" + texts, encoding="utf-8")


def test_a_trouble_carries_its_key_and_params() -> None:
    trouble = Trouble("a.key", path="x")
    assert (trouble.key, trouble.params) == ("a.key", {"path": "x"})


@pytest.mark.parametrize(
    ("code", "amount", "unit", "words"),
    [
        ("en", "98000000", "IDR", "IDR 98 million"),
        ("id", "98000000", "IDR", "Rp98 juta"),
        ("en", "1000000000", "USD", "USD 1 billion"),
        ("id", "1000000000", "USD", "USD 1 miliar"),
        ("en", "25000", "IDR/kilogram", "IDR 25,000 per kilogram"),
        ("id", "500000", "TEU/year", "500.000 TEU per tahun"),
        ("en", "270", "metre", "270 metres"),
        ("id", "270", "metre", "270 meter"),
        ("en", "1", "metre", "1 metre"),
        ("en", "2500000", "hectare", "2.5 million hectares"),
        ("en", "12.5", "percent", "12.5%"),
        ("id", "12.5", "percent", "12,5%"),
        ("en", "1", "person", "1 person"),
        ("en", "15", "person", "15 people"),
        ("id", "33", "country", "33 negara"),
        ("id", "7.5", "magnitude", "magnitudo 7,5"),
        ("en", "2012", "year", "2012"),
        ("id", "112", "phone", "112"),
        ("en", "33", None, "33"),
    ],
)
def test_amounts_stand_as_a_reader_writes_them(
    languages: Languages, code: str, amount: str, unit: str | None, words: str
) -> None:
    assert languages[code].quantity(Decimal(amount), unit) == words


@pytest.mark.parametrize(
    ("code", "ends", "unit", "words"),
    [
        ("en", (4, 6), "hour", "4 to 6 hours"),
        ("id", (4, 6), "hour", "4 sampai 6 jam"),
        ("id", (50_000_000, 98_000_000), "IDR", "Rp50 juta sampai 98 juta"),
        ("en", (1_500_000, 2_500_000), "hectare", "1.5 million to 2.5 million hectares"),
        ("en", (5, 10), "percent", "5 to 10%"),
        ("en", (2011, 2014), "year", "2011 to 2014"),
        ("id", (10, 20), "person", "10 sampai 20 orang"),
    ],
)
def test_a_range_carries_its_unit_once(
    languages: Languages, code: str, ends: tuple[int, int], unit: str, words: str
) -> None:
    low, high = ends
    assert languages[code].span(Decimal(low), Decimal(high), unit) == words


def test_the_long_form_stands_only_where_it_is_exact(languages: Languages) -> None:
    written = [languages["en"].number(number) for number in (999_999, 1_250_000, 1_234_567, 1_000_000.5)]
    assert written == ["999,999", "1.25 million", "1,234,567", "1,000,000.5"]


@pytest.mark.parametrize(
    ("locale", "words"), [("hi", ["1 करोड़", "12,34,50,000"]), ("ja", ["10,000,000", "123,450,000"])]
)
def test_no_way_of_counting_is_rounded(tmp_path: Path, locale: str, words: list[str]) -> None:
    catalogue(tmp_path, "toy", 'msgid "a.b"\nmsgstr "x"\n', locale=locale)
    toy = Languages.load(tmp_path)["toy"]
    assert [toy.number(n) for n in (10_000_000, 123_450_000)] == words


@pytest.mark.parametrize("unit", sorted(BABEL_UNITS))
def test_every_unit_of_babel_has_words_of_its_own(languages: Languages, unit: str) -> None:
    english = languages["en"].quantity(Decimal(2), unit)
    assert english == f"2 {unit.replace('_', ' ').removesuffix('s')}s"
    assert languages["id"].quantity(Decimal(2), unit).startswith("2 ")


def test_a_unit_that_nobody_knows_is_refused(languages: Languages) -> None:
    assert not languages["en"].knows_unit("furlong")
    assert not languages["en"].knows_unit("IDR/furlong")
    with pytest.raises(MissingText):
        languages["id"].quantity(Decimal(2), "furlong")


@pytest.mark.parametrize("unit", [None, "phone", "metre", "IDR", "TEU/year", "percent"])
def test_units_of_every_kind_are_known(languages: Languages, unit: str | None) -> None:
    assert languages["id"].knows_unit(unit)


def test_units_are_known_where_python_looks_up_plural_forms_alone(
    languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = languages["en"].catalogue
    monkeypatch.setattr(catalogue, "gettext", lambda key: catalogue._catalog.get(key, key))
    assert languages["en"].knows_unit("person")
    assert not languages["en"].knows_unit("parsec")


def test_days_are_never_more_precise_than_given(languages: Languages) -> None:
    dates = [languages["id"].day(*parts) for parts in ((2025,), (2025, 8), (2025, 8, 28))]
    assert dates == ["2025", "Agustus 2025", "28 Agustus 2025"]


def test_a_weekday_stands_before_its_day(languages: Languages) -> None:
    day = date(2025, 8, 28)
    assert languages["en"].weekday(day) == "Thursday 28 August 2025"
    assert languages["id"].weekday(day) == "Kamis, 28 Agustus 2025"


def test_a_missing_text_is_named(languages: Languages) -> None:
    with pytest.raises(MissingText) as caught:
        languages["id"].text("no.such")
    assert caught.value.params == {"key": "no.such", "language": "id"}
    with pytest.raises(MissingText):
        languages["id"].count("no.such", 2)


def test_markup_of_the_catalogue_stays_and_params_are_escaped(tmp_path: Path) -> None:
    catalogue(tmp_path, "en", 'msgid "a.b"\nmsgstr "<b>{x}</b> {y}"\n')
    html = Languages.load(tmp_path)["en"].html("a.b", x="1 < 2", y=Markup("<i>3</i>"))
    assert html == "<b>1 &lt; 2</b> <i>3</i>"


def test_plural_forms_follow_the_language(tmp_path: Path) -> None:
    ship = 'msgid "unit.ship"\nmsgid_plural "unit.ship.many"\n'
    forms = 'msgstr[0] "{n} судно"\nmsgstr[1] "{n} судна"\nmsgstr[2] "{n} судов"\n'
    catalogue(tmp_path, "ru", ship + forms, plural=RUSSIAN)
    russian = Languages.load(tmp_path)["ru"]
    written = [russian.count("unit.ship", Decimal(n)) for n in ("1", "21", "3", "5", "1.5")]
    assert written == ["1 судно", "21 судно", "3 судна", "5 судов", "1,5 судна"]


def test_several_catalogues_of_a_language_are_one(tmp_path: Path) -> None:
    catalogue(tmp_path, "en", 'msgid "a.b"\nmsgstr "one"\n', locale="en_GB", name="a")
    catalogue(tmp_path, "en", 'msgid "a.c"\nmsgstr "two"\n', locale="en_GB", name="b")
    english = Languages.load(tmp_path)["en"]
    assert (english.text("a.b"), english.text("a.c"), str(english.locale)) == ("one", "two", "en_GB")


@pytest.mark.parametrize(
    ("tag", "code"), [("id-ID", "id"), ("EN", "en"), ("en_US", "en"), ("ru", None), ("", None), (None, None)]
)
def test_the_closest_language_is_found_by_any_tag(
    languages: Languages, tag: str | None, code: str | None
) -> None:
    assert languages.closest(tag) == code


def test_the_fallback_is_a_language_that_is_there(tmp_path: Path) -> None:
    catalogue(tmp_path, "ms", 'msgid "a.b"\nmsgstr "x"\n')
    assert Languages.load(tmp_path, fallback="en").fallback == "ms"


def test_a_folder_without_languages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True)
    with pytest.raises(BadCatalogue):
        Languages.load(tmp_path)


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    catalogue(tmp_path, "en", "nonsense\n")
    with pytest.raises(BadCatalogue) as caught:
        Languages.load(tmp_path)
    assert caught.value.params["path"] == tmp_path / "en" / "LC_MESSAGES" / "a.po"


def test_a_language_that_babel_does_not_know_is_refused(tmp_path: Path) -> None:
    catalogue(tmp_path, "en", 'msgid "a.b"\nmsgstr "x"\n', locale="xx_YY")
    with pytest.raises(BadCatalogue) as caught:
        Languages.load(tmp_path)
    assert caught.value.params == {"name": "xx_YY"}
