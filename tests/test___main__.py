"""The door: exit codes, and a trouble is one sentence, never a trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import INTERRUPTED, TROUBLE, main
from bot.commands import logs, parser
from tests import toy

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
QUAY = "entries/port/quay.yaml"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toy content, in an environment that holds nothing else of ours."""
    for name in [name for name in os.environ if name.startswith(("GERBANG_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GERBANG_CONTENT", str(toy.lay(tmp_path / "content")))
    monkeypatch.setenv("GERBANG_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/toy.db")
    monkeypatch.setenv("GERBANG_SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("GERBANG_SEMANTIC", "off")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "configure", lambda _kind: None)
    return tmp_path / "content"


def test_a_command_that_is_done_exits_0(capsys: Capture) -> None:
    assert main(["check"]) == 0
    assert "Faults: 0" in capsys.readouterr().out


def test_a_content_with_a_fault_exits_1(folder: Path, capsys: Capture) -> None:
    line = toy.change(folder, QUAY, "related: [cranes]", "related: [nowhere]")
    assert main(["check"]) == 1
    assert f"{QUAY}:1: fault" in capsys.readouterr().out
    assert line > 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GERBANG_TOKEN", "not-a-token"),
        ("GERBANG_TOKN", TOKEN),
        ("GERBANG_CONTENT", "/nowhere"),
        ("GERBANG_DATABASE_URL", "mysql://root:geheim@x"),
        ("GERBANG_LISTEN", "8080"),
        ("GERBANG_SECRET_KEY", "short"),
    ],
)
def test_a_bad_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["editions"]) == TROUBLE
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert name in said or name == "GERBANG_SECRET_KEY"
    assert value not in said or name in {"GERBANG_CONTENT", "GERBANG_LISTEN"}


def test_a_trouble_speaks_the_terminals_language(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    assert main(["ask"]) == TROUBLE
    assert "ertanyaan" in capsys.readouterr().err


def test_a_dotenv_file_is_read(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / ".env").write_text("GERBANG_LOG=loud\n", encoding="utf-8")
    assert main(["check"]) == TROUBLE
    assert "GERBANG_LOG" in capsys.readouterr().err


def test_a_wrong_key_refuses_to_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["publish"]) == 0
    monkeypatch.setenv("GERBANG_SECRET_KEY_FILE", str(tmp_path / "another"))
    capsys.readouterr()
    assert main(["editions"]) == TROUBLE
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_ctrl_c_is_no_trace(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    async def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(parser.COMMANDS, "check", interrupted)
    assert main(["check"]) == INTERRUPTED
    assert "Traceback" not in capsys.readouterr().err


def test_a_reader_who_has_gone_is_no_trouble() -> None:
    command = f"{sys.executable} -m bot ask --why how long is the quay | true; echo ${{PIPESTATUS[0]}}"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["/bin/bash", "-c", command], env=env, capture_output=True, text=True, check=True)  # noqa: S603  our own words
    assert done.stdout.strip() == "0"
    assert "Traceback" not in done.stderr


def test_it_runs_as_a_module_and_answers_with_the_real_meaning(folder: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "GERBANG_SEMANTIC": "on"}
    words = [sys.executable, "-m", "bot", "ask", "what is the extent of the long quay?"]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True)  # noqa: S603  our own words
    assert "270 metres" in done.stdout
