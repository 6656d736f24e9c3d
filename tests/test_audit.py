"""The audit of what we depend on: a known hole fails; what nobody can look up is not called free of holes."""

import json
import os
import subprocess
from pathlib import Path

import pytest

AUDIT = Path(__file__).parents[1] / ".ci" / "audit"
# Stands for pip-audit: each service's answer is a file beside it; without one it fails.
TOOL = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in --vulnerability-service) service=$2 ;; --output) out=$2 ;; esac
  shift
done
cp "$(dirname "$0")/$service.json" "$out"
"""
FREE = {"name": "one", "version": "1", "vulns": []}
HOLE = {"name": "two", "version": "2", "vulns": [{"id": "PYSEC-1"}]}
SKIPPED = {"name": "three", "skip_reason": "not found"}


def audited(folder: Path, answers: dict[str, list[object]]) -> tuple[int, list[str]]:
    tool = folder / "pip-audit"
    tool.write_text(TOOL)
    tool.chmod(0o755)
    for service, packages in answers.items():
        (folder / f"{service}.json").write_text(json.dumps({"dependencies": packages}))
    environ = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    ran = subprocess.run(  # noqa: S603  our own script
        [str(AUDIT)], capture_output=True, text=True, check=False, env=environ
    )
    return ran.returncode, ran.stdout.splitlines()


def test_no_known_hole_passes(tmp_path: Path) -> None:
    code, said = audited(tmp_path, {"pypi": [FREE, SKIPPED]})
    assert (code, said) == (0, ["pip-audit: pypi knows 1 of 2 packages and 0 holes."])


def test_a_known_hole_fails_and_is_named(tmp_path: Path) -> None:
    code, said = audited(tmp_path, {"pypi": [FREE, HOLE]})
    assert code == 1
    assert said[1:] == ["  two 2 PYSEC-1"]


def test_where_one_service_knows_nothing_the_other_is_asked(tmp_path: Path) -> None:
    code, said = audited(tmp_path, {"pypi": [SKIPPED], "osv": [HOLE]})
    assert (code, said[0]) == (1, "pip-audit: osv knows 1 of 1 packages and 1 holes.")


@pytest.mark.parametrize("answers", [{}, {"pypi": [SKIPPED]}])
def test_where_nobody_can_tell_one_line_says_so(tmp_path: Path, answers: dict[str, list[object]]) -> None:
    code, said = audited(tmp_path, answers)
    assert (code, len(said)) == (0, 1)
    assert "nothing looked up" in said[0]
