import asyncio
from collections import defaultdict

import pytest

from bot.receiving.lanes import MOST_LANES, TURN, Lanes
from bot.storage.updates import Waiting


class Hand:
    """Handles updates when it is told to, and notes what was begun."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.open = asyncio.Event()
        self.rests: defaultdict[int, list[float]] = defaultdict(list)

    async def __call__(self, one: Waiting) -> float | None:
        self.begun.append(one.update_id)
        await self.open.wait()
        return self.rests[one.update_id].pop() if self.rests[one.update_id] else None


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def lanes(hand: Hand) -> Lanes:
    found = Lanes(hand, asyncio.Event())
    found.open()
    return found


def waiting(number: int, lane: str = "ana") -> Waiting:
    return Waiting(number, lane, {}, 0)


async def settled(lanes: Lanes, hand: Hand) -> None:
    hand.open.set()
    while lanes._in_hand:
        await asyncio.wait(set(lanes._in_hand.values()))
        await asyncio.sleep(0)


async def test_nothing_is_begun_before_it_is_opened(hand: Hand) -> None:
    closed = Lanes(hand, asyncio.Event())
    closed.add([waiting(1)])
    await asyncio.sleep(0)
    assert (hand.begun, closed.in_hand) == ([], 0)


async def test_one_lane_goes_strictly_in_order(lanes: Lanes, hand: Hand) -> None:
    lanes.add(waiting(number) for number in (1, 3, 2))
    await asyncio.sleep(0)
    assert hand.begun == [1]
    await settled(lanes, hand)
    assert hand.begun == [1, 2, 3]


async def test_lanes_go_side_by_side(lanes: Lanes, hand: Hand) -> None:
    lanes.add([waiting(1), waiting(2), waiting(3, "budi")])
    await asyncio.sleep(0)
    assert sorted(hand.begun) == [1, 3]
    await lanes.drop()


async def test_what_is_held_is_not_held_twice(lanes: Lanes, hand: Hand) -> None:
    lanes.add([waiting(1), waiting(2)])
    lanes.add([waiting(1), waiting(2)])
    assert lanes.length("ana") == 2
    await settled(lanes, hand)
    assert hand.begun == [1, 2]


async def test_no_more_than_its_number_are_in_hand(lanes: Lanes, hand: Hand) -> None:
    lanes.add(waiting(number, f"lane {number}") for number in range(MOST_LANES + 9))
    assert lanes.in_hand == MOST_LANES
    await settled(lanes, hand)
    assert len(hand.begun) == MOST_LANES + 9


async def test_after_a_turn_the_others_come_first(lanes: Lanes, hand: Hand) -> None:
    lanes.add(waiting(number, f"flood {number % MOST_LANES}") for number in range(MOST_LANES * TURN * 2))
    lanes.add([waiting(9999, "budi")])
    await settled(lanes, hand)
    assert hand.begun.index(9999) <= MOST_LANES * TURN


async def test_idle_lanes_are_dropped(lanes: Lanes, hand: Hand) -> None:
    lanes.add([waiting(1), waiting(2, "budi")])
    assert not lanes.idle
    await settled(lanes, hand)
    assert (lanes.idle, lanes._in_hand, lanes._known, lanes._queues) == (True, {}, set(), {})


async def test_a_lane_that_rests_holds_no_place_and_goes_on_with_the_same(lanes: Lanes, hand: Hand) -> None:
    hand.rests[1] = [3600]
    lanes.add([waiting(1), waiting(2)])
    await settled(lanes, hand)
    assert (hand.begun, lanes.in_hand, lanes.idle) == ([1], 0, False)
    lanes._rested("ana")
    await settled(lanes, hand)
    assert (hand.begun, lanes.idle) == ([1, 1, 2], True)


async def test_what_comes_while_a_lane_rests_waits_behind(lanes: Lanes, hand: Hand) -> None:
    hand.rests[2] = [3600]
    lanes.add([waiting(2)])
    await settled(lanes, hand)
    lanes.add([waiting(3)])
    await settled(lanes, hand)
    assert hand.begun == [2]
    await lanes.drop()


async def test_what_is_let_go_is_not_what_is_in_hand(lanes: Lanes, hand: Hand) -> None:
    lanes.add([waiting(1), waiting(2)])
    await asyncio.sleep(0)
    lanes.forget()
    await settled(lanes, hand)
    assert (hand.begun, lanes.idle) == ([1], True)


async def test_finishing_leaves_the_rest_of_a_turn(lanes: Lanes, hand: Hand) -> None:
    lanes.add(waiting(number) for number in range(TURN))
    await asyncio.sleep(0)
    finishing = asyncio.create_task(lanes.finish())
    await asyncio.sleep(0)
    hand.open.set()
    await finishing
    assert hand.begun == [0]


async def test_what_ends_a_lane_is_told(lanes: Lanes) -> None:
    async def fail(_one: Waiting) -> None:
        raise EOFError

    broken = Lanes(fail, lanes._changed)
    broken.open()
    broken.add([waiting(1)])
    await lanes._changed.wait()
    with pytest.raises(EOFError):
        broken.check()
