"""Growth: what a question costs as people and questions asked become a million, and entries ten thousand."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copy
from time import process_time

from cryptography.fernet import Fernet

from bot.content.content import Content
from bot.languages import Languages
from bot.library import prepare
from bot.measuring.benchmark import Figures, publish, running
from bot.measuring.load import questions
from bot.measuring.stand import BOT
from bot.storage.database import Database
from bot.storage.filling import fill
from bot.storage.secrets import Secrets

ROWS = (1_000, 10_000, 100_000, 1_000_000)
ENTRIES = (100, 1_000, 10_000)
# Example questions of an entry that is only there to be many, each of words of its own.
EXAMPLES = 5


async def with_rows(
    content: Content, folder: Path, sizes: tuple[int, ...], many: int, told: Callable[[Figures], None]
) -> None:
    """Measure one bot over databases of growing size: the same question, so that only the database counts."""
    key = Fernet.generate_key().decode()
    environ = {"GERBANG_SECRET_KEY": key, "GERBANG_CONTENT": str(folder), "GERBANG_SEMANTIC": "off"}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        await publish({**environ, "GERBANG_DATABASE_URL": f"sqlite+aiosqlite:///{home}/published.db"})
        texts = questions(content, "repeated", many)
        async with AsyncExitStack() as stack:
            runners = []
            for size in sizes:
                url = f"sqlite+aiosqlite:///{home}/{size}.db"
                copy(home / "published.db", home / f"{size}.db")
                await _fill(url, key, size)
                given = {**environ, "GERBANG_DATABASE_URL": url, "GERBANG_LISTEN": "127.0.0.1:0"}
                one = running(f"{size} rows", ("-m", "bot", "run"), [given], content)
                runners.append(await stack.enter_async_context(one))
            # In turn, twice, so that what else the machine does falls on all of them.
            for _ in range(2):
                for runner in runners:
                    told(await runner.measure(texts, "repeated", None))


async def _fill(url: str, key: str, size: int) -> None:
    database = await Database.open(url, Secrets.from_key(key))
    await database.commit(partial(fill, bot=BOT, first=1, last=size))
    await database.close()


def with_entries(
    content: Content, languages: Languages, sizes: tuple[int, ...], many: int
) -> Iterator[tuple[int, float, float]]:
    """Yield, for each number of entries, the seconds of preparing and the milliseconds of a question."""
    for size in sizes:
        began = process_time()
        shelf = prepare(None, synthetic(content, size), languages, None, {})
        prepared, began = process_time() - began, process_time()
        for text in questions(content, "distinct", many):
            shelf.search.find(text)
        yield size, prepared, (process_time() - began) / many * 1000


def synthetic(content: Content, size: int) -> Content:
    """Return content with as many entries: those there are, then copies whose questions are their own."""
    entries = dict(list(content.entries.items())[:size])
    models = list(content.entries.values())
    for number in range(len(entries), size):
        model = models[number % len(models)]
        asked = {
            code: tuple(f"{_word(number)} {_word(number * 7 + one)} {code} {one}" for one in range(EXAMPLES))
            for code in model.questions
        }
        name = f"synthetic-{number}"
        entries[name] = replace(model, id=name, questions=asked, related=())
    return replace(content, entries=entries)


def _word(number: int) -> str:
    """Return a word that no other number has."""
    syllables = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "wi", "yu")
    return "".join(syllables[int(digit)] for digit in f"{number:06d}"[::-1])
