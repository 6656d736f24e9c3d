"""What the desk's storage tests share: a moment, a person, an inquiry."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import inquiries
from bot.storage.inquiries import Inquiry, New, Who
from bot.storage.secrets import Secrets

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
ANA = Who(5_550_123_987, "Rahasiawati", "rahasia")
BUDI = Who(5_550_123_988, "Budi")


async def opened(session: AsyncSession, secrets: Secrets, cause: str = "1", **changes: Any) -> Inquiry:
    """Open an inquiry."""
    given: dict[str, Any] = {"who": ANA, "kind": "tourist", "language": "en", "form": {"question": "rahasia"}}
    one = await inquiries.open_(session, secrets, New(**given | changes), cause, NOW)
    assert one is not None
    return one
