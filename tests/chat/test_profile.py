import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import NetworkError

from bot.chat import profile
from bot.chat.profile import (
    COMMANDS,
    GROUP_COMMANDS,
    MOST_ATTEMPTS,
    PAUSE,
    STAFF_COMMANDS,
    present,
    presented,
)
from bot.languages import Languages
from bot.playground.telegram import Telegram


class Pauses(list[float]):
    """A sleep that only notes for how long."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
async def bot(tg: Telegram) -> AsyncIterator[Bot]:
    async with Bot(tg.token, request=tg, get_updates_request=tg) as found:
        yield found


def changes(tg: Telegram) -> list[str]:
    return [call.method for call in tg.calls if call.method.lower().startswith("set")]


@pytest.mark.parametrize("code", ["en", "id"])
async def test_commands_are_set_by_language_and_scope(bot: Bot, languages: Languages, code: str) -> None:
    await present(bot, languages, None)
    everywhere = await bot.get_my_commands(language_code=code)
    in_groups = await bot.get_my_commands(BotCommandScopeAllGroupChats(), code)
    assert tuple(one.command for one in everywhere) == COMMANDS
    assert tuple(one.command for one in in_groups) == GROUP_COMMANDS
    assert everywhere[1].description == languages[code].text("command.help")


async def test_whoever_speaks_another_language_sees_the_fallback(bot: Bot, languages: Languages) -> None:
    await present(bot, languages, None)
    name = (await bot.get_my_name("de")).name
    assert name == languages[languages.fallback].text("profile.name_unofficial")


@pytest.mark.parametrize(
    ("code", "label"), [("en", "unofficial"), ("id", "tidak resmi"), (None, "unofficial")]
)
async def test_without_an_authority_every_text_says_unofficial(
    bot: Bot, languages: Languages, code: str | None, label: str
) -> None:
    await present(bot, languages, None)
    texts = (
        (await bot.get_my_name(code)).name,
        (await bot.get_my_short_description(code)).short_description,
        (await bot.get_my_description(code)).description,
    )
    assert [text for text in texts if label not in text.lower()] == []


async def test_with_an_authority_it_is_named_and_the_label_goes(bot: Bot, languages: Languages) -> None:
    await present(bot, languages, None)
    await present(bot, languages, "Dinas Kota")
    assert (await bot.get_my_name("id")).name == languages["id"].text("profile.name")
    assert (await bot.get_my_short_description("id")).short_description == languages["id"].text(
        "profile.short"
    )
    description = (await bot.get_my_description("id")).description
    assert languages["id"].text("welcome.official", authority="Dinas Kota") in description


async def test_a_second_start_changes_nothing(bot: Bot, tg: Telegram, languages: Languages) -> None:
    await present(bot, languages, None)
    assert changes(tg)
    tg.calls.clear()
    await present(bot, languages, None)
    assert changes(tg) == []
    assert tg.refused == []


async def test_only_what_differs_is_set_again(bot: Bot, tg: Telegram, languages: Languages) -> None:
    await present(bot, languages, None)
    await bot.set_my_short_description("old", "id")
    tg.calls.clear()
    await present(bot, languages, None)
    assert [call.lower() for call in changes(tg)] == ["setmyshortdescription"]


async def test_a_wait_that_telegram_asks_for_is_kept_and_then_it_is_set(
    bot: Bot, tg: Telegram, languages: Languages
) -> None:
    tg.fail_next("setMyName", 429, "Too Many Requests: retry after 4000", retry_after=4000)
    pauses = Pauses()
    await present(bot, languages, None, pauses)
    assert pauses == [4000]
    assert (await bot.get_my_name()).name == languages["en"].text("profile.name_unofficial")


async def test_a_lost_connection_is_tried_again_but_not_for_ever(
    bot: Bot, tg: Telegram, languages: Languages
) -> None:
    for _ in range(MOST_ATTEMPTS):
        tg.break_next("setMyDescription", NetworkError("lost"))
    pauses = Pauses()
    await present(bot, languages, None, pauses)
    assert pauses == [PAUSE] * MOST_ATTEMPTS
    assert (await bot.get_my_name()).name == languages["en"].text("profile.name_unofficial")


async def test_what_telegram_refuses_is_left_and_the_rest_goes_on(
    bot: Bot, tg: Telegram, languages: Languages, caplog: pytest.LogCaptureFixture
) -> None:
    tg.fail_next("setMyCommands", 400, "Bad Request: BOT_COMMAND_INVALID")
    pauses = Pauses()
    await present(bot, languages, None, pauses)
    assert pauses == []
    assert "profile.failed kind=BadRequest" in caplog.text
    assert (await bot.get_my_commands(language_code="id"))[0].command == "start"


async def test_the_block_does_not_wait_for_the_profile(bot: Bot, tg: Telegram, languages: Languages) -> None:
    tg.fail_next("setMyCommands", 429, "Too Many Requests: retry after 4000", retry_after=4000)
    async with asyncio.timeout(5), presented(bot, languages, None):
        await tg._world.bell.until(lambda: tg.called("setMyCommands") or None, 5)
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "profile"]


async def test_a_fault_of_our_own_does_not_fail_the_block(
    bot: Bot, languages: Languages, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_given: object, **_named: object) -> None:
        raise LookupError

    monkeypatch.setattr(profile, "present", broken)
    async with presented(bot, languages, None):
        ours = [task for task in asyncio.all_tasks() if task.get_name() == "profile"]
        await asyncio.wait(ours)
    assert "profile.broken kind=LookupError" in caplog.text


@pytest.mark.parametrize("key", ["profile.short", "profile.short_unofficial"])
def test_the_short_text_fits_telegrams_limit(languages: Languages, key: str) -> None:
    assert [code for code in languages if len(languages[code].text(key)) > 120] == []


async def test_the_staffs_group_has_a_menu_of_its_own(tg: Telegram, bot: Bot, languages: Languages) -> None:
    tg.group(-1001, "Desk", forum=True)
    await present(bot, languages, None, staff=[-1001])
    found = await bot.get_my_commands(BotCommandScopeChat(-1001), "id")
    assert tuple(one.command for one in found) == STAFF_COMMANDS
    assert found[0].description == languages["id"].text("staff.open")
