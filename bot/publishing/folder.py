"""The folder beside what is published: its digest, read by a process of its own.

To read it takes seconds, in which who asks something would wait, and memory that a bot has no use for.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.content.reading import read
from bot.storage.digest import digest_of


async def digest_apart(folder: Path, languages: Sequence[str]) -> str | None:
    """Return the digest of a content folder; None when it could not be told."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(folder), *languages, stdout=PIPE, stderr=DEVNULL
    )
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
    return said.decode() or None


def main(folder: str, *languages: str) -> None:
    """Say a content folder's digest."""
    content, _ = read(Path(folder), languages)
    sys.stdout.write(digest_of(content))


if __name__ == "__main__":
    main(*sys.argv[1:])
