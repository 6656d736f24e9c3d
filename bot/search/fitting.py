"""Fitting: from examples to a model, whole or only as far as the examples changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.content.content import Content
from bot.content.entry import Kind
from bot.search.calibration import Calibration, calibrate, expect
from bot.search.held_out import HeldOut, Lesson, ask_all
from bot.search.index import Example, Ground, Scorer, Told, collect
from bot.search.model import Confusion, Model, Report
from bot.search.semantic import Encoder, Vector, encode_missing, fingerprint
from bot.search.statements import Statement, told
from bot.search.views import Speller


@dataclass(frozen=True, slots=True)
class Texts:
    """All that an edition teaches the search: examples, and the lines that its entries tell."""

    examples: Sequence[Example]
    statements: Sequence[Statement]
    kinds: Mapping[str, Kind]

    @classmethod
    def of(cls, content: Content, languages: Sequence[str], speller: Speller) -> "Texts":
        """Collect the texts of a content."""
        kinds = {id_: entry.kind for id_, entry in content.entries.items()}
        return cls(collect(content, languages, speller), told(content, languages, speller), kinds)

    @property
    def mark(self) -> str:
        """The fingerprint of the examples."""
        return fingerprint("\n".join(f"{one.entry}\t{one.plain}" for one in self.examples))

    def needed(self, encoder: Encoder | None, model: Model | None) -> list[str]:
        """Return the texts whose vectors are needed: the statements, and the examples to learn from."""
        if encoder is None:
            return []
        if model and model.serves(encoder.name, self.mark):
            return [one.plain for one in self.statements]
        return self.plains

    @property
    def plains(self) -> list[str]:
        """Every text as the encoder gets it."""
        return [*(one.plain for one in self.examples), *(one.plain for one in self.statements)]


def vectors_of(
    texts: Texts, encoder: Encoder | None, cached: Mapping[str, Vector], model: Model | None = None
) -> dict[str, Vector]:
    """Return the vectors that are needed by fingerprint, none without an encoder."""
    return encode_missing(texts.needed(encoder, model), encoder, cached) if encoder else {}


def ground_of(texts: Texts, vectors: Mapping[str, Vector], speller: Speller) -> Ground:
    """Return what the scores are made from."""
    letters = [speller.canonical(one.plain) for one in texts.examples]
    lines = [(one.entry, speller.canonical(one.plain)) for one in texts.statements]
    return Ground([one.entry for one in texts.examples], letters, _stacked(texts.examples, vectors), lines)


def _stacked(texts: Sequence[Example] | Sequence[Statement], vectors: Mapping[str, Vector]) -> Vector | None:
    return np.stack([vectors[fingerprint(one.plain)] for one in texts]) if vectors and texts else None


def ready(
    texts: Texts,
    vectors: Mapping[str, Vector],
    speller: Speller,
    encoder: Encoder | None,
    model: Model | None,
) -> tuple[Model, Ground, Scorer]:
    """Return the model, fitted where there is none for this encoder, the ground and its scorer."""
    name = encoder.name if encoder else None
    if model and model.serves(name, texts.mark):
        ground = ground_of(texts, {}, speller)
        centroids = model.centroids if name else None
        said = _told(texts, vectors, ground)
        kept = Scorer(ground, weights=model.head, centroids=centroids, told=said, kinds=texts.kinds)
        return model, ground, kept
    ground = ground_of(texts, vectors, speller)
    said = _told(texts, vectors, ground)
    scorer = Scorer(ground, told=said, kinds=texts.kinds)
    if model and model.knows(name):
        changed = replace(model, entries=ground.entries, examples=texts.mark)
        return replace(changed, head=scorer.head, centroids=_centroids(scorer)), ground, scorer
    return _fitted(texts, ground, said, name, scorer), ground, scorer


def _told(texts: Texts, vectors: Mapping[str, Vector], ground: Ground) -> Told | None:
    if not texts.statements:
        return None
    owners = [one.entry for one in texts.statements]
    return Told(owners, _stacked(texts.statements, vectors), ground.entries)


def _centroids(scorer: Scorer) -> Vector:
    return np.zeros((0, 0), np.float32) if scorer.centroids is None else scorer.centroids


def _fitted(texts: Texts, ground: Ground, said: Told | None, name: str | None, scorer: Scorer) -> Model:
    examples = texts.examples
    asks = np.array([not one.title for one in examples])
    places = np.array([one.place for one in examples], np.int64)
    by_letters, by_all = ask_all(Lesson(ground, asks, places, said, texts.kinds), letters_only=name is None)
    lexical = calibrate(by_letters)
    semantic = calibrate(by_all) if by_all else None
    report = _report(examples, ground, by_all or by_letters, semantic or lexical)
    learnt = scorer.head, _centroids(scorer)
    return Model(name, ground.entries, texts.mark, *learnt, lexical, semantic, report)


def _report(
    examples: Sequence[Example], ground: Ground, held_out: HeldOut, calibration: Calibration
) -> Report:
    lost = np.flatnonzero(~held_out.right & held_out.known)
    confusions = [
        Confusion(
            examples[held_out.asked[i]].entry,
            ground.entries[held_out.best[i, 0]],
            examples[held_out.asked[i]].text,
        )
        for i in lost
    ]
    return Report(expect(held_out, calibration), tuple(confusions))
