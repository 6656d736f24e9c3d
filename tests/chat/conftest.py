"""The staff's group over the toy content, with the real bot in it."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Start
from tests.office import Office, office


@pytest.fixture
async def desk(start: Start) -> AsyncIterator[Office]:
    async with office(start) as found:
        yield found
