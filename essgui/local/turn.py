"""Lets one program at a time read, change and write a file that several of them share."""

from __future__ import annotations

import errno
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: two programs would have to write in the same moment
    fcntl = None

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

PATIENCE = 3.0
"""How many seconds are waited for a turn: a program that was stopped in the middle of its own keeps it."""
_PAUSE = 0.02
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""How a file system says that it has no locks, as some of those on a network have none."""


@contextmanager
def turn_at(path: Path, patience: float = PATIENCE) -> Generator[None]:
    """Wait for one's turn at the files of a folder; the lock is the system's and ends with the program.

    Where there are no locks, or the turn does not come in time, it goes on without: a write that two
    programs do in the same moment may lose a line, a write that is refused surely does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield
        return
    # The folder itself, which is there in any case: a file of locks would be one more to leave behind.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        _wait(folder, time.monotonic() + patience)
        yield
    finally:
        os.close(folder)


def _wait(folder: int, deadline: float) -> None:
    while fcntl is not None:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return
            time.sleep(_PAUSE)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            return
        else:
            return
