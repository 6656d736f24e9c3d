"""Profile: what Telegram shows of the bot before anybody talks to it, set only when it changed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeAlias

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import RetryAfter, TelegramError

from bot.languages import Language, Languages
from bot.sending.transport import Fate, fate_of, seconds_of

Step: TypeAlias = Callable[[], Awaitable[None]]
Sleep: TypeAlias = Callable[[float], Awaitable[None]]
log = logging.getLogger(__name__)
COMMANDS = (
    *("start", "help", "topics", "ask", "inquiries", "follows", "language", "settings"),
    *("privacy", "mydata", "deletemydata", "about", "cancel"),
)
# In a group nobody sets their own language or opens the menu of a private chat.
GROUP_COMMANDS = ("help", "topics", "ask", "about", "privacy")
STAFF_COMMANDS = (
    *("open", "take", "close", "reopen", "delete", "info", "ban", "unban", "unanswered", "stale", "report"),
    *("edition", "rollback", "pause", "resume", "notice", "help"),
)
SCOPES: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeDefault(), COMMANDS),
    (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
)
# Telegram allows few changes of a name a day, and says after how many seconds the next one may come.
MOST_ATTEMPTS = 5
PAUSE = 5.0


@asynccontextmanager
async def presented(
    bot: Bot, languages: Languages, authority: str | None, staff: Iterable[int] = ()
) -> AsyncIterator[None]:
    """Bring the profile up to date beside the block, which neither waits for it nor fails with it."""
    task = asyncio.create_task(present(bot, languages, authority, staff=staff), name="profile")
    task.add_done_callback(_noted)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def present(
    bot: Bot,
    languages: Languages,
    authority: str | None,
    sleep: Sleep = asyncio.sleep,
    *,
    staff: Iterable[int] = (),
) -> None:
    """Set what differs: commands, descriptions and name, in every language and without one."""
    for step in (*_steps(bot, languages, authority), *_staff_steps(bot, languages, staff)):
        await _patiently(step, sleep)


def _staff_steps(bot: Bot, languages: Languages, groups: Iterable[int]) -> Iterator[Step]:
    for group in groups:
        for code in (None, *languages):
            yield partial(_staff_commands, bot, code, languages[code or languages.fallback], group)


async def _staff_commands(bot: Bot, code: str | None, language: Language, group: int) -> None:
    scope = BotCommandScopeChat(group)
    wanted = tuple(BotCommand(name, language.text(f"staff.{name}")) for name in STAFF_COMMANDS)
    if await bot.get_my_commands(scope, code) != wanted:
        await bot.set_my_commands(wanted, scope, code)


def _steps(bot: Bot, languages: Languages, authority: str | None) -> Iterator[Step]:
    # Telegram takes two letters; whoever has another app language sees the nameless one.
    codes = (None, *(code for code in languages if len(code) == 2))
    for set_one in (_commands, _description, _short_description, _name):
        for code in codes:
            language = languages[code or languages.fallback]
            yield partial(set_one, bot, code, language, authority)


async def _commands(bot: Bot, code: str | None, language: Language, _authority: str | None) -> None:
    for scope, names in SCOPES:
        wanted = tuple(BotCommand(name, language.text(f"command.{name}")) for name in names)
        if await bot.get_my_commands(scope, code) != wanted:
            await bot.set_my_commands(wanted, scope, code)


async def _description(bot: Bot, code: str | None, language: Language, authority: str | None) -> None:
    text = "\n\n".join((language.text("profile.description"), _standing(language, authority)))
    if (await bot.get_my_description(code)).description != text:
        await bot.set_my_description(text, code)


async def _short_description(bot: Bot, code: str | None, language: Language, authority: str | None) -> None:
    text = language.text("profile.short" if authority else "profile.short_unofficial")
    if (await bot.get_my_short_description(code)).short_description != text:
        await bot.set_my_short_description(text, code)


async def _name(bot: Bot, code: str | None, language: Language, authority: str | None) -> None:
    text = language.text("profile.name" if authority else "profile.name_unofficial")
    if (await bot.get_my_name(code)).name != text:
        await bot.set_my_name(text, code)


def _standing(language: Language, authority: str | None) -> str:
    if authority:
        return language.text("welcome.official", authority=authority)
    return language.text("welcome.unofficial")


async def _patiently(step: Step, sleep: Sleep) -> None:
    """Take a step until it succeeds, Telegram says no for good, or it failed too often."""
    for _ in range(MOST_ATTEMPTS):
        try:
            await step()
        except TelegramError as error:
            log.warning("profile.failed kind=%s", type(error).__name__)
            if fate_of(error) is Fate.FINAL:
                return
            await sleep(seconds_of(error) if isinstance(error, RetryAfter) else PAUSE)
        else:
            return


def _noted(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("profile.broken kind=%s", type(error).__name__)
