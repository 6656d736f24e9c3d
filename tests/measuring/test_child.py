from bot.measuring.child import Child


async def test_what_a_process_costs_is_seen_from_outside() -> None:
    child = await Child.start(("-c", "while True: pass"), {})
    while child.cpu == 0:
        assert child.lives
    assert child.memory > 1_000_000
    await child.stop()
    assert not child.lives


async def test_its_end_is_told() -> None:
    assert await (await Child.start(("-c", "raise SystemExit(3)"), {})).ended() == 3
