import numpy as np
import pytest

from bot.content.vocabulary import Vocabulary
from bot.search.calibration import Calibration
from bot.search.index import Ground, Scorer
from bot.search.ranking import Ranker
from bot.search.repair import Repairer
from bot.search.views import Speller

TEXTS = ["harbour depth", "how deep", "ticket price", "ferry cost", "name of the mayor", "who is mayor"]
OWNERS = ["depth", "depth", "price", "price", "mayor", "mayor"]


@pytest.fixture
def ranker() -> Ranker:
    scorer = Scorer(Ground(OWNERS, TEXTS, None))
    words = {word: 1 for text in TEXTS for word in text.split()}
    curve = Calibration(bias=-3, fused=3, likeness=0, lead=0, answer=0.5, floor=0.5)
    return Ranker(("depth", "price", "mayor"), scorer, None, Speller(Vocabulary()), Repairer(words), curve)


def test_the_nearest_entry_stands_first(ranker: Ranker) -> None:
    assert ranker.rank("depth of the harbour").top()[0][0] == "depth"


def test_a_mistyped_question_has_a_repaired_view(ranker: Ranker) -> None:
    assert ranker.rank("tikcet prcie").views == ("tikcet prcie", "ticket price")


def test_a_clean_question_has_one_view(ranker: Ranker) -> None:
    assert ranker.rank("ticket price").views == ("ticket price",)


def test_a_question_buried_in_a_long_message_is_found(ranker: Ranker) -> None:
    story = "good day from all of us over here at sunny head office. ticket price? " + "we wait and see " * 4
    ranking = ranker.rank(story)
    assert ranking.top()[0][0] == "price"
    assert ranking.fused.max() == pytest.approx(ranker.rank("ticket price").fused.max(), abs=0.01)


def test_a_better_score_is_a_better_chance(ranker: Ranker) -> None:
    ranking = ranker.rank("harbour depth")
    assert ranker.chance(ranking) > ranker.chance(ranking, "mayor")


def test_only_scores_near_the_top_are_close(ranker: Ranker) -> None:
    ranking = ranker.rank("harbour depth")
    assert ranking.close(0.1, 3) == ["depth"]
    assert len(ranking.close(9, 3)) == 3


def test_leaning_adds_the_last_question_and_a_prior(ranker: Ranker) -> None:
    alone = ranker.rank("and how?")
    leaned = ranker.lean(alone, ["ticket price and how?"], {"price": 0.1, "gone": 1.0})
    gain = leaned.fused - alone.fused
    assert np.argmax(gain) == 1
    assert leaned.top()[0][0] == "price"
