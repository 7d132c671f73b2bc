"""Lets one program at a time read, change and write a file that several of them share."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: two programs would have to write in the same moment
    fcntl = None

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextmanager
def turn_at(path: Path) -> Generator[None]:
    """Wait for one's turn at the files of a folder; the lock is the system's and ends with the program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield
        return
    # The folder itself, which is there in any case: a file of locks would be one more to leave behind.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
