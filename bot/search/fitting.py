"""Fitting: from examples to a model, whole or only as far as the examples changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.search.calibration import Calibration, calibrate, expect
from bot.search.held_out import HeldOut, ask_all
from bot.search.index import Example, Ground, Scorer
from bot.search.model import Confusion, Model, Report
from bot.search.semantic import Encoder, Vector, encode_missing, fingerprint
from bot.search.views import Speller


def vectors_of(
    examples: Sequence[Example], encoder: Encoder | None, cached: Mapping[str, Vector]
) -> dict[str, Vector]:
    """Return the examples' vectors by fingerprint, none without an encoder."""
    return encode_missing([one.plain for one in examples], encoder, cached) if encoder else {}


def ground_of(examples: Sequence[Example], vectors: Mapping[str, Vector], speller: Speller) -> Ground:
    """Return what the scores are made from."""
    stacked = np.stack([vectors[fingerprint(one.plain)] for one in examples]) if vectors else None
    return Ground(
        [one.entry for one in examples], [speller.canonical(one.plain) for one in examples], stacked
    )


def ready(
    examples: Sequence[Example], ground: Ground, encoder: Encoder | None, model: Model | None
) -> tuple[Model, Scorer]:
    """Return the model, fitted where there is none for this encoder, and the scorer that uses it."""
    name = encoder.name if encoder else None
    marked = _marked(examples)
    if model and model.knows(name) and model.examples == marked:
        return model, Scorer(ground, weights=model.head)
    scorer = Scorer(ground)
    if model and model.knows(name):
        return replace(model, entries=ground.entries, examples=marked, head=scorer.head), scorer
    return _fitted(examples, ground, name, scorer), scorer


def _marked(examples: Sequence[Example]) -> str:
    return fingerprint("\n".join(f"{one.entry}\t{one.plain}" for one in examples))


def _fitted(examples: Sequence[Example], ground: Ground, name: str | None, scorer: Scorer) -> Model:
    asks = np.array([not one.title for one in examples])
    places = np.array([one.place for one in examples], np.int64)
    by_letters = ask_all(ground.without_vectors(), asks, places)
    lexical, semantic, held_out = calibrate(by_letters), None, by_letters
    if name is not None:
        held_out = ask_all(ground, asks, places)
        semantic = calibrate(held_out)
    report = _report(examples, ground, held_out, semantic or lexical)
    return Model(name, ground.entries, _marked(examples), scorer.head, lexical, semantic, report)


def _report(
    examples: Sequence[Example], ground: Ground, held_out: HeldOut, calibration: Calibration
) -> Report:
    lost = np.flatnonzero(~held_out.right & ~held_out.removed)
    confusions = [
        Confusion(
            examples[held_out.asked[i]].entry,
            ground.entries[held_out.best[i, 0]],
            examples[held_out.asked[i]].text,
        )
        for i in lost
    ]
    return Report(expect(held_out, calibration), tuple(confusions))
