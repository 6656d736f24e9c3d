"""The flood: who sends thirty messages a minute gets one kind notice, then silence until it calms.

Counted by the time of sending, which Telegram says: a backlog after an outage is no flood, and no clock of
ours counts. Each replica counts what it handles.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from telegram import Message, Update
from telegram.constants import ChatType

MOST, SPAN = 30, timedelta(minutes=1)
# People whose latest messages are remembered; who was silent longest is forgotten first.
REMEMBERED = 10_000


class Verdict(StrEnum):
    """What to do with a message."""

    PASS = "pass"  # noqa: S105  no password: the message may go on
    NOTICE = "notice"
    SILENCE = "silence"


@dataclass(slots=True)
class _Person:
    sent: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST))
    noticed: bool = False
    latest: int = -1
    verdict: Verdict = Verdict.PASS


class Flood:
    """How fast each person writes."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._people: OrderedDict[int, _Person] = OrderedDict()

    def judge(self, update: Update, bot: str) -> Verdict:
        """Judge an update; one that is tried again counts once, and in groups only what speaks to the bot."""
        message, user = update.message, update.effective_user
        if message is None or user is None or not _is_meant(message, bot):
            return Verdict.PASS
        person = self._person(user.id)
        if update.update_id > person.latest:
            person.latest = update.update_id
            person.verdict = _verdict(person, message.date)
        return person.verdict

    def _person(self, user: int) -> _Person:
        person = self._people.setdefault(user, _Person())
        self._people.move_to_end(user)
        if len(self._people) > self._remembered:
            self._people.popitem(last=False)
        return person


def _verdict(person: _Person, sent: datetime) -> Verdict:
    person.sent.append(sent)
    if len(person.sent) < MOST or sent - person.sent[0] >= SPAN:
        person.noticed = False
        return Verdict.PASS
    if person.noticed:
        return Verdict.SILENCE
    person.noticed = True
    return Verdict.NOTICE


def _is_meant(message: Message, bot: str) -> bool:
    """Tell whether a message speaks to the bot, as all do in a private chat."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    said = message.text or message.caption or ""
    replied = message.reply_to_message
    answers = replied is not None and replied.from_user is not None and replied.from_user.username == bot
    return answers or said.startswith("/") or f"@{bot}".lower() in said.lower()
