"""Renders the fleet page in its states and both themes: python -m tests.ui.fleet.look --out DIR."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from essgui.core.state import Detail, Remote, Segment
from essgui.ui.fleet.page import FleetPage
from essgui.ui.theme import THEMES, apply_theme, load_theme
from tests.ui.fleet import worlds
from tests.ui.fleet.half_done import half_done

if TYPE_CHECKING:
    from essgui.core.state import AppState


def scenes() -> dict[str, AppState]:
    full = worlds.believable()
    reading = Detail(Remote(loading=True), Remote(loading=True))
    resizer = worlds.RESIZER.id
    return {
        "full": worlds.with_drawer(full),
        "running": worlds.with_drawer(full, worlds.WEB),
        "blocked": worlds.with_drawer(full, worlds.GEO),
        "half-done": half_done(),
        "plain": full,
        "foretold": worlds.foretold(),
        "drawer-loading": replace(
            full, fleet=replace(full.fleet, selected=resizer), details={resizer: reading}
        ),
        "segment": replace(full, fleet=replace(full.fleet, segment=Segment.CHECKPOINT)),
        "loading": worlds.loading(),
        "half-loaded": worlds.half_loaded(),
        "failing": worlds.failing(),
        "no-key": worlds.no_key(),
        "empty": worlds.empty(),
        "no-match": worlds.no_match(),
        "long-names": worlds.long_names(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="1370x822")
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in THEMES:
        apply_theme(app, load_theme(theme))
        for name, state in scenes().items():
            if chosen.only and name not in chosen.only.split(","):
                continue
            page = FleetPage(lambda _message: None)
            page.resize(*(int(n) for n in chosen.size.split("x")))
            page.show()
            page.show_state(None, state)
            app.processEvents()
            page.grab().save(str(chosen.out / f"fleet-{name}-{theme}.png"))
            page.close()


if __name__ == "__main__":
    main()
