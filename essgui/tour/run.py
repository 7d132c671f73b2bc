"""Runs the tour offscreen: its own simulator, its own window; not zero if any step fails."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from essgui.core.state import ProfileFacts, ProfileKind, ThemeChoice

if TYPE_CHECKING:
    from pathlib import Path

SPEED = 60.0
"""Times real time: an instance of about a minute takes about a second."""


def run_tour(out: Path, theme: str = "both") -> int:
    """Take the tour, write its pictures to a folder and their names to standard output."""
    # Qt reads it when the application is made.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from essgui.app import make_application, run_loop

    # The offscreen platform says so for every dialog, and it means nothing to anybody.
    qInstallMessageHandler(_say)
    application = make_application()
    looks = tuple(ThemeChoice) if theme == "both" else (ThemeChoice(theme),)
    failed = False
    for look in looks:
        # Each look has a world and a window of its own, so that each tour is the same.
        failed = run_loop(_tour(out, look)) or failed
    application.closeAllWindows()
    return int(failed)


def _say(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if not text.startswith("This plugin does not support "):
        print(text, file=sys.stderr)  # noqa: T201 - what Qt itself would do


async def _tour(out: Path, look: ThemeChoice) -> bool:
    """Take the tour in one look; tells whether it failed."""
    from essgui.app import PRACTICE_CADENCE
    from essgui.connect import connect_practice
    from essgui.program import Program
    from essgui.tour.album import Album
    from essgui.tour.driver import Driver
    from essgui.tour.steps import STEPS

    facts = ProfileFacts("Practice cloud", ProfileKind.SIMULATED, speed=SPEED)
    program = Program(facts, look, preferences=None)
    driver = Driver(program)
    album = Album(driver, out)
    program.window.show()
    try:
        program.start(
            partial(connect_practice, scenario="default", speed=SPEED, seed=1, cadence=PRACTICE_CADENCE)
        )
        for step in STEPS:
            await step(driver, album)
            print(f"{look.value}, {step.__name__}: {len(album.taken)} pictures")  # noqa: T201 - its output
    except (AssertionError, OSError, TimeoutError) as error:
        driver.picture(out / f"failed-{look.value}.png")
        reason = f"The tour failed after {len(album.taken)} pictures: {error}"
        print(reason, file=sys.stderr)  # noqa: T201 - its output
        return True
    finally:
        program.window.close()
        await program.stop()
        program.window.deleteLater()
    return False
