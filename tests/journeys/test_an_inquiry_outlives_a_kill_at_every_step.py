"""The bot as a process of its own, over HTTP, killed at every step of an inquiry: all arrives, and once."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest
from sqlalchemy import update

from bot.answers.plain import plain
from bot.ground import Ground, opened, utc_now
from bot.languages import Language, Languages
from bot.playground.server import served
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Group, Person
from bot.playground.telegram_seen import Seen
from bot.sending.outbox import LOST
from bot.storage import inquiries, outbox
from bot.storage.desk_tables import outbox as parcels
from bot.storage.inquiries import Inquiry
from bot.storage.states import State
from tests.conftest import settings_in
from tests.office import QUESTION
from tests.process import Process, process

TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
GROUP, ASKER = -1001, 5_550_123_987
PATIENCE = 30
# A kill comes at a call of this method to this chat; 0 stands for any.
Kill: TypeAlias = tuple[str, int]
REPLY, PRESSED, RECEIPT = ("sendMessage", ASKER), ("answerCallbackQuery", 0), ("setMessageReaction", 0)
TO_TOPIC, TOPIC, ASKED = ("sendMessage", GROUP), ("createForumTopic", GROUP), ("getChatMember", GROUP)
EDIT, UNSHUT = ("editMessageText", 0), ("reopenForumTopic", GROUP)
NUMBER = f"BPN-{utc_now().year}-0001"
BY_THE_PERSON = ("closed or withdrawn", "opened this inquiry again")
# What is typed or pressed in the form, and the step that is asked then.
FORMS = {
    "en": [
        ("f1:kind:business", "organisation"),
        ("Altyn Metal", "country"),
        ("KZ", "subject"),
        ("f1:subject:port", "dates"),
        ("12 December", "size"),
        ("f1:size:5", "reach"),
        ("+7 701 123 4567", "confirm"),
    ],
    "id": [("f1:kind:tourist", "confirm")],
}


def by_staff(language: Language) -> list[str]:
    return [plain(language.html(f"letter.{told}", number=NUMBER)) for told in ("closed", "reopened")]


class Gate:
    """Holds a call of the bot's, before or after its effect, so that the program dies while it waits."""

    def __init__(self, tg: Telegram, *, after: bool) -> None:
        self.after = after
        self._answer = tg.answer
        self._target: Kill | None = None
        self.held, self._freed = asyncio.Event(), asyncio.Event()

    def arm(self, kill: Kill) -> None:
        self._target = kill
        self.held, self._freed = asyncio.Event(), asyncio.Event()

    def free(self) -> None:
        self._freed.set()

    async def answer(self, token: str, name: str, given: Mapping[str, str]) -> tuple[int, bytes]:
        freed, target = self._freed, self._target
        if target in {(name, int(given.get("chat_id", 0))), (name, 0)}:
            self._target = None
            if self.after:
                await self._answer(token, name, given)
            self.held.set()
        elif (name, target) != (TOPIC[0], REPLY):  # which of the two comes first is nobody's promise
            return await self._answer(token, name, given)
        await freed.wait()
        return 502, b"{}"


class Desk(NamedTuple):
    """The bot's process and its database, the gate before Telegram, and who talks."""

    bot: Process
    ground: Ground
    gate: Gate
    language: Language
    group: Group
    asker: Person
    sari: Person

    async def step(self, act: Awaitable[object], *kills: Kill) -> None:
        """Let somebody act, kill the program at each of these calls, and start it again at last."""
        for number, kill in enumerate(kills):
            self.gate.arm(kill)
            await (self.bot.start() if number else act)
            await asyncio.wait_for(self.gate.held.wait(), PATIENCE)
            await self.bot.kill()
            self.gate.free()
            await self._a_minute_passes()
        await (self.bot.start() if kills else act)

    async def answers(self) -> None:
        """Wait until the latest run answers: before that a signal ends it as it ends any program."""
        many = len(self.asker.messages)
        await self.asker.say("/help")
        await self.until(lambda: len(self.asker.messages) > many)

    async def until(self, look: Callable[[], object]) -> None:
        """Wait for what somebody sees then."""
        await self.asker.until(lambda: look() or None, PATIENCE)

    async def _a_minute_passes(self) -> None:
        """Let what was being sent be as old as what a dead program left behind."""
        async with self.ground.database.begin() as session:
            being_sent = update(parcels).where(parcels.c.state == "sending")
            await session.execute(being_sent.values(claimed_at=utc_now() - 2 * LOST))

    async def decide(self) -> None:
        """Do what an operator does with messages that may have arrived: look, then send them again or not."""
        await self.without("sending")
        act = "discard" if self.gate.after else "resend"
        commands = [self.bot.command("outbox", act, str(one)) for one in await self.parcels("uncertain")]
        assert set(await asyncio.gather(*commands)) == {0}
        await self.without("waiting", "sending")

    async def without(self, *states: str) -> None:
        """Wait until no parcel is in these states."""
        async with asyncio.timeout(PATIENCE):
            while await self.parcels(*states):  # noqa: ASYNC110  another process's writing rings no bell
                await asyncio.sleep(0.02)

    async def parcels(self, *states: str) -> list[int]:
        async with self.ground.database.begin() as session:
            return [one.id for one in await outbox.listing(session, self.ground.database.secrets, states)]

    async def inquiry(self) -> Inquiry:
        async with self.ground.database.begin() as session:
            (one,) = await inquiries.in_states(session, self.ground.database.secrets, set(State))
        return one

    def topic(self) -> int:
        """The one topic in which anything stands."""
        (thread,) = [one for one in self.group.chat.topics if self.texts(one)]
        return thread

    def texts(self, thread: int) -> list[str]:
        """What the bot wrote in a topic."""
        return [one.text for one in self.group.in_topic(thread) if one.sender.is_bot]

    def heard(self, words: str) -> int:
        """How often the asker was told something."""
        return sum(words in one.text for one in self.asker.messages)

    def here(self, words: str) -> int:
        """How often the bot wrote something in the group's topics."""
        return sum(words in text for thread in self.group.chat.topics for text in self.texts(thread))

    async def press(self, data: str) -> None:
        await self.asker.press(next(one for one in reversed(self.asker.messages) if one.button(data)), data)

    def offers(self, data: str) -> bool:
        """Tell whether the asker's latest message has a button."""
        return self.asker.messages[-1].button(data) is not None

    def prompt(self, step: str) -> bool:
        """Tell whether the asker is asked a step of the form."""
        if step == "confirm":
            return self.offers("f1:send")
        return self.asker.messages[-1].text == self.language.text(f"form.ask_{step}")


