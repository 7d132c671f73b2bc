from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Set-up is left out: the command is to hand over to the Python that set-up gives, here an echo.
PROGRAM = """
import sys
sys.path[:0] = [{scripts!r}, {root!r}]
from pathlib import Path
import commands, environment
from halt import Halt
def set_up(purposes):
    print("set up", *(purpose.name for purpose in purposes), flush=True)
    if {stops}:
        raise Halt("This computer lacks patience.")
    return environment.Environment(Path({root!r}), Path("/bin/echo"))
commands.set_up = set_up
sys.exit(commands.main({arguments!r}))
"""


def run(*arguments: str, stops: bool = False, **variables: str) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(
        scripts=str(ROOT / "packaging"), root=str(ROOT), arguments=list(arguments), stops=stops
    )
    environ = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environ | variables,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_demo_without_a_display_says_so_and_takes_the_tour() -> None:
    said = run("demo")
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines() == [
        "set up DRAWING X11",
        (
            "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. "
            "So the tour is taken instead; its pictures go to the folder tour."
        ),
        "-m essgui tour --out tour",
    ]


def test_demo_with_a_display_that_is_gone_takes_the_tour() -> None:
    said = run("demo", DISPLAY=":9871")
    assert "The X11 display :9871 does not answer." in said.stdout
    assert said.stdout.endswith("-m essgui tour --out tour\n")


@pytest.mark.parametrize(
    ("given", "started"),
    [
        (["tour"], "-m essgui tour --out tour"),
        (["tour", "--theme", "dark"], "-m essgui tour --out tour --theme dark"),
        (["tour", "--out", "a b"], "-m essgui tour --out a b"),
        (["run", "doctor"], "-m essgui doctor"),
        (["run", "--help"], "-m essgui --help"),
    ],
)
def test_what_follows_goes_to_the_application(given: list[str], started: str) -> None:
    assert run(*given).stdout.splitlines()[-1] == started


@pytest.mark.parametrize(
    ("given", "announced", "started"),
    [
        (["stress"], "— stress (full)", "-m pytest -m stress --durations=0 -o faulthandler_timeout=0"),
        (
            ["stress", "run", "-x"],
            "— stress (run)",
            "-m pytest -m stress --durations=0 -o faulthandler_timeout=0 -x",
        ),
        (["bench", "simulator"], "— bench", "-m tests.bench simulator"),
    ],
)
def test_stress_and_bench_run_in_the_environment(given: list[str], announced: str, started: str) -> None:
    said = run(*given)
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines()[-2:] == [announced, started]


def test_a_set_up_that_cannot_go_on_ends_with_its_sentence() -> None:
    said = run("demo", stops=True)
    assert said.returncode == 1
    assert said.stderr == "This computer lacks patience.\n"
