"""Writes a file so that a crash leaves the old one or the new one, never half of one."""

from __future__ import annotations

import os
import stat
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


_OF_THE_SYSTEM = ("/proc", "/sys", "/dev")
"""What lies below is no file that keeps anything; /proc even answers to names that nobody made."""


def special(path: Path) -> str:
    """Return why a path is no place for a file, or nothing. Raises OSError."""
    whole = path.expanduser().resolve()
    if any(whole.is_relative_to(root) for root in _OF_THE_SYSTEM):
        return "This place belongs to the system and keeps no files."
    try:
        mode = whole.stat().st_mode
    except FileNotFoundError:
        return ""
    if stat.S_ISDIR(mode):
        return "This is a folder, not a file."
    return "" if stat.S_ISREG(mode) else "This is a device or a pipe, not a file."


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside and rename; only this user may read it. Raises OSError, UnicodeError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)  # noqa: PTH105 - the temporary file has a plain string for a name
    except (OSError, UnicodeError):
        os.unlink(name)  # noqa: PTH108 - as above
        raise
