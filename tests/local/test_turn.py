"""Two that change one file take turns, and leave nothing behind."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

from essgui.domain.settings import OFF, Key
from essgui.local.preferences import Preferences
from essgui.local.turn import turn_at

if TYPE_CHECKING:
    from pathlib import Path


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    begun = threading.Event()

    def write() -> None:
        begun.set()
        Preferences(path).write(Key.THEME, "dark")

    other = threading.Thread(target=write)
    with turn_at(path):
        found: dict[str, str] = {}
        other.start()
        begun.wait()
        # What is written last from what was read first would lose the other's key.
        other.join(0.2)
        assert other.is_alive()
        path.write_text(json.dumps({**found, "notify_lost": OFF}))
    other.join()
    assert json.loads(path.read_text()) == {"notify_lost": OFF, "theme": "dark"}
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
