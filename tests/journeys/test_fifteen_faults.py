"""An editor's bad day: fifteen faults are named at once, each with its line; nothing is published."""

import re
from argparse import Namespace
from pathlib import Path

import pytest

from bot.commands.console import Console
from bot.commands.editing import check_content, list_editions, publish
from bot.settings import Settings, read
from tests import toy

QUAY = "entries/port/quay.yaml"
CRANES = "entries/port/cranes.yaml"
FEES = "entries/port/fees.yaml"
HELLO = "entries/about/hello.yaml"
# File, what is replaced, by what, the line to be named (None: where it changed), words of the sentence.
FAULTS: list[tuple[str, str, str, int | None, str]] = [
    (QUAY, "{{ length }} long.", "{{ length }} long, of 300.", 1, "300"),
    (QUAY, "Dermaga panjangnya {{ length }}.", "Dermaga itu panjang.", 1, "length"),
    (QUAY, "related: [cranes]", "related: [craens]", 1, "craens"),
    (QUAY, "place: bay", "place: moon", 1, "moon"),
    (
        QUAY,
        "unit: TEU\n    said_by: mayor\n    source: paper",
        "unit: TEU\n    said_by: mayor\n    source: papr",
        11,
        "papr",
    ),
    (QUAY, "{{ plan.said_by }} expects {{ plan }}", "It expects {{ plan }}", 11, "said_by"),
    (CRANES, "kind: answer", "kind: anser", None, "anser"),
    (CRANES, "The cranes are yellow.", "The cranes are <b>yellow.", 1, "would refuse"),
    (CRANES, "    - is there a yellow crane\n", "", 1, "questions"),
    (CRANES, "en: The cranes,", f"en: {'A very long title ' * 4},", 1, "title"),
    (FEES, "review_by: 2030-01-01", "review_bye: 2030-01-01", None, "review_by"),
    (QUAY, "- how long is the quay", "- How much are the fees?", 1, "How much are the fees?"),
    (HELLO, "id: Selamat datang.", "id: Good day.", 1, "equal"),
    (CRANES, "- describe the crane paint", "- is somebody drowning there", 1, "drowning there"),
    ("sources.yaml", "published: 2025-08-28", "published: 28 August", None, "28 August"),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read(
        {
            "GERBANG_CONTENT": str(toy.lay(tmp_path / "content")),
            "GERBANG_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/toy.db",
            "GERBANG_SECRET_KEY_FILE": str(tmp_path / "key"),
            "GERBANG_SEMANTIC": "off",
        }
    )


def spoil(folder: Path) -> list[tuple[str, int, str]]:
    """Put all faults into the folder; gives the file, line and words that each must be named with."""
    named = [
        (name, line or toy.change(folder, name, old, new), words)
        for name, old, new, line, words in FAULTS
        if line is None or toy.change(folder, name, old, new)
    ]
    assert len({words for _, _, words in named}) == 15
    return named


async def test_fifteen_faults_are_named_at_once_and_nothing_is_published(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    console, named = Console.of({}), spoil(settings.content)
    assert await check_content(settings, console, Namespace()) == 1
    lines = capsys.readouterr().out.splitlines()
    for file, line, words in named:
        about = [one for one in lines if re.match(rf"{re.escape(file)}:{line}: fault: ", one)]
        assert [one for one in about if words in one], (file, line, words, lines)
    assert await publish(settings, console, Namespace(recalibrate=False)) == 1
    capsys.readouterr()
    await list_editions(settings, console, Namespace())
    assert capsys.readouterr().out.strip() == console.text("console.no_editions")


@pytest.mark.parametrize("fault", FAULTS, ids=[fault[-1] for fault in FAULTS])
async def test_each_fault_stops_publication_by_itself(
    settings: Settings, fault: tuple[str, str, str, int | None, str], capsys: pytest.CaptureFixture[str]
) -> None:
    name, old, new, line, words = fault
    changed = toy.change(settings.content, name, old, new)
    assert await check_content(settings, Console.of({}), Namespace()) == 1
    assert [
        one
        for one in capsys.readouterr().out.splitlines()
        if one.startswith(f"{name}:{line or changed}: fault: ") and words in one
    ]
