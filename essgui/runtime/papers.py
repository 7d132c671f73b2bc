"""Performs what concerns texts and files of this computer; it may take a moment, so it runs in a thread."""

from __future__ import annotations

import logging
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.domain.exchange.drafts import read_drafts, write_drafts
from essgui.domain.exchange.importing import MOST_BYTES, read_import
from essgui.domain.exchange.settings import NewerSchema
from essgui.local.whole_file import special, write_whole

if TYPE_CHECKING:
    from essgui.core.messages import Message
    from essgui.domain.exchange.settings import SavedSettings
    from essgui.local.settings_store import SettingsStore


log = logging.getLogger(__name__)


class Papers:
    """Answers each effect with a message, or with None where there is nothing to say.

    Without a store, saved settings last as long as the program.
    """

    def __init__(self, settings: SettingsStore | None = None, drafts: Path | None = None) -> None:
        self._settings = settings
        self._drafts = drafts

    def __call__(self, effect: e.PaperEffect) -> Message | None:
        """Perform an effect; called in a thread, one after the other."""
        match effect:
            case e.ReadText(text):
                return m.ImportRead(read_import(text))
            case e.ReadFile(path):
                return _read_file(Path(path))
            case e.WriteFile(path, text):
                return _write_file(Path(path), text)
            case e.ReadDrafts():
                return None if self._drafts is None else _read_drafts(self._drafts)
            case e.KeepDrafts(kept):
                try:
                    if self._drafts is not None:
                        write_whole(self._drafts, write_drafts(kept))
                except (OSError, UnicodeError) as error:
                    log.warning("the drafts could not be kept: %s", _why(error))
                return None
            case e.ReadSettings():
                return None if self._settings is None else m.SettingsRead(*self._settings.read())
            case e.KeepSettings(saved, before):
                return None if self._settings is None else _keep_settings(self._settings, saved, before)


def _keep_settings(
    store: SettingsStore, saved: tuple[SavedSettings, ...], before: tuple[SavedSettings, ...]
) -> Message | None:
    try:
        there, trouble = store.write(saved, before)
    except (OSError, UnicodeError) as error:
        return m.SettingsNotKept(_why(error))
    # Another program has changed them too: the menu shows what both have.
    return m.SettingsRead(there, trouble) if trouble or set(there) != set(saved) else None


def _read_drafts(path: Path) -> Message | None:
    try:
        return m.DraftsRead(read_drafts(path.read_text("utf-8")))
    except (FileNotFoundError, UnicodeDecodeError):
        return m.DraftsRead(())
    except (OSError, NewerSchema) as error:
        # Nothing is written over a file that was not read.
        log.warning("the drafts could not be read: %s", _why(error))
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


def _write_file(path: Path, text: str | bytes) -> Message:
    try:
        if reason := special(path):
            return m.FileFailed(str(path), reason)
        write_whole(path, text)
    except (OSError, ValueError) as error:
        return m.FileFailed(str(path), _why(error))
    return m.FileWritten(str(path))


def _why(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) else ""
    return f"{said or error}."
