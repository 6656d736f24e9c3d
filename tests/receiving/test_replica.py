from bot.receiving.inbox import Inbox
from bot.receiving.replica import DEAD_AFTER, HUNG_AFTER, LONGEST_GAP, Replica


class Clock:
    """A clock of the test's own."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def watched(one: Replica, other: Replica | None, clock: Clock, seconds: float) -> list[bool]:
    """Let time pass in steps of a second; the other counts on, if there is one."""
    lived = []
    for _ in range(int(seconds)):
        clock.now += 1
        if other is not None:
            await other.lives()
        lived.append(await one.lives())
    return lived


async def test_who_counts_on_is_never_buried(two: tuple[Inbox, Inbox]) -> None:
    clock = Clock()
    one, other = Replica(two[0]._database, clock), Replica(two[1]._database, clock)
    assert all(await watched(one, other, clock, 20))
    assert await other.lives()


async def test_who_stands_still_is_buried_and_goes_on_under_a_new_name(two: tuple[Inbox, Inbox]) -> None:
    clock = Clock()
    one, other = Replica(two[0]._database, clock), Replica(two[1]._database, clock)
    await other.lives()
    name = other.name
    await watched(one, None, clock, HUNG_AFTER + 2)
    assert not await other.lives()
    assert other.name != name
    assert await other.lives()


async def test_who_holds_a_line_to_the_server_is_busy_and_not_dead(two: tuple[Inbox, Inbox]) -> None:
    clock = Clock()
    one, other = Replica(two[0]._database, clock), Replica(two[1]._database, clock)
    await other.lives()
    await watched(one, None, clock, HUNG_AFTER - 2)
    assert await other.lives()


async def test_who_holds_none_is_dead_soon(two: tuple[Inbox, Inbox]) -> None:
    clock = Clock()
    one, other = Replica(two[0]._database, clock), Replica(two[1]._database, clock)
    await other.lives()
    await other._database.close()
    await watched(one, None, clock, DEAD_AFTER + 2)
    assert not await other.lives()


async def test_who_was_away_itself_buries_nobody_at_once(two: tuple[Inbox, Inbox]) -> None:
    clock = Clock()
    one, other = Replica(two[0]._database, clock), Replica(two[1]._database, clock)
    await other.lives()
    await one.lives()
    clock.now += max(DEAD_AFTER, LONGEST_GAP) * 10
    await one.lives()
    assert await other.lives()


async def test_who_leaves_is_gone_at_once(two: tuple[Inbox, Inbox]) -> None:
    one, other = Replica(two[0]._database), Replica(two[1]._database)
    await one.join()
    await other.lives()
    await one.leave()
    await other.lives()
    assert one.name not in other._seen
