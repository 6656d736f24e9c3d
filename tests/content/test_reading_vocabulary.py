from pathlib import Path

from bot.content.problem import Problem
from bot.content.reading_vocabulary import read_vocabulary
from bot.content.vocabulary import Vocabulary


def vocabulary_of(folder: Path, **files: str) -> tuple[Vocabulary, list[Problem]]:
    for name, text in files.items():
        (folder / "vocabulary" / f"{name}.yaml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return read_vocabulary(folder, ("en", "id"), problems), problems


def test_no_file_is_an_empty_vocabulary(folder: Path) -> None:
    assert vocabulary_of(folder) == (Vocabulary(), [])


def test_an_empty_file_is_an_empty_list(folder: Path) -> None:
    assert vocabulary_of(folder, synonyms="", urgent="# none yet\n") == (Vocabulary(), [])


def test_chat_words_have_standard_words_by_language(folder: Path) -> None:
    vocabulary, problems = vocabulary_of(folder, spelling="{id: {gmn: bagaimana}, en: {u: you}}")
    assert vocabulary.spelling == {"id": {"gmn": "bagaimana"}, "en": {"u": "you"}}
    assert not problems


def test_synonyms_and_literals_are_lists(folder: Path) -> None:
    vocabulary, _ = vocabulary_of(
        folder, synonyms="- [harbour, port]\n- [kratom, keratom]\n", literals="[COVID-19]"
    )
    assert vocabulary.synonyms == (("harbour", "port"), ("kratom", "keratom"))
    assert vocabulary.literals == ("COVID-19",)


def test_places_elsewhere_have_a_name_and_the_words_for_it(folder: Path) -> None:
    text = "surabaya:\n  name: {en: Surabaya, id: Surabaya}\n  words: [surabaya, sby]\n"
    vocabulary, problems = vocabulary_of(folder, elsewhere=text)
    assert vocabulary.elsewhere["surabaya"].words == ("surabaya", "sby")
    assert vocabulary.elsewhere["surabaya"].name["id"] == "Surabaya"
    assert not problems


def test_facets_have_words_and_units(folder: Path) -> None:
    vocabulary, _ = vocabulary_of(folder, facets="price: {words: [price, harga], units: [IDR]}")
    assert (vocabulary.facets["price"].words, vocabulary.facets["price"].units) == (
        ("price", "harga"),
        ("IDR",),
    )


def test_a_conversation_has_patterns_and_an_entry_for_no_words(folder: Path) -> None:
    text = "no_words: hello\nfollow_up: {en: ['^and\\b'], id: ['^lalu\\b']}\n"
    vocabulary, problems = vocabulary_of(folder, conversation=text)
    assert vocabulary.follow_up == {"en": (r"^and\b",), "id": (r"^lalu\b",)}
    assert vocabulary.no_words == "hello"
    assert not problems


def test_danger_keeps_its_patterns_and_the_order_of_its_settings(folder: Path) -> None:
    text = "danger: [drown]\ncry: [help]\nsign: [fire]\ncalm: [sale]\nsettings: {city: [], palu: [palu]}\n"
    urgent = vocabulary_of(folder, urgent=text)[0].urgent
    assert (urgent.danger, urgent.cry, urgent.sign, urgent.calm) == (
        ("drown",),
        ("help",),
        ("fire",),
        ("sale",),
    )
    assert list(urgent.settings.items()) == [("city", ()), ("palu", ("palu",))]


def test_a_pattern_that_is_none_is_left_out_and_named(folder: Path) -> None:
    vocabulary, problems = vocabulary_of(folder, urgent="danger:\n  - drown\n  - '('\n")
    assert vocabulary.urgent.danger == ("drown",)
    assert [(problem.key, problem.spot.line) for problem in problems] == [("content.bad_pattern", 3)]


def test_an_unknown_field_is_named_with_its_file(folder: Path) -> None:
    _, problems = vocabulary_of(folder, urgent="dangr: []\n")
    assert (problems[0].key, problems[0].spot.file) == (
        "content.unknown_field_meant",
        "vocabulary/urgent.yaml",
    )


def test_a_pattern_that_cannot_stand_among_others_is_named(folder: Path) -> None:
    vocabulary, problems = vocabulary_of(folder, urgent="danger:\n  - drown\n  - '(?i)fire'\n")
    assert vocabulary.urgent.danger == ("drown",)
    assert [problem.key for problem in problems] == ["content.bad_pattern"]
