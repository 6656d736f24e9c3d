import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.playground.server import served
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.sending.transport import AiohttpRequest


async def test_a_bot_in_another_process_reaches_people(tg: Telegram, ana: Person) -> None:
    await ana.say("/start")
    async with (
        served(tg) as address,
        Bot(tg.token, base_url=f"{address}/bot", request=AiohttpRequest()) as bot,
    ):
        await bot.send_message(ana.user.id, "<b>Good</b> day", parse_mode="HTML")
    assert [message.text for message in ana.messages] == ["Good day"]


async def test_it_knows_only_its_token(tg: Telegram) -> None:
    async with served(tg) as address:
        with pytest.raises(InvalidToken):
            await Bot("1:WRONG", base_url=f"{address}/bot", request=AiohttpRequest()).initialize()


async def test_a_line_that_breaks_is_broken_for_whoever_called(tg: Telegram) -> None:
    async with (
        served(tg) as address,
        Bot(tg.token, base_url=f"{address}/bot", request=AiohttpRequest()) as bot,
    ):
        tg.break_next("getMe", NetworkError("reset"))
        with pytest.raises(NetworkError, match=r"ServerDisconnectedError|ClientOSError"):
            await bot.get_me()
