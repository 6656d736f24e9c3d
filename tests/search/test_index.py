from collections.abc import Callable

import numpy as np
import pytest

from bot.content.content import Content
from bot.content.entry import Kind
from bot.content.vocabulary import Vocabulary
from bot.search.index import Ground, Scorer, Told, collect
from bot.search.scores import HIDDEN
from bot.search.views import Speller

OWNERS = ["depth", "depth", "price", "price"]
TEXTS = ["how deep", "depth of the bay", "ticket price", "cost of a ticket"]
VECTORS = np.eye(4, dtype=np.float32)[[0, 0, 1, 1]]


def test_questions_and_titles_teach_but_no_title_of_a_cry(write: Callable[..., Content]) -> None:
    content = write({"port-depth": ["How DEEP?"], "alarm": ["help"]}, kinds={"alarm": Kind.URGENT})
    found = collect(content, ["en"], Speller(Vocabulary()))
    assert [(one.plain, one.title) for one in found] == [
        ("how deep?", False),
        ("port depth", True),
        ("help", False),
    ]


def test_the_nearest_entry_has_the_highest_score() -> None:
    scorer = Scorer(Ground(OWNERS, TEXTS, VECTORS))
    scores = scorer.score(["how deep is it"], np.eye(4, dtype=np.float32)[:1])
    assert scores.fused[0, 0] > scores.fused[0, 1] + 1
    assert scores.likeness[0].tolist() == [1, 0]


def test_what_an_answer_says_counts_beside_the_examples() -> None:
    ground = Ground(OWNERS, TEXTS, VECTORS, [("price", "children travel free")])
    told = Told(["price"], VECTORS[2:3], ground.entries)
    asked = ["do children travel free"], np.eye(4, dtype=np.float32)[3:4]
    alone, with_told = (Scorer(ground, told=one).score(*asked) for one in (None, told))
    assert with_told.fused[0, 1] > alone.fused[0, 1] + 0.5
    assert with_told.fused[0, 0] == alone.fused[0, 0]
    assert with_told.told[0].tolist()[0] == 0


def test_entries_set_aside_are_hidden_and_still_heard() -> None:
    kinds = {"depth": Kind.URGENT}
    scores = Scorer(Ground(OWNERS, TEXTS, VECTORS), kinds=kinds).score(["how deep"], VECTORS[:1])
    assert scores.fused[0, 0] == HIDDEN
    assert scores.alarm[0].min() > 0
    assert scores.strange[0, 0] == HIDDEN


def test_a_near_miss_is_told_apart_by_the_head() -> None:
    scores = Scorer(Ground(OWNERS, TEXTS, VECTORS), kinds={"depth": Kind.NEAR_MISS}).score(
        ["how deep", "ticket price"], VECTORS[[0, 2]]
    )
    assert scores.held[0, 0] < 0 < scores.held[1, 0]
    assert scores.near[0, 0] > scores.fused[0].max()


def test_letters_alone_score_without_vectors() -> None:
    scores = Scorer(Ground(OWNERS, TEXTS, None)).score(["price of the ticket"], None)
    assert scores.fused[0].argmax() == 1


def test_what_is_not_visible_is_not_found() -> None:
    visible = np.array([False, False, True, True])
    scores = Scorer(Ground(OWNERS, TEXTS, VECTORS), visible).score(["how deep"], VECTORS[:1])
    assert scores.fused[0, 0] == HIDDEN
    assert scores.fused[0, 1] > HIDDEN


def test_given_head_weights_are_used_instead_of_a_fit() -> None:
    weights = np.zeros((5, 2), np.float32)
    assert Scorer(Ground(OWNERS, TEXTS, VECTORS), weights=weights).head is weights


def test_ground_without_vectors_leaves_the_first_untouched() -> None:
    ground = Ground(OWNERS, TEXTS, VECTORS)
    assert ground.without_vectors().vectors is None
    assert ground.vectors is not None


def test_entries_keep_their_written_order() -> None:
    assert Ground(["b", "b", "a"], ["x", "y", "z"], None).entries == ("b", "a")


@pytest.mark.parametrize("questions", [1, 3])
def test_a_batch_has_a_row_a_question(questions: int) -> None:
    scores = Scorer(Ground(OWNERS, TEXTS, None)).score(["ticket"] * questions, None)
    assert scores.fused.shape == (questions, 2)
