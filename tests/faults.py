"""Faults that journeys put in the way, the same ones each time."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select
from telegram.error import NetworkError

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.storage import updates
from bot.storage.database import Database
from bot.storage.secrets import Secrets
from bot.storage.tables import questions

BOT = 7_000_000_001
KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="
# Each is answered in words that no other is.
ASKED = {"which colour are the cranes": "yellow", "what does storage cost": "Fees", "hello": "Good day"}


class BadLine(Telegram):
    """Telegram on a bad line: of messages and polls a share each is refused, held up, reset, done unheard."""

    share = 0.0
    hit: Counter[str]
    dice = random.Random(11)  # noqa: S311  no secret

    async def answer(self, token: str, name: str, parameters: Mapping[str, str]) -> tuple[int, bytes]:
        fault = self._fault(name.lower()) if name.lower() in {"sendmessage", "getupdates"} else None
        if fault == "502":
            return 502, b"<html>Bad Gateway</html>"
        if fault == "429":
            return 429, b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":1}}'
        if fault == "reset":
            raise NetworkError("ClientOSError")
        answered = await super().answer(token, name, parameters)
        if fault == "lost":
            raise NetworkError("ServerDisconnectedError")
        return answered

    def _fault(self, name: str) -> str | None:
        thrown = self.dice.random()
        for place, fault in enumerate(("502", "429", "reset", "lost"), 1):
            if thrown < place * self.share:
                self.hit[fault] += name == "sendmessage"
                return fault
        return None


async def ask(people: Sequence[Person], texts: Iterable[str]) -> None:
    """Let everybody ask everything."""
    for text in texts:
        for person in people:
            await person.say(text)


def in_order(person: Person, asked: Sequence[str]) -> bool:
    """Tell whether the answers come in the order of the questions, repetitions apart."""
    said = [next(text for text, word in ASKED.items() if word in message.text) for message in person.messages]
    left = iter(said)
    return all(any(text == answered for answered in left) for text in asked)


def twice(people: Sequence[Person], asked: Sequence[str]) -> int:
    """Count the answers beyond one a question."""
    return sum(len(person.messages) - len(asked) for person in people)


async def all_answered(people: Sequence[Person], asked: Sequence[str], timeout: float = 60) -> None:  # noqa: ASYNC109  as Person.until
    """Wait until everybody has all answers, in order."""
    await people[0].until(lambda: all(in_order(person, asked) for person in people) or None, timeout)


async def nothing_waits(url: str, timeout: float = 60) -> None:  # noqa: ASYNC109  as Person.until
    """Wait until every update is done: an answer may have been seen, and its call been lost."""
    database = await Database.open(url, Secrets.from_key(KEY))
    async with asyncio.timeout(timeout):
        waiting = 1
        while waiting:
            await asyncio.sleep(0.05)
            async with database.begin() as session:
                waiting, _ = await updates.counted(session, BOT)
    await database.close()


async def all_recorded(url: str, many: int) -> None:
    """Assert that so many questions were recorded, each once, and that nothing waits or is parked."""
    database = await Database.open(url, Secrets.from_key(KEY))
    async with database.begin() as session:
        left = await updates.counted(session, BOT)
    assert (await recorded(database), left) == (many, (0, 0))
    await database.close()


async def recorded(database: Database) -> int:
    """Count the questions that were recorded."""

    def counted(connection: Connection) -> int:
        return connection.scalar(select(func.count()).select_from(questions)) or 0

    return await database.look(counted)
