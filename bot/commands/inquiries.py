"""The command `inquiries`: they are listed, shown, answered and closed without a staff's group as well."""

from argparse import Namespace

from bot.answers.plain import plain
from bot.chat import form
from bot.chat.times import written
from bot.commands.console import Console
from bot.desk.handling import TURNS, happen
from bot.ground import Ground, opened
from bot.languages import Trouble
from bot.settings import Settings
from bot.storage import contacts, letters, outbox, service
from bot.storage import inquiries as rows
from bot.storage.inquiries import Inquiry, Who
from bot.storage.letters import Letter
from bot.storage.outbox import Parcel
from bot.storage.states import Event, State

ACTIONS = ("show", "answer", "close", "reopen")
# Who acts here, in the record of acts.
OPERATOR = Who(0, "gerbang inquiries")


class NoInquiry(Trouble):
    """An action without a number, or with one that there is not."""


class NoAnswer(Trouble):
    """`answer` without words, or to a closed inquiry."""


async def inquiries(settings: Settings, console: Console, args: Namespace) -> int:
    """List, show, answer, close or reopen."""
    async with opened(settings) as ground:
        if args.action is None:
            await _list(ground, console)
            return 0
        one = await _found(ground, args.number)
        if args.action == "show":
            await _show(ground, console, one)
        elif args.action == "answer":
            await _answer(ground, one, " ".join(args.words).strip())
            console.say("inquiries.answered", number=one.number)
        else:
            state = await _happen(ground, one, Event(args.action))
            console.say("inquiries.now", number=one.number, state=console.text(f"state.{state}"))
    return 0


async def _found(ground: Ground, number: str | None) -> Inquiry:
    async with ground.database.begin() as session:
        one = await rows.load(session, ground.database.secrets, (number or "").upper())
    if one is None:
        raise NoInquiry("inquiries.unknown", number=number or "-")
    return one


async def _list(ground: Ground, console: Console) -> None:
    async with ground.database.begin() as session:
        found = await rows.in_states(session, ground.database.secrets)
    for one in found:
        due = written(console.language, one.deadline) if one.deadline else "-"
        state = console.text(f"state.{one.state}")
        console.say("inquiries.listed", number=one.number, name=one.who.name, state=state, due=due)
    if not found:
        console.say("desk.none_open")


async def _show(ground: Ground, console: Console, one: Inquiry) -> None:
    async with ground.database.begin() as session:
        found = await letters.of_inquiry(session, ground.database.secrets, one.number)
    console.show(f"{one.number} · {console.text(f'state.{one.state}')}")
    console.show(plain(console.language.html("card.person", name=one.who.name, language=one.language)))
    console.show(plain(form.lines(one.kind, one.form, console.language)))
    for letter in found:
        console.show(
            f"{letter.at.isoformat(timespec='minutes')} {_writer(letter, one, console)}: {_words(letter)}"
        )


def _writer(letter: Letter, one: Inquiry, console: Console) -> str:
    return one.who.name if letter.side == letters.PERSON else letter.author or console.text("letter.somebody")


def _words(letter: Letter) -> str:
    return str(letter.body.get("text") or letter.body["kind"])


async def _answer(ground: Ground, one: Inquiry, words: str) -> None:
    """Write to the person; the bot that serves sends it, and shows it in the staff's group, too."""
    if not words or not one.is_open:
        raise NoAnswer("inquiries.no_answer", number=one.number)
    secrets, now = ground.database.secrets, ground.now()
    body = {"kind": "text", "text": words, "html": words.replace("&", "&amp;").replace("<", "&lt;")}
    async with ground.database.begin() as session:
        # What is written here is no message of Telegram's: its number is below all of those.
        source, letter = -int(now.timestamp()), None
        while letter is None:
            letter = await letters.add(
                session, secrets, inquiry=one.number, side=letters.STAFF, source=source, body=body, now=now
            )
            source -= 1
        await rows.happened(session, secrets, one, Event.REPLY, now)
        await service.note(session, secrets, OPERATOR, "answer", one.number, now)
        await contacts.begin(session, one.person, one.number, now)
        to_person = Parcel(act="letter", user=one.who.id, inquiry=one.number, letter=letter)
        await outbox.add(session, secrets, to_person, now)
        if ground.settings.staff_chat is not None:
            shown = Parcel(act="history", inquiry=one.number, body={"letters": [letter]})
            await outbox.add(session, secrets, shown, now)


async def _happen(ground: Ground, one: Inquiry, event: Event) -> State:
    if one.is_open == (event is Event.REOPEN):
        return one.state
    staffed, topic = ground.settings.staff_chat is not None, TURNS[event].topic
    async with ground.database.begin() as session:
        secrets, now = ground.database.secrets, ground.now()
        fresh = await happen(session, secrets, one, event, now, who=OPERATOR, topic=topic, staffed=staffed)
    return fresh.state
