from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.search.calibration import (
    FALSE_ALARMS,
    FALSE_ANSWERS,
    NEAR_ANSWERS,
    REFUSALS,
    SILENCE,
    STRANGE_CHOICES,
    UNHELD,
    UNHELD_CHOICES,
    UNOFFERED,
    calibrate,
    expect,
)
from bot.search.held_out import HeldOut
from bot.search.scores import FEATURES


def features(fused: NDArray[np.float64]) -> NDArray[np.float32]:
    """Likeness and lead go along with the score."""
    nothing = np.zeros_like(fused)
    return np.stack([fused, fused / 3, fused / 5, *[nothing] * (len(FEATURES) - 3)], axis=1).astype(
        np.float32
    )


def held_out(many: int = 400) -> HeldOut:
    """Known questions score about 2 and are right above 1.5; removed ones score about 1."""
    chance = np.random.default_rng(7)
    known = chance.normal(2, 0.4, many)
    removed = chance.normal(1, 0.3, many)
    fused = np.concatenate([known, removed])
    best = np.full((2 * many, 4), -1)
    best[:, 0] = np.where(fused > 1.5, 0, 1)
    return HeldOut(
        asked=np.arange(2 * many),
        features=features(fused),
        best=best,
        truth=np.zeros(2 * many, np.int64),
        removed=np.arange(2 * many) >= many,
        strange=np.zeros(2 * many, bool),
        urgent=np.zeros(2 * many, bool),
        near=np.zeros(2 * many, bool),
        free=np.zeros(2 * many, bool),
        alarm=np.full((2 * many, 2), -1, np.float32),
    )


def with_strangers(questions: HeldOut) -> HeldOut:
    """Half of the removed questions are about nothing of ours, and an off-topic example is near them."""
    strange = questions.removed & (np.arange(len(questions.removed)) % 2 == 0)
    seen = questions.features.copy()
    seen[:, 5] = np.where(strange, -0.5, 0.5)
    return replace(questions, strange=strange, features=seen)


def with_near_misses(questions: HeldOut) -> HeldOut:
    """Half of the removed questions ask for what nobody gave: their words are new to the best entry."""
    near = questions.removed & (np.arange(len(questions.removed)) % 2 == 0)
    seen = questions.features.copy()
    seen[:, 9] = np.where(near, 0.4, 0.9)
    return replace(questions, near=near, removed=questions.removed & ~near, features=seen)


def test_a_higher_score_is_more_probably_right() -> None:
    curve = calibrate(held_out()).right
    low, middle, high = curve.chances(features(np.array([0.5, 1.5, 2.5])))
    assert low < 0.1 < middle < 0.9 < high


def test_no_more_false_answers_than_aimed_for() -> None:
    questions = held_out()
    assert 0 < expect(questions, calibrate(questions)).false_answers <= FALSE_ANSWERS


def test_no_more_known_questions_are_refused_than_aimed_for() -> None:
    questions = held_out()
    assert expect(questions, calibrate(questions)).refused <= REFUSALS + 0.01


def test_the_expected_shares_of_known_questions_are_whole() -> None:
    questions = held_out()
    expected = expect(questions, calibrate(questions))
    assert expected.right + expected.wrong + expected.choices + expected.refused == pytest.approx(1)


def test_the_floor_lies_among_the_lowest_scores_of_known_questions() -> None:
    questions = held_out()
    known = questions.features[~questions.removed, 0]
    assert np.mean(known < calibrate(questions).score) == pytest.approx(REFUSALS, abs=0.01)


def test_with_off_topic_examples_what_is_ours_is_told_apart() -> None:
    questions = with_strangers(held_out())
    curve = calibrate(questions)
    ours = curve.ours.chances(questions.features) >= curve.floor
    assert ours[questions.known].mean() > 1 - REFUSALS - 0.01
    assert ours[questions.strange].mean() <= STRANGE_CHOICES + 0.01


def test_the_alarm_is_deaf_to_calm_questions() -> None:
    questions = held_out()
    urgent = np.arange(len(questions.asked)) < 50
    lead = np.where(urgent, 0.6, np.linspace(-1, -0.2, len(urgent)))
    loud = replace(questions, urgent=urgent, alarm=np.stack([lead, lead], axis=1).astype(np.float32))
    curve = calibrate(loud)
    chances = curve.danger.chances(loud.alarm)
    assert np.mean(chances[~urgent] >= curve.alarm) <= 2 * FALSE_ALARMS
    assert expect(loud, curve).alarms == 1
    assert curve.calm <= chances[urgent].min()


def test_without_a_cry_to_learn_from_nothing_raises_the_alarm() -> None:
    assert calibrate(held_out()).alarm == SILENCE


def test_few_known_questions_are_too_unlike_for_choices() -> None:
    questions = held_out()
    curve = calibrate(questions)
    chances = curve.right.chances(questions.features[questions.known])
    assert np.mean(chances < curve.offer) == pytest.approx(UNOFFERED, abs=0.01)


def test_without_questions_the_chance_is_even() -> None:
    nothing = held_out(0)
    assert calibrate(nothing).right.chances(features(np.array([2.0]))) == pytest.approx(0.5)


def test_near_misses_are_told_apart_and_few_known_questions_are_lost_for_them() -> None:
    questions = with_near_misses(held_out())
    calibration = calibrate(questions)
    missed = calibration.held.chances(questions.features) < calibration.detail
    assert missed[questions.near].mean() > 0.9
    assert missed[questions.known].mean() <= UNHELD
    doubtful = calibration.held.chances(questions.features[questions.known]) < calibration.doubt
    assert doubtful.mean() == pytest.approx(UNHELD_CHOICES, abs=0.01)
    assert calibration.detail <= calibration.doubt <= calibration.firm


def test_without_near_misses_none_is_told_apart() -> None:
    questions = held_out()
    calibration = calibrate(questions)
    assert (calibration.held.chances(questions.features) >= calibration.detail).all()


def test_with_near_misses_no_more_of_them_are_answered_than_aimed_for() -> None:
    questions = with_near_misses(held_out())
    answered = expect(questions, calibrate(questions)).false_answers
    assert answered <= NEAR_ANSWERS + 0.01


def test_a_feature_may_tell_only_beside_another() -> None:
    chance = np.random.default_rng(5)
    seen = np.zeros((2_000, len(FEATURES)), np.float32)
    seen[:, :2] = chance.normal(0, 1, (2_000, 2))
    known = seen[:, 0] * seen[:, 1] > 0
    questions = held_out(1_000)
    best = np.where(known, 0, 1)[:, None].repeat(4, axis=1)
    both = replace(questions, features=seen, best=best, removed=np.zeros(2_000, bool))
    chances = calibrate(both).right.chances(seen)
    assert np.mean((chances > 0.5) == known) > 0.9
