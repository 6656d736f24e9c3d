import numpy as np
import pytest

from bot.search import head


def test_the_head_learns_whose_vectors_are_whose() -> None:
    vectors = np.repeat(np.eye(3, 8, dtype=np.float32), 4, axis=0)
    owner = np.repeat(np.arange(3), 4)
    weights = head.fit(vectors, owner, 3)
    assert weights.shape == (9, 3)
    assert ((head.with_bias(vectors) @ weights).argmax(axis=1) == owner).all()


def test_a_vector_between_two_entries_is_less_certain() -> None:
    vectors = np.repeat(np.eye(2, 4, dtype=np.float32), 4, axis=0)
    weights = head.fit(vectors, np.repeat(np.arange(2), 4), 2)
    clear, unclear = head.with_bias(np.array([[1, 0, 0, 0], [0.7, 0.7, 0, 0]], np.float32)) @ weights
    assert clear[0] - clear[1] > abs(unclear[0] - unclear[1])


def test_in_blocks_the_same_is_learnt_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = np.random.default_rng(1).normal(size=(12, 8)).astype(np.float32)
    owner = np.repeat(np.arange(3), 4)
    at_once = head.fit(vectors, owner, 3)
    monkeypatch.setattr(head, "AT_ONCE", 5)
    assert head.fit(vectors, owner, 3) == pytest.approx(at_once, abs=1e-4)


def test_an_entry_has_its_middle_and_very_many_have_no_head(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, owner = np.eye(4, dtype=np.float32), np.array([0, 0, 1, 1])
    weights, centroids = head.learn(vectors, owner)
    assert weights.shape == (5, 2)
    assert centroids[0].tolist() == pytest.approx([0.5**0.5, 0.5**0.5, 0, 0])
    monkeypatch.setattr(head, "UP_TO_ENTRIES", 1)
    assert head.learn(vectors, owner)[0].size == 0


def test_groups_weigh_as_their_members_do_together_and_none_weighs_next_to_nothing() -> None:
    logits = np.log(np.array([[1, 2, 3], [90, 5, 5]], np.float32))
    groups = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)
    weighed = head.together(logits, groups)
    assert np.exp(weighed[:, :2]) == pytest.approx(np.array([[3, 3], [95, 5]]), rel=1e-5)
    assert (weighed[:, 2] < weighed[:, 1] - 50).all()
