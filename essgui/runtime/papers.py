"""Performs what concerns texts and files of this computer; it may take a moment, so it runs in a thread."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.domain.exchange.importing import MOST_BYTES, read_import
from essgui.local.whole_file import write_whole

if TYPE_CHECKING:
    from essgui.core.messages import Message
    from essgui.local.settings_store import SettingsStore


class Papers:
    """Answers each effect with a message, or with None where there is nothing to say.

    Without a store, saved settings last as long as the program.
    """

    def __init__(self, settings: SettingsStore | None = None) -> None:
        self._settings = settings

    def __call__(self, effect: e.PaperEffect) -> Message | None:
        """Perform an effect; called in a thread, one after the other."""
        match effect:
            case e.ReadText(text):
                return m.ImportRead(read_import(text))
            case e.ReadFile(path):
                return _read_file(Path(path))
            case e.WriteFile(path, text):
                return _write_file(Path(path), text)
            case e.ReadSettings():
                return None if self._settings is None else m.SettingsRead(*self._settings.read())
            case e.KeepSettings(saved):
                try:
                    if self._settings is not None:
                        self._settings.write(saved)
                except (OSError, UnicodeError) as error:
                    return m.SettingsNotKept(_why(error))
                return None


def _read_file(path: Path) -> Message:
    try:
        # A device or a pipe might never end.
        if not stat.S_ISREG(path.stat().st_mode):
            return m.ImportFailed("This is not a file that can be read.")
        with path.open("rb") as source:
            found = source.read(MOST_BYTES + 1)
        if len(found) > MOST_BYTES:
            return m.ImportFailed(f"The file is larger than {MOST_BYTES // 1024} KiB.")
        text = found.decode("utf-8")
    except UnicodeDecodeError as error:
        return m.ImportFailed(f"The file is not UTF-8 text: byte {error.start + 1} fits nothing.")
    except (OSError, ValueError) as error:
        return m.ImportFailed(f"The file could not be read: {_why(error)}")
    return m.ImportRead(read_import(text))


def _write_file(path: Path, text: str) -> Message:
    try:
        write_whole(path, text)
    except (OSError, ValueError) as error:
        return m.FileFailed(str(path), _why(error))
    return m.FileWritten(str(path))


def _why(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) else ""
    return f"{said or error}."
