from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import environment
import pytest
from halt import Halt

# A build backend of a few lines, so that a project can be installed without an index.
BACKEND = """
import pathlib, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "small-1.0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as wheel:
        wheel.writestr("small.pth", str(pathlib.Path.cwd()))
        notes = "small-1.0.dist-info/"
        wheel.writestr(notes + "METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: 1.0\\n")
        wheel.writestr(notes + "WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr(notes + "RECORD", "")
    return name
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["packaging"]
[project]
name = "small"
version = "1.0"
"""


def make_wheel(folder: Path, name: str) -> str:
    """Write a package of one module, and give its line in a lock."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}.py", "HERE = True\n")
        wheel.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        )
        wheel.writestr(f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{name}-1.0.dist-info/RECORD", "")
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project under a path with spaces, and a person with awkward pip settings."""
    root = tmp_path / "a place with spaces"
    scripts = root / "packaging"
    scripts.mkdir(parents=True)
    wheels = tmp_path / "wheels"
    (scripts / "requirements-build.txt").write_text(make_wheel(wheels, "buildtool"), "utf-8")
    (scripts / "requirements-dev.txt").write_text(make_wheel(wheels, "dependency"), "utf-8")
    (scripts / "environment.py").write_text("", "utf-8")
    (scripts / "backend.py").write_text(BACKEND, "utf-8")
    (root / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    (root / "our_code.py").write_text("HERE = True\n", "utf-8")
    settings = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_USER": "1",
        "PIP_TARGET": str(tmp_path / "elsewhere"),
        "PIP_REQUIRE_HASHES": "1",
        "PIP_REQUIRE_VIRTUALENV": "1",
        "PYTHONPATH": str(tmp_path),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return root


def imports(made: environment.Environment, module: str) -> bool:
    asked = subprocess.run(
        [str(made.python), "-I", "-c", f"import {module}"], capture_output=True, check=False
    )
    return asked.returncode == 0


def test_the_environment_is_made_once_and_anew_when_a_lock_changes(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = environment.prepare(project)
    assert all(imports(made, module) for module in ("buildtool", "dependency", "our_code"))
    assert not (project.parent / "elsewhere").exists()

    capfd.readouterr()
    before = made.python.lstat().st_ino
    assert environment.prepare(project) == made
    assert made.python.lstat().st_ino == before
    assert capfd.readouterr().out == "", "a second time there is nothing to do"

    # A lock that no longer fits what the index serves is refused, and not taken for done the next time.
    lock = project / "packaging" / "requirements-dev.txt"
    lock.write_text(f"dependency==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    with pytest.raises(Halt, match="pip could not install the packages"):
        environment.prepare(project)
    assert (project / environment.FOLDER / environment.STAMP).read_text("utf-8") == environment.UNFINISHED
    assert "HASHES" in capfd.readouterr().err
    assert not imports(made, "dependency"), "what the lock no longer gives must not stay"


def test_somebody_elses_environment_is_not_touched(project: Path) -> None:
    (project / ".venv").mkdir()
    theirs = project / ".venv" / "theirs"
    theirs.write_text("", "utf-8")
    with pytest.raises(Halt, match="did not make"):
        environment.prepare(project)
    assert theirs.exists()


def test_a_person_keeps_their_index_and_loses_their_habits() -> None:
    given = {
        "PIP_INDEX_URL": "https://index.example/simple",
        "PIP_CERT": "/ca.pem",
        "PIP_PROXY": "http://proxy.example:3128",
        "PIP_TARGET": "/elsewhere",
        "PIP_CONSTRAINT": "mine.txt",
        "PYTHONHOME": "/other",
        "LANG": "de_DE.UTF-8",
    }
    kept = environment.pip_environ(given)
    assert {"PIP_INDEX_URL", "PIP_CERT", "PIP_PROXY", "LANG"} <= kept.keys()
    assert kept.keys().isdisjoint({"PIP_TARGET", "PIP_CONSTRAINT", "PYTHONHOME"})
    assert kept["PIP_USER"] == "0"


def test_without_a_locale_text_is_utf_8() -> None:
    assert environment.child_environ({})["LANG"] == "C.UTF-8"
    assert environment.child_environ({"LC_ALL": "C"}) == {"LC_ALL": "C"}


def test_two_set_ups_of_one_tree_take_turns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order: list[str] = []

    def second() -> None:
        with environment.one_at_a_time(tmp_path):
            order.append("second")

    with environment.one_at_a_time(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        # It has said that it waits, or it has wrongly gone ahead.
        said = ""
        while not said and not order:
            said = capsys.readouterr().out
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
    assert "waiting for it" in said


def test_the_program_takes_the_place_of_the_command(project: Path) -> None:
    """No Python of ours stays behind as a parent that signals would stop at."""
    scripts = str(Path(environment.__file__).parent)
    code = (
        f"import sys; sys.path.insert(0, {scripts!r}); import environment; from pathlib import Path; "
        f"environment.Environment(Path({str(project)!r}), Path(sys.executable))"
        ".become('-c', 'import os; print(os.getpid(), os.getcwd())')"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    said, _ = child.communicate()
    assert said == f"{child.pid} {project}\n"
