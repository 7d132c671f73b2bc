"""The pictures of the README: steps of the tour, taken anew."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from halt import Halt

if TYPE_CHECKING:
    from environment import Environment

STEPS = {
    "fleet-light.png": "??-fleet-light.png",
    "wizard-pace-light.png": "??-wizard-pace-light.png",
    "monitor-light.png": "??-monitor-watched-light.png",
    "monitor-dark.png": "??-monitor-checkpoint-dark.png",
}
"""Each picture, and the step of the tour that it shows."""


def take(made: Environment, folder: Path) -> int:
    """Take the tour and keep four of its pictures in a folder; raises Halt where one is missing."""
    with tempfile.TemporaryDirectory() as tour:
        ran = subprocess.run([str(made.python), "-m", "essgui", "tour", "--out", tour], check=False)
        if ran.returncode != 0:
            return ran.returncode
        folder.mkdir(parents=True, exist_ok=True)
        for name, step in STEPS.items():
            taken = sorted(Path(tour).glob(step))
            if not taken:
                raise Halt(f"The tour has no picture {step}.")
            shutil.copyfile(taken[0], folder / name)
            print(f"{folder / name}: {taken[0].name}")
    return 0
