"""Preferences as a table of typed settings, kept in one small JSON file; no secret is ever in it.

Reading always gives a legal value: what is missing, of the wrong type or not allowed falls back to the
default, so a damaged file costs preferences and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from essgui.local.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """One preference."""

    key: str
    default: str
    allowed: frozenset[str] | None = None
    """The values it may have, or None where any text will do."""


THEME = Setting("theme", "light", frozenset({"light", "dark"}))
SETTINGS = (THEME,)


class Preferences:
    """Reads and writes the preferences file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, setting: Setting) -> str:
        """Return the value of a setting, or its default."""
        value = self._load().get(setting.key)
        legal = isinstance(value, str) and (setting.allowed is None or value in setting.allowed)
        return cast("str", value) if legal else setting.default

    def write(self, setting: Setting, value: str) -> None:
        """Keep a value; raises ValueError for one that is not allowed, OSError where it cannot be written."""
        if setting.allowed is not None and value not in setting.allowed:
            raise ValueError(f"{setting.key} cannot be {value!r}")
        text = json.dumps({**self._load(), setting.key: value}, indent=2, sort_keys=True)
        write_whole(self._path, text + "\n")

    def _load(self) -> dict[str, Any]:
        try:
            found: Any = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
