import asyncio

from bot.measuring.echo import __file__ as echo
from bot.measuring.stand import PEOPLE, Stand, stand


async def answer(its: Stand, many: int) -> None:
    """Answer what waits, as a bot that polls."""
    answered = 0
    while answered < many:
        for update in its.tg.pending[answered:]:
            chat = str(update["message"]["chat"]["id"])
            status, _ = await its.tg.answer(its.tg.token, "sendMessage", {"chat_id": chat, "text": "yes"})
            assert status == 200
            answered += 1
        await asyncio.sleep(0)


async def test_each_question_gets_its_time() -> None:
    assert echo
    many = PEOPLE + 20
    async with stand() as its:
        answering = asyncio.create_task(answer(its, many))
        took = await its.ask(["hello"] * many, None, 20)
        await answering
    assert len(took) == many
    assert took == sorted(took)


async def test_two_stands_have_bots_and_numbers_of_their_own() -> None:
    async with stand() as first, stand() as second:
        assert first.tg.token != second.tg.token
        assert first.tg._world.updates._next_id != second.tg._world.updates._next_id
