"""The saved settings of this computer in one file; one that cannot be read is kept aside."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from essgui.domain.exchange.merging import merged
from essgui.domain.exchange.settings import MOST, NewerSchema, read_settings, write_settings
from essgui.local.turn import turn_at
from essgui.local.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from essgui.domain.exchange.settings import SavedSettings


class SettingsStore:
    """Reads and writes the file of saved settings."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._untouchable = False
        """There is a file that could neither be read nor moved away: nothing is written over it."""

    def read(self) -> tuple[tuple[SavedSettings, ...], str]:
        """Return the settings, and a sentence where their file could not be used."""
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return (), ""
        except OSError as error:
            self._untouchable = True
            return (), f"Your saved settings could not be read: {error.strerror or error}."
        except UnicodeDecodeError:
            return (), self._aside("is not text")
        try:
            saved, slips = read_settings(text)
        except NewerSchema:
            return (), self._aside("was written by a later version of this program")
        if slips:
            return (), self._aside(f"is damaged ({slips[0].place}: {slips[0].sentence})")
        return saved, ""

    def write(
        self, saved: Iterable[SavedSettings], before: Iterable[SavedSettings] = ()
    ) -> tuple[tuple[SavedSettings, ...], str]:
        """Keep what was changed since `before`, and what another program has written meanwhile.

        Returns what is kept now, and a sentence where the file that was there could not be used; raises
        OSError where nothing can be written.
        """
        with turn_at(self._path):
            there, trouble = self.read()
            if self._untouchable:
                raise OSError(errno.EPERM, "The file that is there could not be read")
            kept = merged(before, saved, there) if self._path.exists() else tuple(saved)
            if len(kept) > MOST:
                said = f"Another window has saved some too, and together they are more than {MOST}"
                raise OSError(errno.E2BIG, said)
            write_whole(self._path, write_settings(kept))
        return kept, trouble

    def _aside(self, why: str) -> str:
        number = 1
        while (other := self._path.with_name(f"{self._path.stem}-aside-{number}.json")).exists():
            number += 1
        try:
            self._path.rename(other)
        except OSError as error:
            self._untouchable = True
            return f"The file of your saved settings {why}, and it could not be moved away: {error.strerror}."
        return f"The file of your saved settings {why}. It is kept as {other}, and a new one is begun."
