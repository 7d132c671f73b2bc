"""The checks in the order in which they run: style, formatting, types, tests."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from environment import Environment, child_environ

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What a person has set for their own work may not decide whether a check passes.
SET_ASIDE = (
    "ALIBABA_CLOUD_",
    "ALIBABACLOUD_",
    "ALICLOUD_",
    "ESSGUI_",
    "PYRIGHT_PYTHON_",
    "PYTEST_",
    "QT_",
    "RUFF_",
)
SIZES = ("short", "run", "full")
PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy", "no_proxy"})


@dataclass(frozen=True, slots=True)
class Stage:
    """One check: its name as it is announced, and what Python is asked to run."""

    name: str
    arguments: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()
    """What is set for it alone."""


LINT = (
    Stage("style", ("-m", "ruff", "check", ".")),
    Stage("formatting", ("-m", "ruff", "format", "--check", ".")),
)
TYPES = (Stage("types", ("-m", "pyright", "--pythonpath", "{python}")),)


def checking(arguments: Sequence[str]) -> Stage:
    """Build the last stage, with a person's own arguments; what pytest prints last, CI reads."""
    return Stage("tests", ("-m", "pytest", *arguments))


def stressing(arguments: Sequence[str]) -> Stage:
    """Build the stage of every check that has a full form; its size is a column of tests/support/loads.py."""
    size = arguments[0] if arguments and arguments[0] in SIZES else SIZES[-1]
    rest = arguments[1:] if arguments and arguments[0] in SIZES else arguments
    # no stack is wanted of a test that takes long because it is meant to
    marked = ("-m", "pytest", "-m", "stress", "--durations=0", "-o", "faulthandler_timeout=0", *rest)
    return Stage(f"stress ({size})", marked, (("ESSGUI_LOAD", size),))


def measuring(arguments: Sequence[str]) -> Stage:
    """Build the stage of all benches, or of those that are named."""
    return Stage("bench", ("-m", "tests.bench", *arguments))


def check_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Give the checks' environment: no display, no account, no proxy, one locale."""
    kept = {
        name: value
        for name, value in child_environ(environ).items()
        if not name.startswith(SET_ASIDE)
        and name.lower() not in PROXIES
        and name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    return kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        # pyright would look for a newer version of itself on the network.
        "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
    }


def run(made: Environment, stages: Iterable[Stage]) -> int:
    """Run the stages one after another, and give the exit code of the first that fails."""
    environ = check_environ(os.environ)
    for stage in stages:
        print(f"— {stage.name}", flush=True)
        arguments = [argument.format(python=made.python) for argument in stage.arguments]
        done = subprocess.run(
            [str(made.python), *arguments],
            cwd=made.root,
            env=environ | dict(stage.variables),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != 0:
            return done.returncode
    return 0
