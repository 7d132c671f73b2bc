"""Imports go down the floors only: this test reads them with ast, so no import can hide."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "essgui"

FLOOR = {
    "domain": 0,
    "cloud": 1,
    "local": 1,
    "simulator": 1,
    "core": 2,
    "runtime": 3,
    "ui": 4,
    "app": 5,
    "program": 5,
    "__main__": 5,
}
# `core` names effects and does not know who performs them, so it sees the domain alone.
MAY_IMPORT = {
    "domain": set(),
    "cloud": {"domain"},
    "local": {"domain"},
    "simulator": {"domain"},
    "core": {"domain"},
    "runtime": {"domain", "cloud", "local", "core"},
    "ui": {"domain", "core"},
}
# Each outside library has the one place that may know it.
ONLY_IN = {
    "alibabacloud_": ("cloud/",),
    "darabonba": ("cloud/",),
    "keyring": ("local/secrets.py",),
    "PySide6": ("ui/", "app.py", "tour/"),
    "pyqtgraph": ("ui/charts/",),
    "qasync": ("app.py",),
    "aiohttp": ("simulator/",),
}


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(tree: ast.AST) -> list[str]:
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found += [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    return found


def complaints(where: str, source: str) -> list[str]:
    path = PACKAGE / where
    said: list[str] = []
    here = room(path)
    for name in imports(ast.parse(source)):
        parts = name.split(".")
        if parts[0] == "essgui" and len(parts) > 1:
            there = parts[1]
            if here in MAY_IMPORT and there in FLOOR and there != here and there not in MAY_IMPORT[here]:
                said.append(f"{where} imports {name}: {here} may see {sorted(MAY_IMPORT[here])}")
        for library, places in ONLY_IN.items():
            if name.startswith(library) and not where.startswith(places):
                said.append(f"{where} imports {name}: only {places} may")
    return said


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    assert complaints(path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("domain/plan.py", "from essgui.core import state"),
        ("core/update.py", "from essgui.cloud.port import ScalingApi"),
        ("simulator/server.py", "import essgui.cloud.alibaba"),
        ("ui/window.py", "import essgui.runtime.store"),
        ("runtime/store.py", "from PySide6.QtCore import QObject"),
        ("ui/monitor/page.py", "import pyqtgraph"),
        ("core/state.py", "import alibabacloud_ess20220222"),
        ("local/profiles.py", "import keyring"),
        ("ui/charts/../window.py", "import qasync"),
    ],
)
def test_a_planted_import_upwards_is_caught(where: str, line: str) -> None:
    assert complaints(where, line)


def test_nothing_below_the_shell_asks_what_time_it_is() -> None:
    asked: list[str] = []
    for path in sources():
        where = path.relative_to(PACKAGE).as_posix()
        if not where.startswith(("domain/", "core/", "ui/", "simulator/machine", "simulator/world")):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in {"time.time", "time.monotonic", "datetime.now", "datetime.utcnow", "date.today"}:
                asked.append(f"{where}:{node.lineno} {called}")
    assert asked == []


def test_no_modal_exec_and_no_static_dialogs() -> None:
    found: list[str] = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            modal = called.endswith((".exec", ".exec_"))
            static = called.startswith(("QMessageBox.", "QFileDialog.get", "QInputDialog.get"))
            if modal or static:
                found.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {called}")
    assert found == []


def test_only_the_shell_creates_tasks() -> None:
    found: list[str] = []
    for path in sources():
        where = path.relative_to(PACKAGE).as_posix()
        if where.startswith(("runtime/", "app.py", "simulator/server", "tour/")):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called.endswith(("create_task", "ensure_future", "TaskGroup")):
                found.append(f"{where}:{node.lineno} {called}")
    assert found == []
