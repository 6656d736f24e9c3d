import asyncio
from typing import Any

import pytest

from bot.receiving import lanes as bounds
from bot.receiving.holding import Holding
from bot.receiving.lanes import Lanes
from bot.storage.journal import Batch, Committed
from bot.storage.updates import Waiting


async def handle(_one: Waiting) -> None:
    """Nothing is opened here, so nothing is handled."""


@pytest.fixture
def lanes() -> Lanes:
    return Lanes(handle, asyncio.Event())


def waiting(number: int, lane: str = "ana") -> Waiting:
    return Waiting(number, lane, {}, 0)


def stored(holding: Holding, *came: Waiting, claimed: set[str] | None = None, **committed: Any) -> Batch:
    """Let updates be stored by a batch; gives what the holding made of it."""
    batch = Batch()
    holding.choose(batch, came, committed.pop("ending", ()))
    new = {one.update_id for one in came}
    found = committed.pop("found", [])
    holding.learn(batch, Committed(new, batch.wanted if claimed is None else claimed, found), came)
    return batch


def test_alone_what_came_is_taken_without_reading_it_again(lanes: Lanes) -> None:
    holding = Holding(lanes, shared=False)
    holding.behind = False
    assert stored(holding, waiting(1)).wanted == set()
    assert lanes.length("ana") == 1


def test_alone_nothing_goes_before_what_may_wait_in_the_database(lanes: Lanes) -> None:
    holding = Holding(lanes, shared=False)
    stored(holding, waiting(2))
    assert (lanes.idle, holding.left, holding.behind) == (True, 2 - 1, True)


def test_without_room_it_stays_in_the_database(lanes: Lanes, monkeypatch: pytest.MonkeyPatch) -> None:
    holding = Holding(lanes, shared=False)
    holding.behind = False
    monkeypatch.setattr(bounds, "MOST", 1)
    stored(holding, waiting(1), waiting(2, "budi"))
    assert ("budi" in lanes, holding.behind) == (False, True)


def test_a_long_lane_goes_on_in_the_database(lanes: Lanes, monkeypatch: pytest.MonkeyPatch) -> None:
    holding = Holding(lanes, shared=False)
    holding.behind = False
    monkeypatch.setattr("bot.receiving.holding.MOST_OF_LANE", 2)
    stored(holding, waiting(1), waiting(2), waiting(3))
    assert lanes.length("ana") == 2
    lanes.forget()
    lanes.add([waiting(2)])
    assert stored(holding, ending=[waiting(2)], found=[waiting(3)]).wanted == {"ana"}
    assert lanes.length("ana") == 2


def test_beside_others_a_lane_is_claimed_and_read_with_each_update(lanes: Lanes) -> None:
    holding = Holding(lanes, shared=True)
    assert stored(holding, waiting(2), found=[waiting(1), waiting(2)]).wanted == {"ana"}
    assert lanes.length("ana") == 2


def test_what_another_holds_is_remembered(lanes: Lanes) -> None:
    holding = Holding(lanes, shared=True)
    stored(holding, waiting(2), claimed=set())
    assert (lanes.idle, holding.elsewhere) == (True, {"ana"})


def test_a_lane_is_let_go_with_its_last_update(lanes: Lanes) -> None:
    holding = Holding(lanes, shared=True)
    stored(holding, waiting(1), found=[waiting(1)])
    assert stored(holding, ending=[waiting(1)]).released == {"ana"}


def test_a_lane_that_was_claimed_for_nothing_is_let_go(lanes: Lanes) -> None:
    holding = Holding(lanes, shared=True)
    stored(holding, waiting(1), found=[])
    assert stored(holding).released == {"ana"}


def test_what_a_lost_batch_may_have_claimed_is_let_go(lanes: Lanes) -> None:
    holding = Holding(lanes, shared=True)
    batch = Batch()
    holding.choose(batch, [waiting(1)], ())
    holding.lost(batch, [waiting(1)])
    assert stored(holding).released == {"ana"}
