"""Runs the tour offscreen: its own simulator, its own window; not zero if any step fails."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

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

    application = make_application()
    looks = tuple(ThemeChoice) if theme == "both" else (ThemeChoice(theme),)
    code = run_loop(_tour(out, looks))
    application.closeAllWindows()
    return code


async def _tour(out: Path, looks: tuple[ThemeChoice, ...]) -> int:
    from essgui.app import PRACTICE_CADENCE, Program
    from essgui.connect import connect_practice
    from essgui.tour.album import Album
    from essgui.tour.driver import Driver
    from essgui.tour.steps import STEPS

    facts = ProfileFacts("Practice cloud", ProfileKind.SIMULATED, speed=SPEED)
    program = Program(facts, looks[0], preferences=None)
    driver = Driver(program)
    album = Album(driver, out, looks)
    program.window.show()
    try:
        await program.start(
            partial(connect_practice, scenario="default", speed=SPEED, seed=1, cadence=PRACTICE_CADENCE)
        )
        for step in STEPS:
            await step(driver, album)
            print(f"{step.__name__}: {len(album.taken)} pictures")  # noqa: T201 - the command's own output
    except (AssertionError, OSError, TimeoutError) as error:
        driver.picture(out / "failed.png")
        print(f"The tour failed after {album.steps} steps: {error}", file=sys.stderr)  # noqa: T201 - as above
        return 1
    finally:
        program.window.close()
        await program.stop()
    return 0
