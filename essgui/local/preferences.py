"""Keeps the settings of the table in one small JSON file; no secret is ever in it.

Reading always gives a legal value: what is missing, of the wrong type or not allowed falls back to the
default, so a damaged file costs preferences and nothing else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from essgui.domain.settings import SETTINGS, Key, Settings, setting
from essgui.local.turn import turn_at
from essgui.local.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path


class Preferences:
    """Reads and writes the preferences file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Settings:
        """Return all settings; what the file does not say, or says wrongly, has its default."""
        found = self._load()
        return Settings({row.key: found[row.key] for row in SETTINGS if row.legal(found.get(row.key))})

    def write(self, key: Key, value: str) -> None:
        """Keep a value; raises ValueError for one that is not allowed, OSError where it cannot be written."""
        if not setting(key).legal(value):
            raise ValueError(f"{key} cannot be {value!r}")
        # Another program may have written another key since ours was read, or be about to.
        with turn_at(self._path):
            text = json.dumps({**self._load(), key.value: value}, indent=2, sort_keys=True)
            write_whole(self._path, text + "\n")

    def _load(self) -> dict[str, Any]:
        try:
            found: Any = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
