import numpy as np

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
