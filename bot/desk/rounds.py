"""Rounds: what is done by the clock: reminders of late answers, news to followers, the daily sweep."""

import asyncio
import logging
from datetime import timedelta
from functools import partial

from bot.assistant import local_day
from bot.chat.context import House
from bot.chat.follow import tell_changes
from bot.chat.mydata import remove
from bot.chat.times import is_office_time
from bot.storage import inquiries, outbox, personal, service
from bot.storage.outbox import Parcel

log = logging.getLogger(__name__)
# Seconds between two rounds.
PAUSE = 60.0


async def walk(house: House, pause: float = PAUSE) -> None:
    """Make rounds for ever; what fails is tried at the next one."""
    duties = (partial(remind, house), partial(tell_changes, house), partial(sweep, house))
    while True:
        for duty in duties:
            try:
                await duty()
            except Exception as error:  # noqa: BLE001  one duty's failure stops no other
                log.warning("rounds.failed kind=%s", type(error).__name__)
        await asyncio.sleep(pause)


async def remind(house: House) -> None:
    """Name the late inquiries to the group, once a working day."""
    now, secrets = house.now(), house.database.secrets
    if house.staff is None or not is_office_time(now):
        return
    async with house.database.begin() as session:
        late = await inquiries.overdue(session, secrets, now)
        if not late or not await service.first(session, "reminded", str(local_day(now)), now):
            return
        # The names are looked up when it is sent: whoever deletes their data leaves none behind in between.
        await outbox.add(session, secrets, Parcel(act="late"), now)
    house.bell.ring()


async def sweep(house: House) -> None:
    """Delete what is kept longer than the setting says, once a day."""
    now = house.now()
    async with house.database.begin() as session:
        if not await service.first(session, "swept", str(local_day(now)), now):
            return
        before = now - timedelta(days=house.retention_days)
        topics = await personal.sweep(session, house.database.secrets, before)
        await remove(house, session, topics)
    log.info("rounds.swept inquiries=%d", len(topics))
    house.bell.ring()
