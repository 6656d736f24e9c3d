from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.commands.console import Console
from bot.commands.curating import coverage, stale
from bot.ground import Ground
from bot.settings import Settings
from bot.storage import questions
from tests import toy
from tests.commands.test_serving import Capture, Parsed

FACT = """
    - id: quay-length
      statement_en: The quay is {metres} metres long.
      value: null
      sources: [paper]
      confidence: high
    """


def gather(settings: Settings, folder: Path, metres: int) -> Settings:
    """Return settings with a content whose quay carries a gathered fact."""
    lay = toy.lay(folder / "own")
    toy.change(lay, "entries/port/quay.yaml", "unit: metre\n", "unit: metre\n    dossier: quay-length\n")
    (lay / "dossier").mkdir()
    (lay / "dossier" / "port.yaml").write_text(FACT.format(metres=metres), encoding="utf-8")
    (lay / "dossier" / "gaps.yaml").write_text("- {id: fees, question: What fees, entries: [fees]}\n")
    return replace(settings, content=lay)


async def test_coverage_counts_what_can_be_read(
    settings: Settings, console: Console, parsed: Parsed, tmp_path: Path, capsys: Capture
) -> None:
    assert await coverage(gather(settings, tmp_path, 270), console, parsed("coverage")) == 0
    shown = capsys.readouterr().out
    assert "1 of 1" in shown
    assert "quay-length" not in shown


async def test_coverage_lists_all_on_demand(
    settings: Settings, console: Console, parsed: Parsed, tmp_path: Path, capsys: Capture
) -> None:
    await coverage(gather(settings, tmp_path, 270), console, parsed("coverage", "--all"))
    shown = capsys.readouterr().out
    assert "quay-length: quay" in shown
    assert "fees" in shown


async def test_a_fact_in_no_entry_fails_the_command(
    settings: Settings, console: Console, parsed: Parsed, tmp_path: Path, capsys: Capture
) -> None:
    own = gather(settings, tmp_path, 270)
    toy.change(own.content, "entries/port/quay.yaml", "    dossier: quay-length\n", "")
    assert await coverage(own, console, parsed("coverage")) == 1
    assert "quay-length" in capsys.readouterr().out


async def test_what_is_asked_most_is_reviewed_first(
    ground: Ground, settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    async with ground.database.begin() as session:
        for number in range(3):
            await questions.record(
                *(session, ground.database.secrets),
                update_id=number,
                day=date(2026, 11, 24),
                language="en",
                outcome="answer",
                entry="quay",
                edition=1,
                text="how long",
            )
    assert await stale(settings, console, parsed("stale", "--days", "2000")) == 0
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first.startswith("quay")
    assert "3" in first
    assert last.endswith("3")


async def test_nothing_is_due_before_its_day(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await stale(settings, console, parsed("stale"))
    assert capsys.readouterr().out.count("\n") == 1
