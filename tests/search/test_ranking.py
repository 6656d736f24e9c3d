import numpy as np
import pytest

from bot.content.vocabulary import Vocabulary
from bot.search import ranking
from bot.search.familiar import TAUGHT
from bot.search.index import Ground, Scorer
from bot.search.ranking import Ranker
from bot.search.repair import Repairer
from bot.search.views import Speller

TEXTS = ["harbour depth", "how deep", "ticket price", "ferry cost", "name of the mayor", "who is mayor"]
OWNERS = ["depth", "depth", "price", "price", "mayor", "mayor"]


@pytest.fixture
def ranker() -> Ranker:
    ground = Ground(OWNERS, TEXTS, None)
    words = {word: 1 for text in TEXTS for word in text.split()}
    speller, repairer = Speller(Vocabulary()), Repairer(words)
    familiar = ground.familiar(np.full(len(TEXTS), TAUGHT))
    return Ranker(ground.entries, Scorer(ground), None, speller, repairer, familiar, np.zeros(3, bool))


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
    assert len(ranking.parts) > 1


def test_of_a_long_message_each_piece_with_the_same_best_entry_tells(ranker: Ranker) -> None:
    story = "good day from all of us over here at sunny head office. ticket price? " + "we wait and see " * 4
    ranking = ranker.rank(story)
    assert ranker.features(ranking, "price")[:, 0].max() > ranker.features(ranking, "price")[0, 0]
    assert len(ranker.features(ranker.rank("ticket price"), "price")) == 1


def test_a_text_that_comes_again_is_not_scored_again(ranker: Ranker) -> None:
    first = ranker.rank("ticket price").fused
    ranker.kept["ticket price"] = ranker.kept["ticket price"].each(lambda part: part + 1)
    assert np.allclose(ranker.rank("ticket price").fused, first + 1)


def test_of_an_earlier_message_nothing_is_kept(ranker: Ranker) -> None:
    ranker.prepare("ticket price")
    ranker.prepare("harbour depth, and the mayor", ["harbour depth", "and the mayor"])
    assert set(ranker.kept) == {"harbour depth, and the mayor", "harbour depth", "and the mayor"}


def test_a_part_of_a_message_is_scored_nearly_as_alone(ranker: Ranker) -> None:
    ranker.prepare("hello, ticket price", ["ticket price"])
    assert ranker.rank("ticket price").top()[0][0] == "price"


def test_an_entry_may_be_looked_at_as_if_those_above_it_were_ruled_out(ranker: Ranker) -> None:
    ranking = ranker.rank("harbour depth")
    best, ruled = (ranker.features(ranking, name)[0, 0] for name in ("depth", "mayor"))
    assert best > ruled
    assert ruled == pytest.approx(ranking.score("mayor"))


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


def test_the_scores_of_the_latest_messages_are_known_but_not_their_words(
    ranker: Ranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("harbour depth, and the mayor", ["harbour depth", "and the mayor"])
    ranker.prepare(*asked)
    before = dict(ranker.kept)
    ranker.rank("ticket price")
    ranker.prepare("ferry cost")
    with monkeypatch.context() as patch:
        patch.setattr(Scorer, "score", None)
        ranker.prepare(*asked)
    assert ranker.kept == before
    assert not any(b"harbour" in key for key in ranker.prepared)


def test_no_more_messages_are_known_than_there_is_room_for(
    ranker: Ranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "PREPARED", 2)
    for text in ("ticket price", "ferry cost", "ticket price", "who is mayor"):
        ranker.prepare(text)
    known = set(ranker.prepared)
    assert len(known) == 2
    ranker.prepare("ticket price")
    assert set(ranker.prepared) == known
