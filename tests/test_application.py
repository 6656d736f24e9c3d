from dataclasses import replace
from traceback import format_exception

import pytest
from telegram.error import NetworkError
from telegram.ext import CommandHandler

from bot import application
from bot.application import NoToken, TokenRefused, assembled, bot_name, duties
from bot.chat import welcome
from bot.ground import Ground, assistant
from bot.playground.server import served
from bot.playground.telegram import Telegram
from bot.settings import Settings
from tests.conftest import Assemble

OTHER_KEY = "b3RoZXIga2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXM="


async def test_the_bot_knows_who_it_is(assemble: Assemble) -> None:
    async with assemble() as whole:
        assert whole.bot.username == "gerbang_bot"
        assert whole.app.running is False


async def test_a_refused_token_is_a_sentence_that_does_not_hold_it(ground: Ground, tg: Telegram) -> None:
    wrong = "7000000001:WRONG"
    with pytest.raises(TokenRefused) as refused:
        async with assembled(ground, await assistant(ground), wrong, tg):
            pass
    assert refused.value.key == "receiving.token_refused"
    assert wrong not in "".join(format_exception(refused.value))


async def test_a_start_without_network_waits_for_it(
    assemble: Assemble, tg: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "FIRST_PAUSE", 0)
    tg.break_next("getMe", NetworkError("lost"))
    tg.fail_next("getMe", 502, "Bad Gateway")
    async with assemble() as whole:
        assert whole.bot.username == "gerbang_bot"


async def test_unknown_commands_come_after_all_known_ones(assemble: Assemble) -> None:
    async with assemble() as whole:
        handlers = duties(whole.house, whole.ground.press)
    asked = [getattr(getattr(one, "callback", None), "func", None) for one in handlers]
    last = max(rank for rank, one in enumerate(handlers) if isinstance(one, CommandHandler))
    assert asked[last + 1 :].count(welcome.unknown_command) == 1


async def test_the_bots_name_is_telegrams_word(settings: Settings, tg: Telegram) -> None:
    async with served(tg) as address:
        assert await bot_name(replace(settings, token=tg.token, api_url=address)) == "gerbang_bot"


async def test_without_a_token_nobody_can_be_asked_for_the_name(settings: Settings) -> None:
    with pytest.raises(NoToken):
        await bot_name(settings)
