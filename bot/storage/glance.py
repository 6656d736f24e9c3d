"""The glance: all that a question needs to know of the database, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from bot.storage import conversations, people, service
from bot.storage.conversations import Conversation
from bot.storage.desk_tables import contacts, drafts
from bot.storage.edition_tables import editions
from bot.storage.prepared import Prepared
from bot.storage.secrets import Secrets
from bot.storage.service import Service
from bot.storage.tables import conversations as talks
from bot.storage.tables import people as persons


@dataclass(frozen=True, slots=True)
class Glance:
    """How things stand for one person in one chat.

    The form that they are filling in, the inquiry to which their messages go, the language they once chose,
    their conversation; and for everybody the newest edition, and what the staff set.
    """

    form: dict[str, Any] | None
    inquiry: str | None
    chosen: str | None
    conversation: Conversation
    edition: int | None
    service: Service


def glance(connection: Connection, secrets: Secrets, chat_id: int, user_id: int, now: datetime) -> Glance:
    """Look how things stand."""
    return read(secrets, _GLANCE.one(connection, keys_of(secrets, chat_id, user_id, now)))


def keys_of(secrets: Secrets, chat_id: int, user_id: int, now: datetime) -> Mapping[str, object]:
    """Return the values that SEEN takes."""
    return {
        "b_talk": conversations.key_of(secrets, chat_id, user_id),
        "b_person": people.key_of(secrets, user_id),
        "b_now": now,
    }


def read(secrets: Secrets, row: Sequence[Any]) -> Glance:
    """Return what a row of SEEN says."""
    form, inquiry, chosen, edition, paused, texts, question, entry, language, at = row
    return Glance(
        form=None if form is None else secrets.unseal(form),
        inquiry=inquiry,
        chosen=chosen,
        conversation=Conversation(
            None if question is None else secrets.decrypt(question), entry, language, at
        ),
        edition=edition,
        service=service.read(paused, texts),
    )


_PERSON: BindParameter[str] = bindparam("b_person")
_ALL = select(
    select(drafts.c.body).where(drafts.c.person == _PERSON).scalar_subquery().label("form"),
    select(contacts.c.inquiry).where(contacts.c.person == _PERSON).scalar_subquery().label("inquiry"),
    select(persons.c.language).where(persons.c.person == _PERSON).scalar_subquery().label("chosen"),
    select(func.max(editions.c.number)).scalar_subquery().label("edition"),
    *service.COLUMNS,
).subquery()
SEEN = select(_ALL, talks.c.question, talks.c.entry, talks.c.language, talks.c.at).select_from(
    _ALL.outerjoin(talks, talks.c.conversation == bindparam("b_talk"))
)
_GLANCE = Prepared(SEEN)
