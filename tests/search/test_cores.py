import os

from bot.search import cores


def test_as_many_cores_as_there_are_and_four_at_most() -> None:
    assert 1 <= cores.count() <= min(cores.MOST, os.cpu_count() or 1)


def test_results_keep_their_order() -> None:
    assert cores.side_by_side(lambda number: number * number, range(20)) == [n * n for n in range(20)]
