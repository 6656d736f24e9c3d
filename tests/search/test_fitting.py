from dataclasses import replace

import numpy as np

from bot.content.vocabulary import Vocabulary
from bot.search.fitting import ground_of, ready, vectors_of
from bot.search.index import Example
from bot.search.semantic import Encoder
from bot.search.views import Speller

SPELLER = Speller(Vocabulary())
EXAMPLES = [
    Example(entry, "en", f"{entry} {word}", f"{entry} {word}", place)
    for entry in ("depth", "price", "ferry", "mayor", "hotel", "smelter")
    for place, word in enumerate(("one", "two", "three", "four", "five"))
]


def test_without_an_encoder_there_are_no_vectors() -> None:
    assert vectors_of(EXAMPLES, None, {}) == {}
    assert ground_of(EXAMPLES, {}, SPELLER).vectors is None


def test_a_model_is_fitted_for_both_ways_of_serving(encoder: Encoder) -> None:
    ground = ground_of(EXAMPLES, vectors_of(EXAMPLES, encoder, {}), SPELLER)
    model, _ = ready(EXAMPLES, ground, encoder, None)
    assert model.semantic is not None
    assert model.calibration(None) is model.lexical
    assert model.calibration("words") is model.semantic


def test_a_model_of_the_same_examples_is_used_as_it_is(encoder: Encoder) -> None:
    ground = ground_of(EXAMPLES, vectors_of(EXAMPLES, encoder, {}), SPELLER)
    model, _ = ready(EXAMPLES, ground, encoder, None)
    again, scorer = ready(EXAMPLES, ground, encoder, model)
    assert again is model
    assert scorer.head is model.head


def test_changed_examples_get_a_new_head_and_keep_the_calibration(encoder: Encoder) -> None:
    ground = ground_of(EXAMPLES, vectors_of(EXAMPLES, encoder, {}), SPELLER)
    model, _ = ready(EXAMPLES, ground, encoder, None)
    fewer = EXAMPLES[:-5]
    smaller = ground_of(fewer, vectors_of(fewer, encoder, {}), SPELLER)
    changed, _ = ready(fewer, smaller, encoder, model)
    assert changed.semantic == model.semantic
    assert changed.entries == model.entries[:-1]
    assert changed.head.shape[1] == 5


def test_a_model_of_another_encoder_is_fitted_anew(encoder: Encoder) -> None:
    ground = ground_of(EXAMPLES, vectors_of(EXAMPLES, encoder, {}), SPELLER)
    model, _ = ready(EXAMPLES, ground, encoder, None)
    strange = replace(model, encoder="other", head=np.zeros((1, 1), np.float32))
    assert ready(EXAMPLES, ground, encoder, strange)[0].encoder == "words"


def test_the_report_names_what_another_entry_wins() -> None:
    alike = [replace(one, plain="the same words", text="the same words") for one in EXAMPLES[:10]]
    model, _ = ready(alike, ground_of(alike, {}, SPELLER), None, None)
    assert {(one.entry, one.winner) for one in model.report.confusions} == {("price", "depth")}
