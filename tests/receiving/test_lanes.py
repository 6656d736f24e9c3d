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
    return Lanes(hand, asyncio.Event())


def waiting(number: int, lane: str = "ana") -> Waiting:
    return Waiting(number, lane, {}, 0)


async def settled(lanes: Lanes, hand: Hand) -> None:
    hand.open.set()
    while lanes._in_hand:
        await asyncio.wait(set(lanes._in_hand.values()))
        await asyncio.sleep(0)


async def test_one_lane_goes_strictly_in_order(lanes: Lanes, hand: Hand) -> None:
    lanes.begin(waiting(number) for number in (1, 2, 3))
    await asyncio.sleep(0)
    assert hand.begun == [1]
    await settled(lanes, hand)
    assert hand.begun == [1, 2, 3]


async def test_lanes_go_side_by_side(lanes: Lanes, hand: Hand) -> None:
    lanes.begin([waiting(1), waiting(2), waiting(3, "budi")])
    await asyncio.sleep(0)
    assert sorted(hand.begun) == [1, 3]
    await lanes.drop()


async def test_what_is_in_hand_is_not_chosen_again(lanes: Lanes, hand: Hand) -> None:
    lanes.begin([waiting(1)])
    assert lanes.next_of(["ana", "budi"]) == ["budi"]
    await settled(lanes, hand)
    assert lanes.next_of(["ana"]) == ["ana"]


async def test_no_more_than_its_number_are_in_hand(lanes: Lanes, hand: Hand) -> None:
    names = [f"lane {number}" for number in range(MOST_LANES + 9)]
    chosen = lanes.next_of(names)
    lanes.begin(waiting(number, lane) for number, lane in enumerate(chosen))
    assert (len(chosen), lanes.free, lanes.next_of(names)) == (MOST_LANES, 0, [])
    await lanes.drop()


async def test_who_had_a_turn_goes_behind_the_others(lanes: Lanes, hand: Hand) -> None:
    flooding = [f"flood {number}" for number in range(MOST_LANES)]
    lanes.begin(waiting(number, lane) for number, lane in enumerate(lanes.next_of([*flooding, "budi"])))
    await settled(lanes, hand)
    assert lanes.next_of([*flooding, "budi"])[0] == "budi"


async def test_idle_lanes_are_dropped(lanes: Lanes, hand: Hand) -> None:
    lanes.begin([waiting(1), waiting(2, "budi")])
    assert not lanes.idle
    await settled(lanes, hand)
    assert lanes.next_of([]) == []
    assert (lanes.idle, lanes._in_hand, lanes._had_turn) == (True, {}, set())


async def test_a_lane_that_rests_holds_no_place_and_goes_on_with_the_same(lanes: Lanes, hand: Hand) -> None:
    hand.rests[1] = [3600]
    lanes.begin([waiting(1), waiting(2)])
    await settled(lanes, hand)
    assert (hand.begun, lanes.free, lanes.idle) == ([1], MOST_LANES, False)
    assert lanes.next_of(["ana", "budi"]) == ["budi"]
    lanes._rested("ana")
    assert (lanes._changed.is_set(), lanes.idle) == (True, True)
    assert lanes.next_of(["ana"]) == ["ana"]


async def test_finishing_leaves_the_rest_of_a_turn(lanes: Lanes, hand: Hand) -> None:
    lanes.begin(waiting(number) for number in range(TURN))
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
    broken.begin([waiting(1)])
    await lanes._changed.wait()
    with pytest.raises(EOFError):
        broken.check()
