"""The command `ask`: one question, or one JSON object a line."""

import json
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import Any, NoReturn

from bot.answers.reply import Link, Reply
from bot.assistant import Assistant, Considered, Question, continued
from bot.commands.console import Console
from bot.commands.first import publish_first
from bot.ground import Ground, assistant, opened
from bot.languages import Trouble
from bot.settings import Settings
from bot.storage.conversations import Conversation


class NoQuestion(Trouble):
    """`ask` without a text and without --jsonl."""


class BadLine(Trouble):
    """A line that is no JSON object with a text."""


@dataclass
class Asker:
    """Asks one question after the other; lines of one chat share a conversation."""

    ground: Ground
    assistant: Assistant
    chats: dict[str, Conversation] = field(default_factory=dict)

    async def ask(self, text: str, chat: str | None, app: str | None) -> tuple[Considered, float]:
        """Return what was considered, and the milliseconds that it took."""
        conversation = self.chats.get(chat, Conversation()) if chat else Conversation()
        now = self.ground.now()
        began = perf_counter()
        considered = await self.assistant.consider(Question(text, app=app), conversation, now)
        took = (perf_counter() - began) * 1000
        if chat:
            self.chats[chat] = continued(conversation, text, considered.reply, now)
        return considered, took


async def ask(settings: Settings, console: Console, args: Namespace) -> int:
    """Answer on standard output."""
    if not args.text and not args.jsonl:
        raise NoQuestion("ask.no_question")
    async with opened(settings) as ground:
        asker = Asker(ground, await prepared(ground, console, draft=args.draft))
        if args.jsonl:
            async for line in answers(asker, console, sys.stdin.buffer):
                sys.stdout.write(json.dumps(line) + "\n")
                sys.stdout.flush()
            return 0
        considered, took = await asker.ask(" ".join(args.text), None, console.language.code)
    _print(console, considered, took, args)
    return 0


async def prepared(ground: Ground, console: Console, *, draft: bool) -> Assistant:
    """Return the assistant, saying what is waited for when content must be published first."""
    if draft:
        console.progress("console.draft")
    elif not await ground.has_edition():
        console.progress("console.first_publish")
        # Vectors and folds are what takes the memory; letters alone need little.
        if ground.encoder:
            await publish_first(ground)
    return await assistant(ground, draft=draft)


async def answers(asker: Asker, console: Console, lines: Iterable[bytes]) -> AsyncIterator[dict[str, Any]]:
    """Answer each line, in order; a bad one gets its error and the run goes on."""
    for raw in lines:
        if not raw.strip():
            continue
        given: Mapping[str, Any] = {}
        try:
            given = _parsed(raw)
            considered, took = await asker.ask(*_checked(given))
            yield {"id": given.get("id"), **as_json(considered.reply, took)}
        except BadLine as error:
            yield {"id": given.get("id"), "error": console.text(error.key, **error.params)}


def _parsed(raw: bytes) -> Mapping[str, Any]:
    try:
        given = json.loads(raw, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise BadLine("ask.no_json") from error
    if not isinstance(given, dict):
        raise BadLine("ask.no_object")
    return given


def _refused(constant: str) -> NoReturn:
    """Refuse NaN and Infinity: they are no JSON, and would stand in our output."""
    raise ValueError(constant)


def _checked(given: Mapping[str, Any]) -> tuple[str, str | None, str | None]:
    text, chat, app = given.get("text"), given.get("chat"), given.get("user_language")
    if not isinstance(text, str):
        raise BadLine("ask.no_text")
    return text, None if chat is None else str(chat), app if isinstance(app, str) else None


def as_json(reply: Reply, took: float) -> dict[str, Any]:
    """Return a reply as a program reads it."""
    return {
        "outcome": str(reply.outcome),
        "language": reply.language,
        "entry": reply.entry,
        "entries": list(reply.entries),
        "confidence": round(reply.confidence, 4),
        "text": reply.written.text,
        "html": reply.written.html,
        "sources": [asdict(source) for source in reply.written.sources],
        "choices": [_link(link, whole=True) for link in reply.choices],
        "related": [_link(link, whole=False) for link in reply.related],
        "took_ms": round(took, 3),
    }


def _link(link: Link, *, whole: bool) -> dict[str, str]:
    named = {"entry": link.entry, "title": link.title}
    return {**named, "text": link.text} if whole else named


def _print(console: Console, considered: Considered, took: float, args: Namespace) -> None:
    reply = considered.reply
    if args.json:
        console.show(json.dumps(as_json(reply, took) | (why(considered) if args.why else {}), indent=1))
        return
    console.show(reply.written.text)
    for link in reply.choices or reply.related:
        console.show(f"  > {link.title}")
    if args.why:
        _explain(console, considered)


def why(considered: Considered) -> dict[str, Any]:
    """Return how the answer was found, as a program reads it."""
    trace = asdict(considered.finding.trace)
    return {"why": {**trace, "foreign": considered.finding.foreign}}


def _explain(console: Console, considered: Considered) -> None:
    trace = considered.finding.trace
    console.say("ask.why_language", language=trace.language or "-", foreign=considered.finding.foreign)
    for view in trace.views:
        console.say("ask.why_view", view=view)
    for entry, fused, cosine in trace.top:
        console.say("ask.why_entry", entry=entry, fused=f"{fused:.3f}", cosine=f"{cosine:.3f}")
    console.say("ask.why_rule", p=f"{trace.p:.3f}", rule=trace.rule)
