"""The office: the staff's group, people in it, and inquiries sent through the real form."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import NamedTuple

from telegram import Update

from bot.playground.telegram_chats import Message
from bot.playground.telegram_people import Group, Person
from bot.storage import inquiries
from bot.storage.inquiries import Inquiry
from bot.storage.states import State
from tests.conftest import Running, Start

GROUP = -1001
QUESTION = "zebra crossing licence of my uncle"


class Office(NamedTuple):
    """The running bot with a staff's group: Sari is its creator, Tono a member."""

    running: Running
    group: Group
    sari: Person
    tono: Person

    async def quiet(self) -> None:
        await self.running.quiet()

    async def asked(self, person: Person, question: str = QUESTION) -> int:
        """Send a question as a visitor, and return its topic."""
        await person.say(f"/ask {question}")
        await self.quiet()
        await self.pressed(person, "f1:kind:tourist")
        await self.pressed(person, "f1:send")
        return max(self.group.chat.topics)

    async def pressed(self, person: Person, button: str) -> None:
        """Press a button of the bot's latest message that has it."""
        await person.press(self.shown(person, button), button)
        await self.quiet()

    async def twice(self, act: Awaitable[object]) -> None:
        """Let an update be handled twice, as after a crash between its effect and its being marked done."""
        await act
        raw = dict(self.running.tg.pending[-1])
        await self.quiet()
        whole = self.running.whole
        await whole.app.process_update(Update.de_json(raw, whole.bot))
        assert whole.house.failures == {}
        whole.house.bell.ring()
        await self.quiet()

    def shown(self, person: Person, button: str) -> Message:
        """The bot's latest message that has a button."""
        return next(one for one in reversed(person.messages) if one.button(button))

    async def says(self, who: Person, text: str, thread: int | None = None, **more: object) -> Message:
        """Say something in the group, and wait for what follows."""
        message = await who.say(text, self.group, thread=thread, **more)  # type: ignore[arg-type]
        await self.quiet()
        return message

    async def writes(self, person: Person, text: str) -> Message:
        """Write to the bot, and wait for what follows."""
        message = await person.say(text)
        await self.quiet()
        return message

    def texts(self, thread: int | None) -> list[str]:
        """What the bot wrote in a topic."""
        bot = self.running.whole.bot.id
        return [one.text for one in self.group.in_topic(thread) if one.sender.id == bot]

    async def inquiries(self) -> list[Inquiry]:
        """All inquiries."""
        database = self.running.whole.ground.database
        async with database.begin() as session:
            return await inquiries.in_states(session, database.secrets, set(State))


@asynccontextmanager
async def office(start: Start, group: Group | None = None, **changes: object) -> AsyncIterator[Office]:
    """Run the bot with the staff's group, which is made the first time."""
    async with start(staff_chat=GROUP, staff_language="en", **changes) as running:
        sari, tono = running.tg.person(11, "Sari"), running.tg.person(12, "Tono")
        found = group or running.tg.group(GROUP, "Desk", sari, tono, forum=True)
        yield Office(running, found, sari, tono)
        await running.quiet()
