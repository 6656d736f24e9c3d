"""The model: what publishing has fitted, so that starting up need not."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np

from bot.languages import Trouble
from bot.search.calibration import Calibration, Curve, Expected
from bot.search.semantic import Vector


class BadModel(Trouble):
    """Stored bytes that are no model of this version."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """A held-out example question that another entry won."""

    entry: str
    winner: str
    question: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the fit tells the editor: expected shares, and examples that another entry wins."""

    expected: Expected
    confusions: tuple[Confusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """Head weights for these entries, and the calibrations with and without an encoder.

    `examples` is the fingerprint of the examples that the head has learnt; `centroids` are the
    entries' middles, (0, 0) without an encoder: with both nobody needs the examples' vectors. `calibrated` is
    the day of the fit (ISO), empty where nobody noted it.
    """

    encoder: str | None
    entries: tuple[str, ...]
    examples: str
    head: Vector
    centroids: Vector
    lexical: Calibration
    semantic: Calibration | None
    report: Report
    calibrated: str = ""

    def knows(self, encoder: str | None) -> bool:
        """Tell whether a calibration for this encoder is there."""
        return encoder is None or (encoder == self.encoder and self.semantic is not None)

    def serves(self, encoder: str | None, examples: str) -> bool:
        """Tell whether all was learnt for this encoder from just these examples."""
        return self.knows(encoder) and self.examples == examples

    def calibration(self, encoder: str | None) -> Calibration:
        """Return the calibration to use with this encoder, or without any."""
        return self.semantic if encoder is not None and self.semantic else self.lexical

    def to_bytes(self) -> bytes:
        """Return the model as bytes; no pickle."""
        packed = BytesIO()
        rest = {**asdict(self), "head": None, "centroids": None}
        np.savez(packed, head=self.head, centroids=self.centroids, rest=np.array(json.dumps(rest)))
        return packed.getvalue()

    @classmethod
    def from_bytes(cls, packed: bytes) -> "Model":
        """Read a model; raises BadModel."""
        try:
            with np.load(BytesIO(packed), allow_pickle=False) as stored:
                learnt = (np.asarray(stored[name], np.float32) for name in ("head", "centroids"))
                return _model(json.loads(str(stored["rest"])), *learnt)
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
            raise BadModel("search.bad_model", reason=error) from error


def _model(stored: Mapping[str, object], head: Vector, centroids: Vector) -> Model:
    raw = json.loads(json.dumps(stored))
    report = raw["report"]
    return Model(
        encoder=raw["encoder"],
        entries=tuple(raw["entries"]),
        examples=raw["examples"],
        head=head,
        centroids=centroids,
        lexical=_calibration(raw["lexical"]),
        semantic=_calibration(raw["semantic"]) if raw["semantic"] else None,
        report=Report(
            Expected(**report["expected"]), tuple(Confusion(**one) for one in report["confusions"])
        ),
        calibrated=raw["calibrated"],
    )


def _calibration(raw: Mapping[str, Any]) -> Calibration:
    names = ("right", "ours", "held", "danger")
    curves = {name: _curve(raw[name]) for name in names}
    return Calibration(**{**raw, **curves})


def _curve(raw: Mapping[str, Any]) -> Curve:
    return Curve(raw["bias"], *(tuple(raw[key]) for key in ("weights", "middle", "spread")))
