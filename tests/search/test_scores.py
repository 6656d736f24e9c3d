import numpy as np
import pytest

from bot.search.familiar import FAMILIAR
from bot.search.scores import FEATURES, HIDDEN, Aside, Odds, Scores, joined

NONE = np.array([False, False, False])


def scores(*fused: float, told: float = 0, aside: Aside | None = None) -> Scores:
    row = np.array([fused], np.float32)
    said = np.full_like(row, told)
    four = np.full((1, 1), 4, np.float32)
    none = Aside(*[NONE[: len(fused)]] * 3)
    odds = Odds(ours=four, cry=-four, held=np.full((1, 1), 2, np.float32))
    return Scores.of(row, np.asarray(row / 2, np.float32), said, odds, aside or none)


def feature(one: Scores, name: str, *small: int) -> float:
    free = np.isin(np.arange(one.fused.shape[1]), small)
    return float(one.features(np.full((1, len(FAMILIAR)), 0.7, np.float32), free)[0, FEATURES.index(name)])


def test_features_tell_of_the_best_entry() -> None:
    one = scores(0.5, 2.0, 1.25, told=0.3)
    assert feature(one, "fused") == 2
    assert feature(one, "likeness") == 1
    assert feature(one, "lead") == 0.75
    assert feature(one, "told") == pytest.approx(0.3)
    assert feature(one, "rise") > 0
    assert feature(one, "odds") == 0.5
    assert feature(one, "held") == 0.25
    assert feature(one, "familiar") == pytest.approx(0.7)


def test_small_talk_leads_by_what_no_other_small_talk_has() -> None:
    one = scores(0.5, 2.0, 1.75)
    assert feature(one, "lead") == 0.25
    assert feature(one, "lead", 1, 2) == 1
    assert feature(one, "lead", 2) == 0.25


def test_a_lone_entry_leads_by_no_more_than_one() -> None:
    assert feature(scores(2.0), "lead") == 1


def test_without_off_topic_entries_a_question_is_ours() -> None:
    assert feature(scores(0.5, 2.0), "ours") == 1


def test_an_off_topic_entry_competes_for_nothing_and_tells_how_strange_a_question_is() -> None:
    one = scores(0.5, 2.0, 1.0, aside=Aside(np.array([False, True, False]), NONE, NONE))
    assert one.fused[0].tolist() == [0.5, HIDDEN, 1.0]
    assert feature(one, "ours") == -1


def test_a_near_miss_competes_for_nothing_and_tells_how_near_a_question_comes_to_it() -> None:
    one = scores(0.5, 2.0, 1.5, aside=Aside(NONE, NONE, np.array([False, True, False])))
    assert one.fused[0].tolist() == [0.5, HIDDEN, 1.5]
    assert feature(one, "near") == -0.5


def test_the_alarm_is_the_lead_of_an_urgent_entry_and_the_odds_of_a_cry() -> None:
    one = scores(0.5, 2.0, 1.0, aside=Aside(NONE, np.array([False, True, False]), NONE))
    assert one.alarm.tolist() == [[1.0, -0.5]]


def test_what_stands_above_an_entry_can_be_ruled_out() -> None:
    assert feature(scores(0.5, 2.0, 1.25).with_top(2), "fused") == 1.25


def test_scores_are_joined_column_by_column() -> None:
    one = joined([scores(1.0, 2.0), scores(3.0, 1.0)], lambda columns: np.max(np.stack(columns), axis=0))
    assert one.fused.tolist() == [[3.0, 2.0]]
