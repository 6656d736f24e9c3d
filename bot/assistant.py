"""One question in, one reply out: language, library, answer; no Telegram in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from bot.answers.reply import Outcome, Reply
from bot.composer import Composer
from bot.content.entry import Kind
from bot.languages import Languages
from bot.library import Library
from bot.repeated import Composed, Repeated
from bot.search.matching import Context, Finding
from bot.storage.conversations import Conversation

# Balikpapan's local time, without daylight saving.
WITA = timezone(timedelta(hours=8), "WITA")
# Entries that only teach: nobody is answered with one.
UNSHOWN = {Kind.OFF_TOPIC, Kind.NEAR_MISS}
# After this long a question no longer leans on the one before it.
FOLLOW_UP = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed, the language they once chose, and the language of their app."""

    text: str
    chosen: str | None = None
    app: str | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """A reply together with the finding that led to it."""

    reply: Reply
    finding: Finding


def local_day(now: datetime) -> date:
    """Return the day in Balikpapan."""
    return now.astimezone(WITA).date()


class Assistant:
    """Answers questions from a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.languages: Languages = library.languages
        self._repeated = Repeated()

    async def reply(
        self, question: Question, conversation: Conversation, now: datetime, newest: int | None = None
    ) -> Reply:
        """Answer one question; `newest` is the newest edition, when the caller has just read it."""
        await self.library.refresh(newest)
        context = context_of(conversation, now)

        def compose() -> Composed:
            considered = self._considered(question, context, now)
            return considered.reply, self.library.shelf.search.turning(question.text, considered.finding)

        asked = (question.text, question.chosen, question.app, local_day(now))
        return self._repeated.reply(self.library.shelf, asked, context, compose)

    async def consider(self, question: Question, conversation: Conversation, now: datetime) -> Considered:
        """Answer one question, and tell how the answer was found."""
        await self.library.refresh()
        return self._considered(question, context_of(conversation, now), now)

    def _considered(self, question: Question, context: Context | None, now: datetime) -> Considered:
        shelf = self.library.shelf
        finding = self.library.find(question.text, context)
        code = self.language_for(question, finding.language)
        composer = Composer(shelf, self.languages[code], local_day(now))
        reply = composer.compose(finding)
        if finding.foreign:
            reply = composer.with_languages(reply)
        return Considered(reply, finding)

    async def compare(self, text: str, now: datetime) -> dict[str, Reply]:
        """Answer one question in every language, as an editor holds them against each other."""
        await self.library.refresh()
        shelf, day = self.library.shelf, local_day(now)
        finding = self.library.find(text, None)
        return {code: Composer(shelf, one, day).compose(finding) for code, one in self.languages.items()}

    def language_for(self, question: Question, found: str | None) -> str:
        """Return the question's language, else the person's choice, else the app's, else the fallback."""
        wanted = (found, question.chosen, self.languages.closest(question.app))
        return next((code for code in wanted if code and code in self.languages), self.languages.fallback)

    def entry(self, name: str, code: str, now: datetime) -> Reply | None:
        """Answer with one entry that a person picked; None when the edition has none such to show."""
        shelf = self.library.shelf
        entry = shelf.content.entries.get(name)
        if entry is None or entry.kind in UNSHOWN:
            return None
        return Composer(shelf, self.languages[code], local_day(now)).entry(entry)


def context_of(conversation: Conversation, now: datetime) -> Context | None:
    """Return what a question may lean on, or None when that was too long ago."""
    if conversation.question is None or conversation.at is None or now - conversation.at > FOLLOW_UP:
        return None
    return Context(conversation.question, conversation.entry)


def continued(conversation: Conversation, question: str, reply: Reply, now: datetime) -> Conversation:
    """Return the conversation after a reply; small talk and danger leave it as it was."""
    if reply.outcome in {Outcome.SMALLTALK, Outcome.URGENT}:
        return conversation
    meant = reply.entry or next((link.entry for link in reply.choices), None)
    return Conversation(question=question, entry=meant, language=reply.language, at=now)
