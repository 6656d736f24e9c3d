import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.content import Content
from bot.content.entry import Kind
from bot.content.vocabulary import Urgent, Vocabulary
from bot.search.fitting import Texts, vectors_of
from bot.search.matching import Context, Danger, Found, NotFound, NothingToFind, Search
from bot.search.model import Model
from bot.search.semantic import Encoder
from bot.search.text import SEARCH_LIMIT
from bot.search.views import Speller

QUESTIONS = {
    "port-depth": ["how deep is the harbour", "harbour depth in metres", "draught at the quay"],
    "mayor": ["who is the mayor", "name of the mayor", "mayor of the city now"],
    "hello": ["hello", "good morning", "hi there"],
}


def test_an_example_itself_is_certain(write: Callable[..., Content], build: Callable[..., Search]) -> None:
    found = build(write(QUESTIONS)).find("  WHO is the Mayor?! ")
    assert isinstance(found, Found)
    assert (found.entries, found.trace.rule, found.confidence) == (("mayor",), "exact", 0.99)


def test_an_example_that_is_shouted_may_be_a_cry(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    vocabulary = Vocabulary(urgent=Urgent(danger=(r"\bhelp!!",), settings={"alarm": ()}))
    entries = {**QUESTIONS, "hints": ["help", "what may I ask"], "alarm": ["he is drowning"]}
    search = build(write(entries, kinds={"hints": Kind.HELP, "alarm": Kind.URGENT}, vocabulary=vocabulary))
    assert search.find("help!").trace.rule == "exact"
    assert search.find("HELP!!!").trace.rule == "exact"
    loud = build(write({**QUESTIONS, "hints": ["help", "what may I ask"]}, vocabulary=vocabulary))
    assert isinstance(loud.find("HELP!!!"), Danger)


def test_an_example_of_two_entries_is_not_exact(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    search = build(write({"one": ["same words", "first of all"], "two": ["same words", "second to none"]}))
    assert search.find("same words").trace.rule != "exact"


@pytest.mark.parametrize("text", ["", "   ", "👍", "?!...", "\ud83d"])
def test_a_text_without_words_gets_its_own_entry(
    text: str, write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    content = write(QUESTIONS, kinds={"hello": Kind.SMALLTALK}, vocabulary=Vocabulary(no_words="hello"))
    found = build(content).find(text)
    assert isinstance(found, Found)
    assert (found.entries, found.trace.rule, found.language) == (("hello",), "no_words", None)


def test_without_such_an_entry_a_text_without_words_is_not_found(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    assert isinstance(build(write(QUESTIONS)).find("👍"), NotFound)


def test_another_script_is_told(write: Callable[..., Content], build: Callable[..., Search]) -> None:
    finding = build(write(QUESTIONS)).find("Где порт?")
    assert (finding.language, finding.foreign) == (None, True)


def test_what_publishing_stored_makes_the_same_search(
    write: Callable[..., Content], encoder: Encoder, encoded: list[str]
) -> None:
    content = write(QUESTIONS)
    texts = Texts.of(content, ["en"], Speller(content.vocabulary))
    vectors = vectors_of(texts, encoder, {})
    first = Search.prepare(content, ["en"], encoder, vectors)
    encoded.clear()
    again = Search.prepare(content, ["en"], encoder, vectors, Model.from_bytes(first.model.to_bytes()))
    assert encoded == []
    assert again.find("the name of our mayor") == first.find("the name of our mayor")


def test_what_was_asked_before_reaches_the_encoder_sanitised(
    write: Callable[..., Content], build: Callable[..., Search], encoded: list[str]
) -> None:
    search = build(write(QUESTIONS, vocabulary=Vocabulary(follow_up={"en": ("^and\\b",)})))
    encoded.clear()
    search.find("and the name?", Context("the \ud800mayor \u202e" + "and so on " * 500, "mayor"))
    assert any("mayor" in text for text in encoded)
    assert not any("\ud800" in text or "\u202e" in text or len(text) > 2 * SEARCH_LIMIT for text in encoded)


def test_without_an_encoder_letters_still_find(write: Callable[..., Content]) -> None:
    search = Search.prepare(write(QUESTIONS), ["en"], None)
    assert search.find("the name of our mayr").trace.top[0][0] == "mayor"


def test_a_model_fitted_with_an_encoder_serves_without(
    write: Callable[..., Content], encoder: Encoder
) -> None:
    fitted = Search.prepare(write(QUESTIONS), ["en"], encoder)
    search = Search.prepare(write(QUESTIONS), ["en"], None, model=fitted.model)
    assert search.model is fitted.model
    assert search.find("name of our mayor").trace.top[0][0] == "mayor"


def test_content_without_questions_is_refused(write: Callable[..., Content]) -> None:
    with pytest.raises(NothingToFind):
        Search.prepare(write({}), ["en"], None)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=500))
def test_whatever_is_typed_gets_a_finding(text: str, write: Callable[..., Content]) -> None:
    finding = Search.prepare(write(QUESTIONS), ["en"], None).find(text)
    assert 0 <= finding.confidence <= 1


def test_a_hundred_thousand_characters_take_no_longer_than_a_long_question(
    write: Callable[..., Content],
) -> None:
    search = Search.prepare(write(QUESTIONS), ["en"], None)
    started = time.process_time()
    search.find("how deep is the harbour " * 5_000)
    assert time.process_time() - started < 1


def test_the_best_entries_for_a_few_words_stand_in_order(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    search = build(write(QUESTIONS))
    assert search.best("harbour depth", 10)[0] == "port-depth"
    assert search.best("mayor harbour depth", 1) == ["port-depth"]
    assert set(search.best("mayor harbour depth", 10)) == {"port-depth", "mayor"}


@pytest.mark.parametrize("text", ["", "👍", "zzz qqq xyzzy", "hello", "good morning"])
def test_neither_nonsense_nor_small_talk_has_a_best_entry(
    text: str, write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    assert build(write(QUESTIONS, kinds={"hello": Kind.SMALLTALK})).best(text, 10) == []


def test_an_example_leads_and_a_cry_for_help_goes_first(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    urgent = Urgent(danger=(r"\bfire\b",), settings={"mayor": ()})
    search = build(write(QUESTIONS, vocabulary=Vocabulary(urgent=urgent)))
    assert search.best("draught at the quay", 10)[0] == "port-depth"
    assert search.best("fire at the harbour depth", 10)[0] == "mayor"


def test_the_language_of_a_text_is_told(write: Callable[..., Content], build: Callable[..., Search]) -> None:
    search = build(write(QUESTIONS))
    assert (search.language("how deep is the harbour"), search.language("Где порт?")) == ("en", None)