@asynccontextmanager
async def desk(folder: Path, content: Path, language: Language, *, after: bool) -> AsyncIterator[Desk]:
    """Run the bot's process before a Telegram with the staff's group, for the length of the block."""
    tg = Telegram(now=utc_now, token=TOKEN)
    asker, sari = tg.person(ASKER, "Rahasiawati", language.code), tg.person(11, "Sari")
    group = tg.group(GROUP, "Desk", sari, forum=True)
    gate = Gate(tg, after=after)
    tg.answer = gate.answer  # type: ignore[assignment, method-assign]
    settings = settings_in(folder, content)
    environ = {"GERBANG_CONTENT": str(content), "GERBANG_TOKEN": TOKEN, "GERBANG_STAFF_LANGUAGE": "en"}
    async with served(tg) as address, opened(settings) as ground:
        environ |= {"GERBANG_API_URL": address, "GERBANG_STAFF_CHAT": str(GROUP)}
        async with process(folder, settings.database_url, **environ) as bot:
            await bot.start()
            yield Desk(bot, ground, gate, language, group, asker, sari)


async def fill(one: Desk) -> None:
    """Fill in the form and send it."""
    await one.step(one.asker.say(f"/ask {QUESTION}"), REPLY)
    await one.until(lambda: one.asker.messages)
    for number, (answer, step) in enumerate(FORMS[one.language.code]):
        act = one.press(answer) if answer.startswith("f1:") else one.asker.say(answer)
        await one.step(act, *([] if number else [PRESSED]), REPLY)
        await one.until(partial(one.prompt, step))
    await one.step(one.press("f1:send"), PRESSED, REPLY, TOPIC, TO_TOPIC)
    await one.decide()


async def talk(one: Desk) -> None:
    """Write to and fro in the topic."""
    asker, sari, group, thread = one.asker, one.sari, one.group, one.topic()

    async def edit(side: Seen, writer: Person, said: str, text: str) -> None:
        writer.edit(next(message for message in side.history if message.text == said), text)

    await one.step(asker.say("my first word"), TO_TOPIC)
    await one.step(asker.say("my second wort"), RECEIPT)
    await one.step(edit(asker, asker, "my second wort", "my second word"), EDIT)
    await one.step(sari.say("the first answer", group, thread=thread), ASKED, REPLY)
    await one.step(sari.say("the second anser", group, thread=thread), RECEIPT)
    await one.step(edit(group, sari, "the second anser", "the second answer"), EDIT)


async def close_and_reopen(one: Desk) -> None:
    """Let the staff close and reopen the inquiry, and then the person."""
    sari, group, thread = one.sari, one.group, one.topic()
    await one.step(sari.say("/close", group, thread=thread), TO_TOPIC, REPLY)
    await one.decide()
    await one.step(sari.say("/reopen", group, thread=thread), UNSHUT)
    await one.until(partial(one.heard, by_staff(one.language)[1]))
    pressed = f"i1:{one.language.code}:{{}}:{NUMBER}".format
    await one.step(one.asker.say("/inquiries"))
    await one.until(partial(one.offers, pressed("show")))
    await one.step(one.press(pressed("show")))
    await one.until(partial(one.offers, pressed("close")))
    await one.step(one.press(pressed("close")), REPLY)
    await one.until(partial(one.offers, pressed("reopen")))
    await one.step(one.press(pressed("reopen")), UNSHUT)
    await one.decide()


@pytest.mark.parametrize(("after", "code"), [(False, "en"), (True, "id")])
async def test_an_inquiry_outlives_a_kill_at_every_step(
    toy_published: Path, tmp_path: Path, languages: Languages, *, after: bool, code: str
) -> None:
    shutil.copy(toy_published / "gerbang.db", tmp_path)
    async with desk(tmp_path, toy_published / "content", languages[code], after=after) as one:
        for part in (fill, talk, close_and_reopen):
            await part(one)
        inquiry = await one.inquiry()
        await one.answers()
        assert await one.bot.stop() == 0
        told = [one.here(words) for words in (QUESTION, "my first word", "my second word", *BY_THE_PERSON)]
        heard = [
            one.heard(words) for words in ("the first answer", "the second answer", *by_staff(one.language))
        ]
    assert (inquiry.number, inquiry.state, inquiry.language) == (NUMBER, State.REOPENED, code)
    assert inquiry.form["question"] == QUESTION
    assert inquiry.form.get("reach") == ("+7 701 123 4567" if code == "en" else None)
    assert set(told) == set(heard) == {1}
    # A topic whose making was cut off is made again: one that stays empty is the lesser evil.
    assert len(one.group.chat.topics) == (2 if after else 1)
    assert one.group.chat.closed == set()
    assert all(word not in one.bot.logged for word in (QUESTION, "Altyn", "answer", str(ASKER), "Rahasia"))
