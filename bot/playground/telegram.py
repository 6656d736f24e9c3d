"""The Bot API kept in memory, behind PTB's BaseRequest: the playground's and the tests' one double.

tg = Telegram(now=clock)
bot = Bot(tg.token, request=tg, get_updates_request=tg)
"""

import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from telegram.request import BaseRequest, RequestData

from bot.playground.telegram_calls import Call, Fault, Refused, read_call, read_fields
from bot.playground.telegram_chats import Chat, User
from bot.playground.telegram_methods import METHODS
from bot.playground.telegram_people import Group, Person
from bot.playground.telegram_updates import Bell, Updates
from bot.playground.telegram_world import World

PLAYGROUND = "7000000001:PLAYGROUND"


class RefusedCall(NamedTuple):
    """A call that Telegram refused, with its words."""

    method: str
    params: Mapping[str, Any]
    description: str


class Telegram(BaseRequest):
    """Telegram: give it to a Bot as both requests, and act through persons and groups.

    `calls` and `refused` record what the bot did (getUpdates apart, and planned faults never count as
    refused); `ignored` names the markup that Telegram passed over in silence.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str = PLAYGROUND,
        username: str = "gerbang_bot",
        name: str = "Gerbang",
        first_update_id: int = 1,
    ) -> None:
        bell = Bell()
        bot = User(id=int(token.partition(":")[0]), first_name=name, username=username, is_bot=True)
        self._world = World(bot=bot, token=token, now=now, bell=bell, updates=Updates(bell, first_update_id))
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.calls: list[Call] = []
        self.refused: list[RefusedCall] = []
        self.files: dict[str, bytes] = {}

    @property
    def token(self) -> str:
        """The bot's token."""
        return self._world.token

    @property
    def username(self) -> str:
        """The bot's username."""
        return self._world.bot.username or ""

    @property
    def ignored(self) -> list[str]:
        """The markup that Telegram passed over in silence: unknown attributes and entities, dead links."""
        return self._world.ignored

    @property
    def pending(self) -> list[dict[str, Any]]:
        """The updates that the bot has not confirmed, as Telegram would post them to a webhook."""
        return self._world.updates.pending

    @property
    def profile(self) -> Mapping[tuple[str, str], Any]:
        """What the bot set about itself: by subject (name, description ...) and language."""
        return self._world.profile

    @property
    def read_timeout(self) -> float | None:
        """No answer takes longer; PTB adds it to getUpdates' own timeout."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close; everything is kept, as Telegram keeps it over a restart of the bot."""

    def person(
        self,
        user_id: int = 1001,
        name: str = "Ana",
        language_code: str | None = "en",
        username: str | None = None,
    ) -> Person:
        """Return a new person; to the bot they exist once they wrote to it."""
        user = User(id=user_id, first_name=name, username=username, language_code=language_code)
        self._world.users[user_id] = user
        return Person(self._world, user)

    def group(
        self, chat_id: int, title: str, *members: Person, forum: bool = False, bot_is: str = "administrator"
    ) -> Group:
        """Return a new supergroup with the bot in it; the first member is its creator."""
        chat = Chat(id=chat_id, kind="supergroup", title=title, forum=forum, bot_is=bot_is)
        chat.members = {
            person.user.id: "member" if rank else "creator" for rank, person in enumerate(members)
        }
        self._world.chats[chat_id] = chat
        return Group(self._world, chat)

    def group_at(self, chat_id: int) -> Group | None:
        """Return a group that there is."""
        chat = self._world.chats.get(chat_id)
        return Group(self._world, chat) if chat else None

    def inject(self, update: Mapping[str, Any]) -> int:
        """Queue a raw update as it stands and return its id."""
        return self._world.updates.inject(update)

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of every call of a method."""
        return [call.params for call in self.calls if call.method.lower() == method.lower()]

    def fail_next(
        self,
        method: str,
        status: int,
        description: str,
        retry_after: int | None = None,
        migrate_to: int | None = None,
    ) -> None:
        """Let the next call of a method fail, without effect; several faults queue up."""
        given = {"retry_after": retry_after, "migrate_to_chat_id": migrate_to}
        parameters = {name: value for name, value in given.items() if value is not None}
        refusal = Refused.verbatim(status, description, parameters)
        self._faults[method.lower()].append(Fault(refusal, after_effect=False))

    def break_next(self, method: str, exception: Exception, *, after_effect: bool = False) -> None:
        """Let the transport raise at the next call of a method, before or after its effect."""
        self._faults[method.lower()].append(Fault(exception, after_effect))

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_more: object,
    ) -> tuple[int, bytes]:
        """Answer one request as Telegram's server does."""
        del method  # GET and POST are alike to Telegram
        token, _, name = url.rpartition("/bot")[2].rpartition("/")
        given, files = read_fields(request_data)
        self.files.update(files)
        return await self.answer(token, name, given)

    async def answer(self, token: str, name: str, parameters: Mapping[str, str]) -> tuple[int, bytes]:
        """Answer one call by its HTTP status and body; each parameter is a text, or JSON in one."""
        call = read_call(name, parameters)
        try:
            result = await self._faulty(token, call)
        except Refused as refusal:
            return refusal.status, json.dumps(refusal.payload()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()

    async def _faulty(self, token: str, call: Call) -> object:
        planned = self._faults[call.method.lower()]
        fault = planned.popleft() if planned else None
        if call.method.lower() != "getupdates":
            self.calls.append(call)
        if fault is not None and not fault.after_effect:
            raise fault.error
        result = await self._answered(token, call)
        if fault is not None:
            raise fault.error
        return result

    async def _answered(self, token: str, call: Call) -> object:
        try:
            return await self._answer(token, call)
        except Refused as refusal:
            self.refused.append(RefusedCall(*call, refusal.description))
            raise
        finally:
            self._world.bell.ring()

    async def _answer(self, token: str, call: Call) -> object:
        if token != self._world.token:
            raise Refused(status=401)
        method = METHODS.get(call.method.lower())
        if method is None:
            raise Refused(status=404)
        result = method(self._world, call)
        return await result if isinstance(result, Awaitable) else result
