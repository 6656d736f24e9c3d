"""Faults that journeys put in the way, the same ones each time."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select
from telegram.error import NetworkError

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.storage.database import Database
from bot.storage.tables import questions

# Each is answered in words that no other is.
ASKED = {"which colour are the cranes": "yellow", "what does storage cost": "Fees", "hello": "Good day"}


class BadLine(Telegram):
    """Telegram behind a bad line: a share each of the messages is refused, held up, reset, done unheard."""

    share = 0.0
    hit: Counter[str]
    dice = random.Random(11)  # noqa: S311  no secret

    async def answer(self, token: str, name: str, parameters: Mapping[str, str]) -> tuple[int, bytes]:
        fault = self._fault() if name.lower() == "sendmessage" else None
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

    def _fault(self) -> str | None:
        thrown = self.dice.random()
        for place, fault in enumerate(("502", "429", "reset", "lost"), 1):
            if thrown < place * self.share:
                self.hit[fault] += 1
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


async def recorded(database: Database) -> int:
    """Count the questions that were recorded."""

    def counted(connection: Connection) -> int:
        return connection.scalar(select(func.count()).select_from(questions)) or 0

    return await database.look(counted)
