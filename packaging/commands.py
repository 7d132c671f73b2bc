"""What each of the developer's commands does.

`demo` and `test` first set up what is missing: what Qt needs from the system, a virtual environment in
.venv, and the locked packages in it. Where nothing is missing that takes a moment.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import environment
import locks
import pictures as album
import stages
from halt import Halt
from machine import Machine

from essgui.display import DisplayKind, find_display
from essgui.system_needs import Purpose

ROOT = Path(__file__).resolve().parents[1]
TO_SHOW = (Purpose.DRAWING, Purpose.X11)
TO_TEST = (*TO_SHOW, Purpose.TESTS)
TOUR = ("-m", "essgui", "tour", "--out", "tour")


def set_up(purposes: tuple[Purpose, ...]) -> environment.Environment:
    """Prepare the system and the virtual environment; quick when both are as they should be."""
    machine = Machine()
    with environment.one_at_a_time(ROOT):
        machine.prepare(purposes)
        return environment.prepare(ROOT)


def setup(_arguments: list[str]) -> int:
    """Prepare this machine and .venv, and nothing more."""
    made = set_up(TO_TEST)
    print(f"Ready: {made.python}")
    return 0


def demo(arguments: list[str]) -> int:
    """Open the window on the simulator; without a display, take the tour instead."""
    display = find_display(os.environ)
    wayland = (Purpose.WAYLAND,) if display.kind is DisplayKind.WAYLAND else ()
    made = set_up((*TO_SHOW, *wayland))
    if display.usable:
        return made.become("-m", "essgui", "demo", *arguments)
    print(f"{display.sentence} So the tour is taken instead; its pictures go to the folder tour.")
    return made.become(*TOUR)


def tour(arguments: list[str]) -> int:
    """Drive the real window without a display and write a picture of each step."""
    return set_up(TO_SHOW).become(*(TOUR if "--out" not in arguments else TOUR[:-2]), *arguments)


def pictures(_arguments: list[str]) -> int:
    """Take the tour and keep the README's pictures of it in resources/pictures."""
    return album.take(set_up(TO_SHOW), ROOT / "resources" / "pictures")


def run(arguments: list[str]) -> int:
    """Run the application from this tree; what follows goes to it."""
    return set_up(TO_SHOW).become("-m", "essgui", *arguments)


def test(arguments: list[str]) -> int:
    """Run lint, types and all tests, up to the first that fails; what follows goes to pytest."""
    return stages.run(set_up(TO_TEST), (*stages.LINT, *stages.TYPES, stages.checking(arguments)))


def stress(arguments: list[str]) -> int:
    """Run every repeated check in full, or in the size "run"; what follows goes to pytest."""
    return stages.run(set_up(TO_TEST), (stages.stressing(arguments),))


def bench(arguments: list[str]) -> int:
    """Measure, print a table and write build/bench.json, or the file after --out."""
    return stages.run(set_up(TO_TEST), (stages.measuring(arguments),))


def lint(_arguments: list[str]) -> int:
    """Check the style and the formatting."""
    return stages.run(set_up(TO_TEST), stages.LINT)


def types(_arguments: list[str]) -> int:
    """Check the types, strictly."""
    return stages.run(set_up(TO_TEST), stages.TYPES)


def lock(arguments: list[str]) -> int:
    """Pin the packages of pyproject.toml again, with their hashes; needs uv."""
    return locks.write(ROOT, upgrade="--upgrade" in arguments)


COMMANDS = {
    command.__name__: command
    for command in (demo, test, stress, bench, setup, run, tour, pictures, lint, types, lock)
}


def main(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Set up, run and check essgui from its source tree.",
        epilog="\n".join(f"  {name:8} {command.__doc__}" for name, command in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of the commands below")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="handed on to what is run")
    given = parser.parse_args(arguments)
    try:
        return COMMANDS[given.command](given.rest)
    except Halt as halt:
        sys.stdout.flush()
        print(halt, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
