"""The practice cloud: a simulator as a child process, which ends when its standard input closes.

So nothing outlives this program, however it ends: a killed parent closes the pipe too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, cast

from essgui.domain.errors import Unreachable

READY_SECONDS = 20.0
"""How long a start may take before it counts as failed."""
END_SECONDS = 2.0
"""How long the child has to end by itself."""


@dataclass(frozen=True, slots=True)
class PracticeCloud:
    """A running simulator."""

    process: subprocess.Popen[str]
    ready: dict[str, Any]
    """What it printed when it was ready: endpoint, key, regions, control token, clock."""

    def stop(self) -> None:
        """Close its input and wait until it is gone; blocks for END_SECONDS at most, then kills it."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def start_practice(
    scenario: str, speed: float, seed: int, given_up: threading.Event | None = None
) -> PracticeCloud:
    """Start a simulator and wait until it is ready; blocks, so it belongs in a thread.

    Raises Unreachable where it does not start, or where `given_up` was set by then; it is ended again.
    """
    command = [sys.executable, "-m", "essgui", "simulator", "--until-stdin-closes"]
    command += ["--scenario", scenario, "--speed", str(speed), "--seed", str(seed)]
    process = subprocess.Popen(  # noqa: S603 - our own program with our own arguments
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    # A read from a pipe has no time limit of its own; ending the child ends the read.
    alarm = threading.Timer(READY_SECONDS, process.kill)
    alarm.start()
    try:
        line = process.stdout.readline() if process.stdout is not None else ""
        ready = cast("dict[str, Any]", json.loads(line))
    except ValueError:
        PracticeCloud(process, {}).stop()
        raise Unreachable(
            "SimulatorNotReady",
            "The practice cloud did not start.",
            "Run `python -m essgui simulator` in a terminal to see why.",
        ) from None
    finally:
        alarm.cancel()
    practice = PracticeCloud(process, ready)
    if given_up is not None and given_up.is_set():
        practice.stop()
        raise Unreachable("GivenUp", "The window was closed before the practice cloud was ready.")
    return practice
