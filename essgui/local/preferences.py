"""Keeps the settings of the table in one small JSON file; no secret is ever in it.

Reading always gives a legal value: what is missing, of the wrong type or not allowed falls back to the
default, so a damaged file costs preferences and nothing else.
"""

from __future__ import annotations

import json
import os
import tempfile
from typing import TYPE_CHECKING, Any, cast

from essgui.domain.settings import SETTINGS, Key, Settings, setting

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
        text = json.dumps({**self._load(), key.value: value}, indent=2, sort_keys=True)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and renamed: a crash leaves the old file or the new one, never half of one.
        descriptor, name = tempfile.mkstemp(dir=self._path.parent, prefix=".preferences-")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                out.write(text + "\n")
            os.replace(name, self._path)  # noqa: PTH105 - both paths are plain strings here
        except OSError:
            os.unlink(name)  # noqa: PTH108 - as above
            raise

    def _load(self) -> dict[str, Any]:
        try:
            found: Any = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
