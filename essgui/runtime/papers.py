"""Performs what concerns texts and files of this computer; it may take a moment, so it runs in a thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.local.whole_file import write_whole

if TYPE_CHECKING:
    from essgui.core import effects as e
    from essgui.core.messages import Message


class Papers:
    """Answers each effect with a message."""

    def __call__(self, effect: e.WriteFile) -> Message | None:
        """Perform an effect; called in a thread, one after the other."""
        return _write_file(Path(effect.path), effect.text)


def _write_file(path: Path, text: str) -> Message:
    try:
        write_whole(path, text)
    except (OSError, ValueError) as error:
        return m.FileFailed(str(path), _why(error))
    return m.FileWritten(str(path))


def _why(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) else ""
    return f"{said or error}."
