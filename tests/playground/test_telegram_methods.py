import pytest
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.playground.telegram_methods import METHODS


async def test_methods_are_known_in_any_case(bot: Bot) -> None:
    assert (await bot.do_api_request("GETME"))["username"] == "gerbang_bot"


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    with pytest.raises((InvalidToken, TelegramError), match="not found"):
        await bot.do_api_request("sendRichMessage")


def test_names_are_kept_in_small_letters() -> None:
    assert all(name == name.lower() for name in METHODS)
