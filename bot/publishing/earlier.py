"""What the last edition taught: its calibration serves the next one where little changed and it is young."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.content import Content
from bot.search.model import BadModel, Model
from bot.storage import editions
from bot.storage.digest import alike
from bot.storage.editions import Edition

# More changed entries than this share may move the thresholds.
FEW = 0.05
LASTS = timedelta(days=7)


async def model(session: AsyncSession, content: Content, encoder: str, today: date) -> Model | None:
    """Return the last edition's model where its calibration serves this content; None asks for a fit."""
    number = await editions.current(session)
    if number is None:
        return None
    edition = await editions.load(session, number)
    if edition.encoder != encoder or not _little_changed(edition, content):
        return None
    try:
        found = Model.from_bytes(edition.model)
    except BadModel:
        return None
    return found if _young(found, today) else None


def _young(found: Model, today: date) -> bool:
    if not found.calibrated:
        return False
    age = today - date.fromisoformat(found.calibrated)
    return timedelta(0) <= age < LASTS


def _little_changed(edition: Edition, content: Content) -> bool:
    """Tell whether few entries teach otherwise than before; a vocabulary's word may touch all of them."""
    before, now = edition.content, content
    if not alike(before.vocabulary, now.vocabulary):
        return False
    names = before.entries.keys() | now.entries.keys()
    changed = sum(_taught(before, name) != _taught(now, name) for name in names)
    return changed <= FEW * len(now.entries)


def _taught(content: Content, name: str) -> tuple[object, ...] | None:
    entry = content.entries.get(name)
    return (entry.kind, entry.title, entry.questions, entry.answer) if entry else None
