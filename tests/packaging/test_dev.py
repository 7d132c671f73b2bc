from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "packaging" / "dev.py"


def bare_python(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the file as a fresh machine would: without any installed package."""
    command = [sys.executable, "-S", "-E", str(DEV), *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_help_needs_nothing_but_python(tmp_path: Path) -> None:
    said = bare_python("--help", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    for command in ("demo", "test", "stress", "bench", "setup", "run", "tour", "lint", "types", "lock"):
        assert f"\n  {command} " in said.stdout


@pytest.mark.parametrize("arguments", [[], ["dance"]])
def test_an_unknown_command_is_refused(arguments: list[str]) -> None:
    said = bare_python(*arguments)
    assert said.returncode == 2
    assert "usage: dev.py" in said.stderr


def test_an_older_python_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev = importlib.import_module("dev")
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert dev.main() == 1
    assert "3.11 or newer is needed; this is Python 3.9" in capsys.readouterr().err


def test_an_older_python_can_read_the_file() -> None:
    ast.parse(DEV.read_text("utf-8"), feature_version=(3, 7))
