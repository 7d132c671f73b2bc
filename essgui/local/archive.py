"""What was seen of refreshes, and what the operator asked for, in one SQLite file; no secret is in it.

WAL with synchronous=FULL: what `intend` returned from is on the disk (quality row R4). One thread uses an
Archive, the one that opened it. Several programs may keep one file: their writes wait for one another, and
what one of them has on its way is no other's to clear up while it runs.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from essgui.domain.run import (
    Deed,
    Event,
    EventKind,
    Extent,
    Intent,
    Recording,
    Run,
    Settlement,
    Shelf,
    session_of,
)
from essgui.domain.spent import seen_in
from essgui.domain.suspensions import suspensions
from essgui.domain.timeline import Sample, timeline_of
from essgui.local.archive_file import NotStored, connect, give_back, not_stored
from essgui.local.archive_guards import duty_of, holder_of, signed, to_keep, unsigned
from essgui.local.archive_rows import intent_of, intent_row, run_of, run_row, sample_of, sample_row
from essgui.local.archive_statements import (
    FORGETTABLE,
    GUARDED,
    GUARDED_ONE,
    KEEP,
    ON_DUTY,
    SETTLE,
    SIGN,
    UNKEPT,
)
from essgui.local.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from essgui.domain.run import Duty
    from essgui.domain.scaling import TaskId
    from essgui.domain.spent import Seen

MOST_RUNS = 2000
"""Runs that are read at the start, the newest ones."""


class Archive:
    """The archive of one account, told by `scope`; every method raises NotStored where the file fails it."""

    def __init__(self, path: Path | None, scope: str, session: str = "") -> None:
        """Open the file, or keep all in memory where there is none; a damaged file is put aside.

        `session` is what other programs at the same file know this one by.
        """
        self._scope = scope
        self._session = session
        self._path = path
        self._note = ""
        self._watching: set[TaskId] = set()
        try:
            self._presence = Presence(path, session) if path is not None and session else None
        except OSError as error:
            raise not_stored(error) from None
        try:
            self._database = self._open(path)
        except BaseException:
            self._leave()
            raise

    def _open(self, path: Path | None) -> sqlite3.Connection:
        try:
            return connect(path)
        except sqlite3.DatabaseError as error:
            if path is None or isinstance(error, sqlite3.OperationalError) or self._others():
                raise not_stored(error) from None
        except OSError as error:
            raise not_stored(error) from None
        try:
            aside = path.with_name(f"{path.name}.damaged-{int(path.stat().st_mtime)}")
            path.replace(aside)
            for beside in ("-wal", "-shm"):
                path.with_name(path.name + beside).unlink(missing_ok=True)
            self._note = (
                f"The archive of earlier refreshes was damaged. It was put aside as {aside.name} "
                "and a new one was begun; what ESS still lists is not lost."
            )
            return connect(path)
        except (OSError, sqlite3.Error) as error:
            raise not_stored(error) from None

    def shelf(self) -> Shelf:
        """Return what a program that starts has to know; it acts from now on where nobody else does."""
        self._take_over()
        runs = self._all(
            "SELECT * FROM runs WHERE scope = ? ORDER BY coalesce(started, seen) DESC LIMIT ?",
            (self._scope, MOST_RUNS),
        )
        kept = tuple(run for row in runs if (run := run_of(row)) is not None)
        watched = tuple((r.task.id, self.recording(r.task.id)) for r in kept if r.watched and not r.task.over)
        self._watching |= {task for task, _ in watched}
        running = set(self._others())
        if self._presence is not None:
            running.add(self._presence.session)
        unsettled, unkept = (
            tuple(i for i in self._intents(only) if session_of(i.token) not in running)
            for only in ("settlement IS NULL", UNKEPT)
        )
        processes = self._intents(f"deed IN ('{Deed.SUSPEND_PROCESSES}', '{Deed.RESUME_PROCESSES}')")
        elsewhere = self.duty().elsewhere
        held = suspensions(reversed(processes))
        return Shelf(kept, watched, unsettled, unkept, held, self._note, elsewhere)

    def recording(self, task: TaskId) -> Recording:
        """Return all samples and events of a run."""
        key = (self._scope, task)
        samples = self._all("SELECT * FROM samples WHERE scope = ? AND task = ? ORDER BY at", key)
        events = self._all("SELECT * FROM events WHERE scope = ? AND task = ? ORDER BY at, id", key)
        return Recording(
            tuple(sample_of(row) for row in samples),
            tuple(
                Event(_moment(r["at"]), EventKind(r["kind"]), r["sentence"], r["detail"], bool(r["bad"]))
                for r in events
            ),
        )

    def waits(self, tasks: Sequence[TaskId]) -> tuple[tuple[TaskId, Seen | None], ...]:
        """Return when each run worked and waited, None where nothing was recorded."""
        return tuple((task, self._seen(task)) for task in tasks)

    def _seen(self, task: TaskId) -> Seen | None:
        key = (self._scope, task)
        looks = self._all("SELECT at, status FROM samples WHERE scope = ? AND task = ? ORDER BY at", key)
        timeline = timeline_of(Sample(_moment(row["at"]), row["status"], 0, 0) for row in looks)
        if not timeline.samples:
            return None
        (last,) = self._all(
            "SELECT max(at) AS at FROM events WHERE scope = ? AND task = ? AND kind = ? AND at <= ?",
            (*key, EventKind.ACTIVITY, timeline.samples[0].at.timestamp()),
        )
        return seen_in(timeline, None if last["at"] is None else _moment(last["at"]))

    def intents(self) -> tuple[Intent, ...]:
        """Return what was asked for, newest first: the audit log."""
        return self._intents("TRUE")

    def _intents(self, only: str) -> tuple[Intent, ...]:
        rows = self._all(
            f"SELECT * FROM intents WHERE scope = ? AND {only} ORDER BY made DESC",  # noqa: S608 - constants of ours
            (self._scope,),
        )
        return tuple(map(intent_of, rows))

    def keep(self, runs: Sequence[Run]) -> None:
        """Keep runs as they are now; what only an earlier look knew stays, and so does how one has ended.

        Whether a run is watched is the word of those programs that watch it, or have watched it. While one
        acts on its guards, that one alone says which they are, and whether the run is watched no more.
        """
        with self._turn():
            self._keep(runs, self._others())
        self._watching -= {r.task.id for r in runs}
        self._watching |= {r.task.id for r in runs if r.watched}

    def _keep(self, runs: Sequence[Run], others: frozenset[str]) -> None:
        rows: list[tuple[object, ...]] = []
        for run in runs:
            held = self._all(GUARDED_ONE, (self._scope, run.task.id))
            was = held[0]["guards"] if held else ""
            has_a_say = run.task.id in self._watching and holder_of(was) not in others
            row = run_row(self._scope, run, to_keep(run.guards, was, self._session, others))
            rows.append((*row, run.watched if run.watched or has_a_say else None))
        self._put(KEEP, rows)

    def duty(self) -> Duty:
        """Return which guards another program acts on, and which nobody does any more."""
        return duty_of(self._on_duty(), self._session, self._others())

    def _on_duty(self) -> list[sqlite3.Row]:
        return self._all(ON_DUTY, (self._scope,))

    def _take_over(self) -> None:
        others = self._others()
        # On a full disk it is better that two act than that nobody does.
        with suppress(NotStored), self._turn():
            left = duty_of(self._on_duty(), self._session, others).left
            self._put(SIGN, [(signed(guards, self._session), self._scope, task) for task, guards in left])

    def record(self, task: TaskId, recording: Recording) -> None:
        """Add samples and events to a run; those that are there already are not added twice."""
        self._write(
            "INSERT OR IGNORE INTO samples (scope, task, at, status, finished, total, serving, new, zones) "
            "VALUES (?,?,?,?,?,?,?,?,?)",
            [sample_row(self._scope, task, s) for s in recording.samples],
        )
        self._write(
            "INSERT OR IGNORE INTO events (scope, task, at, kind, sentence, detail, bad) "
            "VALUES (?,?,?,?,?,?,?)",
            [
                (self._scope, task, e.at.timestamp(), e.kind, e.sentence, e.detail, e.bad)
                for e in recording.events
            ],
        )

    def intend(self, intent: Intent) -> None:
        """Write an intent down; when this returns, it is on the disk."""
        self._write(
            "INSERT OR IGNORE INTO intents (scope, token, deed, region, grp, made, words, task, reason, "
            "settlement, settled, detail, guards) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [intent_row(self._scope, intent)],
        )

    def settle(
        self,
        token: str,
        settlement: Settlement,
        at: datetime,
        detail: str = "",
        task: TaskId | None = None,
        run: Run | None = None,
    ) -> None:
        """Write down what became of an intent, and with it the `run` of a Start: both or nothing."""
        with self._turn():
            self._put(SETTLE, [(settlement, at.timestamp(), detail, task, self._scope, token)])
            if run is not None:
                self._keep([run], self._others())
        if run is not None:
            self._watching.add(run.task.id)

    def forget(self, before: datetime) -> int:
        """Delete runs that ended before a moment, with all that was recorded of them; return how many.

        The space is given back to the disk.
        """
        old = self._all(FORGETTABLE, (self._scope, before.timestamp()))
        keys = [(self._scope, row["task"]) for row in old]
        for table in ("samples", "events", "runs"):
            self._write(f"DELETE FROM {table} WHERE scope = ? AND task = ?", keys)  # noqa: S608 - names of our own
        try:
            give_back(self._database)
        except sqlite3.Error as error:
            raise not_stored(error) from None
        return len(keys)

    def extent(self) -> Extent:
        """Measure the file: the runs of this account, and the bytes of all of it."""
        (row,) = self._all("SELECT count(*) FROM runs WHERE scope = ?", (self._scope,))
        pages, each = (self._all(f"PRAGMA {what}", ())[0][0] for what in ("page_count", "page_size"))
        return Extent(row[0], pages * each, str(self._path) if self._path is not None else "")

    def close(self) -> None:
        """Close the file; whoever watches next may act on the guards."""
        with suppress(NotStored):
            had = self._all(GUARDED, (self._scope,))
            mine = [r for r in had if self._session and holder_of(r["guards"]) == self._session]
            self._write(SIGN, [(unsigned(r["guards"]), self._scope, r["task"]) for r in mine])
        self._database.close()
        self._leave()

    def _leave(self) -> None:
        if self._presence is not None:
            self._presence.close()

    def _others(self) -> frozenset[str]:
        return self._presence.others() if self._presence is not None else frozenset()

    def _all(self, statement: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise not_stored(error) from None

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            with self._turn():
                self._put(statement, rows)

    @contextmanager
    def _turn(self) -> Generator[None]:
        """Read and write as one: no other program writes in between."""
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.Error as error:
            raise not_stored(error) from None

    def _put(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        self._database.executemany(statement, [tuple(map(_storable, row)) for row in rows])


def _storable(value: object) -> object:
    # JSON may hold half a surrogate pair, which no file takes.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
