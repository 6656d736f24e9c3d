from dataclasses import replace

import numpy as np
import pytest

from bot.search.calibration import Calibration, Curve, Expected
from bot.search.model import BadModel, Confusion, Model, Report

LINE = Curve(-3.5, (2.0, 1.0, 0.5, 0.25, 0.0, 1.5))
CURVE = Calibration(
    right=replace(LINE, middle=(0.5, 0.25), spread=(1.0, 2.0)),
    ours=Curve(1.0, LINE.weights),
    held=Curve(2.0, LINE.weights),
    danger=Curve(0.5, (1.0, 2.0)),
    answer=0.6,
    floor=0.8,
    detail=0.15,
    doubt=0.0,
    firm=0.0,
    score=0.9,
    offer=0.2,
    alarm=0.1,
    certain=0.3,
    calm=0.05,
)
EXPECTED = Expected(
    right=0.8, wrong=0.02, choices=0.1, refused=0.08, false_answers=0.1, accuracy=0.9, alarms=0.5
)
REPORT = Report(EXPECTED, (Confusion("depth", "length", "how big is it?"),))


def model(encoder: str | None = "words", semantic: Calibration | None = CURVE) -> Model:
    return Model(
        encoder,
        ("depth", "length"),
        "mark",
        np.ones((3, 2), np.float32),
        np.eye(2, dtype=np.float32),
        CURVE,
        semantic,
        REPORT,
    )


@pytest.mark.parametrize("semantic", [CURVE, None])
def test_a_model_comes_back_from_its_bytes(semantic: Calibration | None) -> None:
    stored = model(semantic=semantic)
    back = Model.from_bytes(stored.to_bytes())
    assert back.head.tolist() == stored.head.tolist()
    assert back.centroids.tolist() == stored.centroids.tolist()
    assert back.to_bytes() == stored.to_bytes()
    assert (back.report, back.entries, back.semantic) == (REPORT, ("depth", "length"), semantic)


@pytest.mark.parametrize("stored", [b"", b"nonsense", b"PK\x03\x04broken"])
def test_bytes_that_are_no_model_are_refused(stored: bytes) -> None:
    with pytest.raises(BadModel):
        Model.from_bytes(stored)


def test_a_model_knows_its_encoder_and_being_without() -> None:
    assert [model().knows(name) for name in ("words", None, "other")] == [True, True, False]


def test_a_model_fitted_without_an_encoder_knows_none() -> None:
    assert not model(encoder=None, semantic=None).knows("words")
