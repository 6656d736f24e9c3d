"""Chat in the terminal: the same bot, with its buttons by number."""

import asyncio
from collections.abc import Callable, Sequence

from bot.playground.telegram_chats import Message
from bot.playground.telegram_people import Person
from bot.receiving.inbox import Inbox

# Seconds; the first question waits for the encoder.
WAIT = 30.0


class Terminal:
    """One person at a keyboard; `read` returns a line or None at the end, `show` prints."""

    def __init__(
        self, person: Person, inbox: Inbox, read: Callable[[], str | None], show: Callable[[str], None]
    ) -> None:
        self._person = person
        self._inbox = inbox
        self._read = read
        self._show = show
        self._buttons: list[tuple[Message, str]] = []

    async def talk(self) -> None:
        """Begin with /start and go on until the input ends."""
        await self._exchange("/start")
        while (line := await asyncio.to_thread(self._read)) is not None:
            if line.strip():
                await self._exchange(line.strip())

    async def _exchange(self, line: str) -> None:
        before = self._person.state
        if line.isdecimal() and 0 < int(line) <= len(self._buttons):
            message, label = self._buttons[int(line) - 1]
            query = await self._person.press(message, label)
            await self._person.until(lambda: query.answer is not None or None, WAIT)
        else:
            await self._person.say(line)
            await self._person.until(lambda: self._person.state != before or None, WAIT)
        await asyncio.wait_for(self._inbox.quiet.wait(), WAIT)
        changed = zip(self._person.messages, self._person.state, strict=True)
        self._print([message for message, state in changed if state not in before])

    def _print(self, messages: Sequence[Message]) -> None:
        fresh = [(message, button.text) for message in messages for button in message.buttons if button.data]
        self._buttons = fresh or self._buttons
        for message in messages:
            self._show("\n" + message_text(message))
        for number, (_, label) in enumerate(fresh, start=1):
            self._show(f"  [{number}] {label}")


def message_text(message: Message) -> str:
    """Return what a person reads of a message; a venue is its title, address and coordinates."""
    if message.venue is None:
        return message.text
    where = message.venue
    location = where["location"]
    return f"{where['title']}\n{where['address']}\n{location['latitude']}, {location['longitude']}"
