"""Tells programs that share an archive of one another: each holds a lock that ends with it, however it ends.

The lock is the system's, on a file of its own beside the archive, so a killed program leaves a file but no
lock, and whoever comes next takes the file away. No time and no process id has to be believed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where an open file cannot be deleted: that is its lock
    fcntl = None

if TYPE_CHECKING:
    from pathlib import Path


class Presence:
    """One running program at an archive; raises OSError where its file cannot be made or locked."""

    def __init__(self, archive: Path, session: str) -> None:
        """Say that a session uses an archive, until `close` or the end of the process."""
        self.session = session
        self._stem = f"{archive.name}.open-"
        self._folder = archive.parent
        self._path = self._folder / f"{self._stem}{session}"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = self._locked()

    def others(self) -> frozenset[str]:
        """Return the sessions of the other programs that run; files of those that were killed are deleted."""
        found: set[str] = set()
        for path in self._folder.glob(f"{self._stem}*"):
            if path != self._path and not _left_behind(path):
                found.add(path.name.removeprefix(self._stem))
        return frozenset(found)

    def close(self) -> None:
        """Say that the session has ended."""
        self._path.unlink(missing_ok=True)
        os.close(self._file)

    def _locked(self) -> int:
        while True:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            if fcntl is None or (_lock(file, wait=True) and _is_at(file, self._path)):
                return file
            # Another program took it for one that was left behind, between our two steps.
            os.close(file)


def _left_behind(path: Path) -> bool:
    """Delete the file of a session that no longer runs; tell whether it was one."""
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        if fcntl is not None and not _lock(file, wait=False):
            return False
        path.unlink(missing_ok=True)
    except OSError:
        return False
    finally:
        os.close(file)
    return True


def _lock(file: int, *, wait: bool) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.fstat(file).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False
