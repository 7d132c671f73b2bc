"""The archive's file: its tables, and how it is opened while another program may open it too."""

from __future__ import annotations

import logging
import sqlite3
import time
from typing import TYPE_CHECKING

from essgui.domain.errors import NotKept

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

SCHEMA = 4
"""A file of a newer schema is not touched; before 3, programs cannot read all kinds of events."""
BUSY = 5.0
"""Seconds for which a write of another program is waited for; one takes some milliseconds."""
_STEP = 0.05
_WORTHWHILE = 0.2
"""The part of a file that has to be free before it is written anew."""

_TABLES = (
    """
CREATE TABLE IF NOT EXISTS runs (
  scope TEXT NOT NULL, task TEXT NOT NULL, region TEXT NOT NULL, grp TEXT NOT NULL, name TEXT NOT NULL,
  status TEXT NOT NULL, total INTEGER NOT NULL, finished INTEGER NOT NULL, request TEXT NOT NULL,
  started REAL, ended REAL, detail TEXT NOT NULL, seen REAL NOT NULL, ours INTEGER NOT NULL,
  watched INTEGER NOT NULL, reason TEXT NOT NULL, before TEXT NOT NULL,
  soonest REAL, latest REAL, pace TEXT NOT NULL DEFAULT '', guards TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (scope, task)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS samples (
  scope TEXT NOT NULL, task TEXT NOT NULL, at REAL NOT NULL, status TEXT NOT NULL,
  finished INTEGER NOT NULL, total INTEGER NOT NULL, serving INTEGER, new INTEGER,
  zones TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (scope, task, at)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS events (
  id INTEGER PRIMARY KEY, scope TEXT NOT NULL, task TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL,
  sentence TEXT NOT NULL, detail TEXT NOT NULL, bad INTEGER NOT NULL,
  UNIQUE (scope, task, at, kind, sentence)
)
""",
    """
CREATE TABLE IF NOT EXISTS intents (
  scope TEXT NOT NULL, token TEXT NOT NULL, deed TEXT NOT NULL, region TEXT NOT NULL, grp TEXT NOT NULL,
  made REAL NOT NULL, words TEXT NOT NULL, task TEXT, reason TEXT NOT NULL, settlement TEXT,
  settled REAL, detail TEXT NOT NULL, guards TEXT NOT NULL DEFAULT '', PRIMARY KEY (scope, token)
) WITHOUT ROWID
""",
)
_NEXT: dict[int, tuple[str, ...]] = {
    1: ("ALTER TABLE runs ADD COLUMN pace TEXT NOT NULL DEFAULT ''",),
    2: (
        "ALTER TABLE runs ADD COLUMN guards TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE samples ADD COLUMN zones TEXT NOT NULL DEFAULT ''",
    ),
    3: ("ALTER TABLE intents ADD COLUMN guards TEXT NOT NULL DEFAULT ''",),
}
"""What makes a file of one schema a file of the next."""


class NotStored(NotKept):
    """The archive could not be read or written: a full disk, a file without rights, a damaged file."""


def connect(path: Path | None) -> sqlite3.Connection:
    """Open the file, making it where there is none; raises OSError or sqlite3.Error."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path or ":memory:", isolation_level="IMMEDIATE", timeout=BUSY)
    try:
        database.row_factory = sqlite3.Row
        _version(database)
        _write_ahead(database)
        database.execute("PRAGMA synchronous = FULL")
        if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check failed")
        if _version(database) < SCHEMA:
            _bring_up(database)
    except BaseException:
        database.close()
        raise
    return database


def not_stored(error: Exception) -> NotStored:
    """Return what is told of an error of the file or its folder."""
    newer = "newer than" in str(error)
    return NotStored(
        "ArchiveNewer" if newer else "ArchiveFailed",
        "The archive on this computer was made by a newer version of this program."
        if newer
        else f"The archive on this computer cannot be read or written ({error}).",
        "Use the newer version, or move the archive file away."
        if newer
        else "Look whether the disk is full and whether the file may be written. No refresh is started "
        "until then, because its client token could not be kept.",
    )


def give_back(database: sqlite3.Connection) -> None:
    """Give back to the disk what is free in the file, where that is a good part of it.

    Nobody waits for it: where another program writes, or the disk is full, the next time will do. One that
    reads is not disturbed; the file shrinks when it has read to its end.
    """
    free, pages = (
        database.execute(f"PRAGMA {what}").fetchone()[0] for what in ("freelist_count", "page_count")
    )
    if free < pages * _WORTHWHILE:
        return
    try:
        database.execute("PRAGMA busy_timeout = 0")
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        log.info("the archive was not made smaller: %s", error)
    finally:
        database.execute(f"PRAGMA busy_timeout = {BUSY * 1000:.0f}")


def _write_ahead(database: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait by itself where two programs make the file at the same time."""
    for left in range(round(BUSY / _STEP), -1, -1):
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not left or "locked" not in str(error):
                raise
            time.sleep(_STEP)
        else:
            return


def _bring_up(database: sqlite3.Connection) -> None:
    """Make the tables as they are now, in one transaction: another program sees all of it or nothing."""
    with database:
        database.execute("BEGIN IMMEDIATE")
        # The other program may have done it while we waited.
        version = _version(database)
        # A new file has version 0 and takes the tables as they are.
        for step in range(version, SCHEMA) if version else ():
            for change in _NEXT[step]:
                database.execute(change)
        for table in _TABLES:
            database.execute(table)
        database.execute(f"PRAGMA user_version = {SCHEMA}")


def _version(database: sqlite3.Connection) -> int:
    found = database.execute("PRAGMA user_version").fetchone()[0]
    if found > SCHEMA:
        raise sqlite3.OperationalError(f"schema {found} is newer than {SCHEMA}")
    return found
