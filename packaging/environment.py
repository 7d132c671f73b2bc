"""The virtual environment in .venv: made once, brought up to date when a lock changes, else left alone."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from halt import Halt

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

FOLDER = ".venv"
STAMP = "essgui-setup"
UNFINISHED = "unfinished"
INPUTS = ("packaging/requirements-build.txt", "packaging/requirements-dev.txt", "packaging/environment.py")

# A person's pip settings say where packages come from, and are kept. These say what is installed, or where
# to, and would make another environment than the locked one.
PIP_SETTINGS_SET_ASIDE = frozenset(
    f"PIP_{name}"
    for name in (
        "BUILD_CONSTRAINT",
        "CONSTRAINT",
        "DRY_RUN",
        "EDITABLE",
        "IGNORE_INSTALLED",
        "NO_BUILD_ISOLATION",
        "NO_DEPS",
        "PRE",
        "PREFIX",
        "PYTHON",
        "PYTHON_VERSION",
        "REQUIRE_HASHES",
        "REQUIREMENT",
        "ROOT",
        "TARGET",
        "UPGRADE",
    )
)
PYTHON_SETTINGS_SET_ASIDE = frozenset({"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__"})


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment with the project and everything it needs in it."""

    root: Path
    python: Path

    def become(self, *arguments: str) -> NoReturn:
        """Replace this process by Python in the environment, so that signals reach it unchanged."""
        os.chdir(self.root)
        sys.stdout.flush()
        environ = child_environ(os.environ)
        if os.name == "nt":  # there, exec returns to the shell before the program has ended
            sys.exit(subprocess.run([str(self.python), *arguments], env=environ, check=False).returncode)
        os.execve(self.python, [str(self.python), *arguments], environ)  # noqa: S606 - our own interpreter


def child_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Give what a program in the environment inherits: everything but another Python's settings."""
    kept = {name: value for name, value in environ.items() if name not in PYTHON_SETTINGS_SET_ASIDE}
    # Without a locale Python and Qt would take file names and text for ASCII.
    if not any(kept.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        kept["LANG"] = "C.UTF-8"
    return kept


def pip_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Give what pip inherits: the person's index, certificates and proxies, not their habits."""
    kept = {
        name: value
        for name, value in child_environ(environ).items()
        if name.upper() not in PIP_SETTINGS_SET_ASIDE and name.upper() != "PIP_USER"
    }
    # Said aloud, because a configuration file may say the opposite.
    return kept | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def prepare(root: Path) -> Environment:
    """Make the environment where it is missing or made from something else.

    It is made anew, not changed: what a lock no longer names must not stay importable.
    Raises Halt when a package cannot be had, and when .venv is somebody else's.
    """
    folder = root / FOLDER
    made = Environment(root, folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    stamp = folder / STAMP
    wanted = _fingerprint(root)
    if stamp.exists():
        if stamp.read_text("utf-8") == wanted and made.python.exists():
            return made
        shutil.rmtree(folder)
    elif folder.exists():
        raise Halt(f"There is a {FOLDER} that this command did not make. Move it away, then try again.")
    folder.mkdir()
    stamp.write_text(UNFINISHED, "utf-8")
    _make(folder)
    _install(made)
    stamp.write_text(wanted, "utf-8")
    return made


@contextmanager
def one_at_a_time(root: Path) -> Generator[None]:
    """Let a second set-up of the same tree wait for the first."""
    try:
        import fcntl
    except ImportError:  # Windows: two at once are not guarded there
        yield
        return
    held = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up of this tree is running; waiting for it …", flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _fingerprint(root: Path) -> str:
    """Say from what an environment is made; equal fingerprints need no work."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    parts = [
        # A virtual environment knows its own place and its interpreter's, so neither may change under it.
        f"{sys.implementation.cache_tag} {platform.python_version()} {platform.machine()}",
        f"{sys.base_prefix} {root}",
        json.dumps([project["build-system"], project["project"]]),
        *((root / name).read_text("utf-8") for name in INPUTS),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _make(folder: Path) -> None:
    print(f"Making {folder.name} with Python {platform.python_version()} …", flush=True)
    # The base interpreter, in case this one runs in an environment itself.
    base = getattr(sys, "_base_executable", None) or sys.executable
    command = [base, "-m", "venv", str(folder)]
    done = subprocess.run(
        command, env=child_environ(os.environ), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode != 0:
        words = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        raise Halt(f"The virtual environment could not be made:\n{words}")


def _install(made: Environment) -> None:
    """Install by the locks: first the build tools, so that no build fetches an unlocked one."""
    print("Installing the locked packages (some 200 MB the first time) …", flush=True)
    locked = ("--require-hashes", "--no-deps", "--no-build-isolation", "--use-pep517", "--requirement")
    _pip(made, *locked, "packaging/requirements-build.txt")
    _pip(made, *locked, "packaging/requirements-dev.txt")
    _pip(made, "--no-deps", "--no-build-isolation", "--editable", ".")


def _pip(made: Environment, *arguments: str) -> None:
    # A person at a terminal sees what comes in; a log does not need it.
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [str(made.python), "-m", "pip", "install", *quiet, *arguments]
    done = subprocess.run(
        command, cwd=made.root, env=pip_environ(os.environ), stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode != 0:
        raise Halt(
            f"pip could not install the packages (exit code {done.returncode}); its own words are above. "
            "Check the network and the package index that pip is set to use, then run the same command again."
        )
