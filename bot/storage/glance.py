"""The glance: all that a question needs to know of the database, in one statement."""

from collections.abc import Mapping
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
    keys: Mapping[str, object] = {
        "b_talk": conversations.key_of(secrets, chat_id, user_id),
        "b_person": people.key_of(secrets, user_id),
        "b_now": now,
    }
    body, inquiry, chosen, edition, paused, texts, *talk = _GLANCE.one(connection, keys)
    question, entry, language, at = talk
    return Glance(
        form=None if body is None else secrets.unseal(body),
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
    select(drafts.c.body).where(drafts.c.person == _PERSON).scalar_subquery().label("body"),
    select(contacts.c.inquiry).where(contacts.c.person == _PERSON).scalar_subquery().label("inquiry"),
    select(persons.c.language).where(persons.c.person == _PERSON).scalar_subquery().label("chosen"),
    select(func.max(editions.c.number)).scalar_subquery().label("edition"),
    *service.COLUMNS,
).subquery()
_GLANCE = Prepared(
    select(_ALL, talks.c.question, talks.c.entry, talks.c.language, talks.c.at).select_from(
        _ALL.outerjoin(talks, talks.c.conversation == bindparam("b_talk"))
    )
)
