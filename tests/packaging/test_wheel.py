"""The wheel that `pip install .` builds holds the application and what it shows."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("essgui-*.whl")
    with zipfile.ZipFile(path) as archive:
        return frozenset(archive.namelist())


def test_every_module_is_in_it(wheel: frozenset[str]) -> None:
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "essgui").rglob("*.py")}
    assert sources
    assert sources <= wheel


def test_every_resource_is_in_it_but_the_readmes_pictures(wheel: frozenset[str]) -> None:
    folder = ROOT / "resources"
    shipped = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    shown = {path for path in shipped if path.parts[0] == "pictures"}
    assert {f"essgui/_resources/{path.as_posix()}" for path in shipped - shown} <= wheel
    assert not any("/pictures/" in name for name in wheel)


def test_nothing_else_is_in_it(wheel: frozenset[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel} == {"essgui"}
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
