"""Renders the history page in both themes to pictures: python -m tests.ui.history.look --out DIR."""

from __future__ import annotations

import argparse
import os
from datetime import timedelta, timezone
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from essgui.ui.theme import THEMES, apply_theme, load_theme
from essgui.ui.window import MainWindow
from tests.ui.history import scenes

BEIJING = timezone(timedelta(hours=8))
SHOTS = {
    "list": scenes.history,
    "half-read": lambda: scenes.half_read("ir-5", "ir-8"),
    "compare": scenes.compared,
    "replay": scenes.replayed,
    "zone-lost": scenes.zone_lost,
    "unrecorded": scenes.unrecorded,
    "asked": scenes.asked,
    "empty": scenes.nothing,
    "reading": scenes.reading,
    "broken": scenes.broken,
    "unmatched": scenes.unmatched,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--theme", default="")
    parser.add_argument("--size", default="1440x900")
    asked = parser.parse_args()
    width, height = (int(part) for part in asked.size.split("x"))
    asked.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in THEMES:
        if asked.theme and theme != asked.theme:
            continue
        apply_theme(app, load_theme(theme))
        for name, build in SHOTS.items():
            if asked.only and name not in asked.only.split(","):
                continue
            window = MainWindow(lambda _message: None)
            window.resize(width, height)
            window.show_state(None, build())
            window.show()
            for _ in range(6):
                app.processEvents()
            window.grab().save(str(asked.out / f"{name}-{theme}.png"))
            window.close()
            window.deleteLater()


if __name__ == "__main__":
    main()
