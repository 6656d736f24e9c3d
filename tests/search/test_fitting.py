from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.content.entry import Kind
from bot.content.vocabulary import Vocabulary
from bot.search.fitting import Texts, ground_of, ready, vectors_of
from bot.search.index import Example
from bot.search.model import Model
from bot.search.semantic import Encoder
from bot.search.statements import Statement
from bot.search.views import Speller

SPELLER = Speller(Vocabulary())
EXAMPLES = [
    Example(entry, "en", f"{entry} {word}", f"{entry} {word}", place)
    for entry in ("depth", "price", "ferry", "mayor", "hotel", "smelter")
    for place, word in enumerate(("one", "two", "three", "four", "five"))
]


def texts(examples: Sequence[Example] = EXAMPLES) -> Texts:
    lines = [Statement(one.entry, f"all about {one.entry}") for one in examples if one.place == 0]
    return Texts(examples, lines, {one.entry: Kind.ANSWER for one in examples})


def fit(encoder: Encoder | None, taught: Texts, model: Model | None = None) -> Model:
    return ready(taught, vectors_of(taught, encoder, {}), SPELLER, encoder, model)[0]


def test_without_an_encoder_there_are_no_vectors() -> None:
    assert vectors_of(texts(), None, {}) == {}
    assert ground_of(texts(), {}, SPELLER).vectors is None


def test_statements_have_vectors_as_examples_have(encoder: Encoder) -> None:
    assert len(vectors_of(texts(), encoder, {})) == len(EXAMPLES) + 6


def test_a_model_is_fitted_for_both_ways_of_serving(encoder: Encoder) -> None:
    model = fit(encoder, texts())
    assert model.semantic is not None
    assert model.calibration(None) is model.lexical
    assert model.calibration("words") is model.semantic


def test_a_model_of_the_same_examples_is_used_as_it_is(encoder: Encoder) -> None:
    model = fit(encoder, texts())
    again, _, scorer = ready(texts(), vectors_of(texts(), encoder, {}), SPELLER, encoder, model)
    assert again is model
    assert scorer.head is model.head


def test_changed_examples_get_a_new_head_and_keep_the_calibration(encoder: Encoder) -> None:
    model = fit(encoder, texts())
    changed = fit(encoder, texts(EXAMPLES[:-5]), model)
    assert changed.semantic == model.semantic
    assert changed.entries == model.entries[:-1]
    assert changed.head.shape[1] == 5


def test_a_model_of_another_encoder_is_fitted_anew(encoder: Encoder) -> None:
    strange = replace(fit(encoder, texts()), encoder="other", head=np.zeros((1, 1), np.float32))
    assert fit(encoder, texts(), strange).encoder == "words"


def test_the_report_names_what_another_entry_wins() -> None:
    alike = [replace(one, plain="the same words", text="the same words") for one in EXAMPLES[:10]]
    model = fit(None, replace(texts(alike), statements=[]))
    assert {(one.entry, one.winner) for one in model.report.confusions} == {("price", "depth")}


def test_neither_what_is_off_topic_nor_a_cry_is_a_confusion() -> None:
    kinds = {one.entry: Kind.ANSWER for one in EXAMPLES} | {"ferry": Kind.OFF_TOPIC, "hotel": Kind.URGENT}
    model = fit(None, replace(texts(), kinds=kinds))
    assert not {one.entry for one in model.report.confusions} & {"ferry", "hotel"}
    assert model.lexical.ours.weights != (1.0, *(0.0,) * 5)
