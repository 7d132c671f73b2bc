"""The locks: every package that pyproject.toml asks for, pinned with hashes for each platform and Python."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

from halt import Halt

BUILD_TOOLS = ("hatchling", "editables", "setuptools")
"""What builds the project and the one package that comes as source; installed before everything else."""

TITLES = {
    "requirements-build.txt": "What builds from source",
    "requirements-dev.txt": "What runs and checks the application",
    "requirements.txt": "What runs the application",
}


def wishes(root: Path) -> str:
    """Give the fingerprint of what pyproject.toml asks for; each lock carries that of its making."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [
        project["requires-python"],
        project["dependencies"],
        project["optional-dependencies"],
        BUILD_TOOLS,
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


def header(name: str, root: Path) -> str:
    """Write the lines on top of a lock."""
    return (
        f"# {TITLES[name]}, pinned with hashes, for Python 3.11 to 3.14 on every platform.\n"
        "# Written by: python3 packaging/dev.py lock\n"
        f"# From pyproject.toml with fingerprint: {wishes(root)}\n"
    )


def write(root: Path, *, upgrade: bool = False) -> int:
    """Write the three locks again, keeping the versions that still fit unless told to upgrade."""
    uv = shutil.which("uv")
    if uv is None:
        raise Halt(
            "The locks are made by uv, and uv is not on PATH. It is needed for nothing else: install it "
            "anywhere (pipx install uv) and run this command again."
        )
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build.in"
        build.write_text("\n".join(BUILD_TOOLS) + "\n", "utf-8")
        _compile(uv, root, "requirements-dev.txt", ["pyproject.toml", "--extra", "dev"], upgrade=upgrade)
        # The smaller locks follow the larger, so that all three agree.
        follow = ["--constraint", "packaging/requirements-dev.txt"]
        _compile(uv, root, "requirements.txt", ["pyproject.toml", *follow], upgrade=upgrade)
        _compile(uv, root, "requirements-build.txt", [str(build), *follow], upgrade=upgrade)
    return 0


def _compile(uv: str, root: Path, name: str, sources: list[str], *, upgrade: bool) -> None:
    target = root / "packaging" / name
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    options += ["--no-emit-index-url", "--no-header", "--no-annotate", "--output-file", str(target)]
    options += ["--upgrade"] if upgrade else []
    command = [uv, "pip", "compile", *sources, *options]
    done = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise Halt(f"uv could not resolve {name}; its own words are above.")
    target.write_text(header(name, root) + target.read_text("utf-8"), "utf-8")
    print(f"wrote {target.relative_to(root)}")
