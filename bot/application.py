"""The application: settings become one running whole, inside one block that bounds its life."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.assistant import Assistant
from bot.chat import (
    about,
    contact,
    follow,
    groups,
    inline,
    inquiries,
    inquiry,
    language,
    mydata,
    other,
    privacy,
    question,
    topics,
    trouble,
    welcome,
)
from bot.chat import settings as choices
from bot.chat.context import Context, Handler, House
from bot.desk import curation, handling, presence, room, service, topic
from bot.desk import inquiries as desk
from bot.desk.carrier import DeskCarrier
from bot.ground import Ground
from bot.languages import Trouble
from bot.publishing.publish import Press
from bot.sending.limits import Limits
from bot.sending.outbox import Outbox
from bot.sending.pauses import ChatPauses
from bot.sending.transport import AiohttpRequest
from bot.settings import Settings

App = Application[Any, Context, Any, Any, Any, Any]
log = logging.getLogger(__name__)
# Seconds between two attempts to reach Telegram at the start.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class TokenRefused(Trouble):
    """Telegram does not know the token."""


class NoToken(Trouble):
    """Telegram is to be asked something, and there is no token."""


@dataclass(frozen=True)
class Assembled:
    """The running whole: ground, the duties' house, outbox, and PTB's application with its transport."""

    ground: Ground
    house: House
    app: App
    bot: ExtBot[None]
    request: BaseRequest
    outbox: Outbox


@asynccontextmanager
async def assembled(
    ground: Ground,
    helper: Assistant,
    token: str,
    request: BaseRequest | None = None,
    limits: Limits | None = None,
) -> AsyncIterator[Assembled]:
    """Assemble the bot for the length of the block; `request` replaces the transport. Raises TokenRefused."""
    limits = limits or Limits()
    house = House(
        assistant=helper,
        database=ground.database,
        now=ground.now,
        authority=ground.settings.authority,
        staff=ground.settings.staff_chat,
        staff_language=ground.settings.staff_language,
        retention_days=ground.settings.retention_days,
    )
    async with ground.database.begin() as session:
        await room.move_in(session, house)
    updates = request or AiohttpRequest()
    bot = ExtBot(
        token,
        base_url=f"{ground.settings.api_url}/bot",
        request=request or AiohttpRequest(),
        get_updates_request=updates,
        rate_limiter=ChatPauses(limits=limits),
    )
    app = ApplicationBuilder().bot(bot).updater(None).context_types(_types()).build()
    for handler in duties(house, ground.press):
        app.add_handler(handler)
    app.add_error_handler(partial(trouble.note, house))
    await _introduced(bot)
    outbox = Outbox(ground.database, DeskCarrier(house, bot), house.bell, limits, ground.now)
    async with app:
        yield Assembled(ground, house, app, bot, updates, outbox)


async def bot_name(settings: Settings) -> str:
    """Ask Telegram for the bot's username; raises NoToken, TokenRefused."""
    if settings.token is None:
        raise NoToken("qr.no_token")
    bot = ExtBot(settings.token, base_url=f"{settings.api_url}/bot", request=AiohttpRequest())
    await _introduced(bot)
    try:
        return bot.username
    finally:
        await bot.shutdown()


async def _introduced(bot: ExtBot[None]) -> None:
    """Ask Telegram who the bot is, until it can be reached."""
    pause = FIRST_PAUSE
    while True:
        try:
            await bot.initialize()
        except InvalidToken:
            await bot.shutdown()
            # PTB's words hold the token, so they go no further.
            raise TokenRefused("receiving.token_refused") from None
        except TelegramError as error:
            log.warning("telegram.unreached kind=%s pause=%.1f", type(error).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
        else:
            return


def _types() -> ContextTypes[Context, dict[Any, Any], dict[Any, Any], dict[Any, Any]]:
    return ContextTypes()


def duties(house: House, press: Press) -> list[Handler]:
    """Return all handlers in the order in which they are asked."""
    private = [
        *welcome.handlers(house),
        *topics.handlers(house),
        *language.handlers(house),
        *choices.handlers(house),
        *about.handlers(house),
        *privacy.handlers(house),
    ]
    return [
        *staff(house, press),
        *inquiry.handlers(house),
        *private,
        *inquiries.handlers(house),
        *follow.handlers(house),
        *mydata.handlers(house),
        *contact.handlers(house),
        *groups.handlers(house, private),
        *inline.handlers(house),
        *question.handlers(house),
        *welcome.last_handlers(house),
        *other.handlers(house),
    ]


def staff(house: House, press: Press) -> list[Handler]:
    """Return the handlers of the staff's group; what happens to the bot itself concerns them all."""
    return [
        *presence.handlers(house),
        *desk.handlers(house),
        *handling.handlers(house),
        *curation.handlers(house, press),
        *service.handlers(house),
        *topic.handlers(house),
    ]
