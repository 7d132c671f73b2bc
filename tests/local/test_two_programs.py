"""Two programs keep one archive: nothing is lost, neither clears up after the other, one may be killed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Deed, Duty, Event, EventKind, Intent, Recording, Run, Settlement
from essgui.domain.scaling import TaskId
from essgui.domain.timeline import Sample
from essgui.local.archive import Archive, NotStored
from tests.support.archivist import WEB, work
from tests.support.states import HANGZHOU, NOW, make_task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCOPE = "account:1"
TASK = make_task(WEB)
START = Intent("essgui-a-1", Deed.START, HANGZHOU, WEB.id, NOW.at, "web")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


@contextlib.contextmanager
def another(path: Path, session: str = "there", *how: str) -> Iterator[subprocess.Popen[str]]:
    """Run an archivist in a process of its own; it is killed at the end if it still runs."""
    command = [sys.executable, "-m", "tests.support.archivist", str(path), session, *how]
    pipe = subprocess.PIPE
    # Its lines are few enough for the pipe until somebody reads them.
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def begun_together(path: Path) -> list[str]:
    """Begin four programs at one moment; returns what each of them has written."""
    with contextlib.ExitStack() as stack:
        several = [stack.enter_context(another(path, f"s{n}", "idle")) for n in range(4)]
        said = [p.stdout.readline().strip() for p in several if p.stdout is not None]
        for process in several:
            process.kill()
        errors = [process.stderr.read() for process in several if process.stderr is not None]
    assert errors == [""] * 4
    assert said == [f"essgui-s{n}-0" for n in range(4)]
    return said


def settlements(path: Path) -> dict[str, str | None]:
    with contextlib.closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return dict(database.execute("SELECT token, settlement FROM intents"))


def test_both_write_and_one_is_killed_in_the_middle_of_it(path: Path) -> None:
    mine: list[str] = []
    theirs: list[str] = []
    archive = Archive(path, SCOPE, "here")
    with another(path) as process:
        assert process.stdout is not None
        on_its_way = process.stdout.readline().strip()
        assert [i.token for i in archive.shelf().unsettled] == [], "it runs, so it is its own to settle"
        for number in range(1, 41):
            mine.append(work(archive, "here", number))
            theirs.append(process.stdout.readline().strip())
        process.kill()
        mine += [work(archive, "here", number) for number in range(41, 61)]
        theirs += [line.strip() for line in process.stdout.read().splitlines()]
        assert process.stderr is not None
        assert process.stderr.read() == ""
    left = {i.token for i in archive.shelf().unsettled}
    assert on_its_way in left, "now it is of an earlier session"
    assert len(left) <= 2, "and the one that it was killed at"
    archive.close()
    kept = settlements(path)
    assert len(theirs) >= 40
    assert {kept[token] for token in (*mine, *theirs)} == {"accepted"}


def test_a_new_file_is_made_once_however_many_begin_with_it(path: Path) -> None:
    said = begun_together(path)
    assert set(said) <= set(settlements(path))


def test_whoever_makes_the_file_waits_for_another_who_writes_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite itself gives up at once where a file is to be switched to WAL."""
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (n)")
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("essgui.local.archive_file.time.sleep", lambda _: other.rollback())
        archive = Archive(path, SCOPE)
        archive.intend(START)
        archive.close()
    assert settlements(path) == {START.token: None}


def test_a_file_of_the_first_schema_is_brought_up_once(path: Path) -> None:
    Archive(path, SCOPE).close()
    with contextlib.closing(sqlite3.connect(path)) as old:
        later = ("runs DROP COLUMN pace", "runs DROP COLUMN guards", "samples DROP COLUMN zones")
        for column in (*later, "intents DROP COLUMN guards"):
            old.execute(f"ALTER TABLE {column}")
        old.execute("PRAGMA user_version = 1")
    begun_together(path)


def test_a_start_of_a_program_that_runs_is_not_taken_for_one_of_an_earlier_session(path: Path) -> None:
    first, second = Archive(path, SCOPE, "a"), Archive(path, SCOPE, "b")
    first.intend(START)
    assert second.shelf().unsettled == ()
    assert first.shelf().unsettled == (), "it is under way"
    assert second.intents() == (START,), "the log shows it all the same"
    first.settle(START.token, Settlement.ACCEPTED, NOW.at, task=TASK.id)
    first.close()
    assert second.shelf().unsettled == ()
    second.close()


def test_a_start_of_a_program_that_has_closed_is_one_of_an_earlier_session(path: Path) -> None:
    first, second = Archive(path, SCOPE, "a"), Archive(path, SCOPE, "b")
    first.intend(START)
    first.close()
    assert second.shelf().unsettled == (START,)
    second.close()


def test_whether_a_run_is_watched_is_the_word_of_who_watches_it(path: Path) -> None:
    watching, other = Archive(path, SCOPE, "a"), Archive(path, SCOPE, "b")
    seen = Run(TASK, "web", NOW.at)
    watched = replace(seen, watched=True)
    watching.keep([watched])
    other.keep([replace(seen, task=replace(TASK, finished=5))])
    (run,) = other.shelf().runs
    assert (run.watched, run.task.finished) == (True, 5)
    watching.keep([seen])
    assert not other.shelf().runs[0].watched, "its monitor was closed"
    other.keep([watched])
    watching.keep([seen])
    assert watching.shelf().runs[0].watched, "closed once, it has no more to say"
    watching.close()
    other.close()


def test_who_watched_a_run_before_a_restart_may_close_it(path: Path) -> None:
    first = Archive(path, SCOPE, "a")
    first.keep([Run(TASK, "web", NOW.at, watched=True)])
    first.close()
    again = Archive(path, SCOPE, "c")
    again.shelf()
    again.keep([Run(TASK, "web", NOW.at)])
    assert not again.shelf().runs[0].watched
    again.close()


GUARDED = Run(TASK, "web", NOW.at, watched=True, guards=Guards(True, 3))
HELD = ((TASK.id, GUARDED.guards),)


def test_guards_are_the_word_of_the_program_that_acts_on_them(path: Path) -> None:
    acting, other = Archive(path, SCOPE, "a"), Archive(path, SCOPE, "b")
    acting.keep([GUARDED])
    assert (acting.duty(), other.duty()) == (Duty(), Duty(elsewhere=HELD))
    other.keep([Run(replace(TASK, finished=5), "web", NOW.at)])
    other.keep([replace(GUARDED, guards=Guards(suspend_after=1))])
    (run,) = other.shelf().runs
    assert (run.watched, run.guards) == (True, GUARDED.guards)
    acting.keep([replace(GUARDED, guards=Guards())])
    assert (other.duty(), other.shelf().runs[0].guards) == (Duty(), Guards())
    acting.close()
    other.close()


def test_who_begins_second_watches_without_the_guards_and_takes_nothing_away(path: Path) -> None:
    acting, second = Archive(path, SCOPE, "a"), Archive(path, SCOPE, "b")
    acting.keep([GUARDED])
    shelf = second.shelf()
    assert ([task for task, _ in shelf.watched], shelf.elsewhere) == ([TASK.id], HELD)
    second.keep([replace(GUARDED, guards=Guards())])
    second.keep([Run(TASK, "web", NOW.at)])
    (run,) = acting.shelf().runs
    assert (run.watched, run.guards) == (True, GUARDED.guards), "its monitor was closed in the second only"
    acting.close()
    second.close()


def test_guards_of_a_program_that_was_killed_go_to_one_of_those_that_come(path: Path) -> None:
    killed = Archive(path, SCOPE, "a")
    killed.keep([GUARDED])
    beside = Archive(path, SCOPE, "b")
    assert killed._presence is not None
    killed._presence.close()
    assert beside.duty() == Duty(left=HELD)
    beside.keep([replace(GUARDED, guards=Guards())])
    assert beside.duty() == Duty(left=HELD), "it did not know of them, so it has not switched them off"
    first, second = Archive(path, SCOPE, "c"), Archive(path, SCOPE, "d")
    assert (first.shelf().elsewhere, second.shelf().elsewhere, beside.duty().elsewhere) == ((), HELD, HELD)
    assert first.duty() == Duty()
    for archive in (killed, beside, first, second):
        archive._database.close()


def test_who_closes_leaves_its_guards_to_one_that_runs(path: Path) -> None:
    """Also where its program goes on with another account."""
    first, second = Archive(path, SCOPE, "a"), Archive(path, SCOPE, "b")
    first.keep([GUARDED])
    first.close()
    again = Archive(path, "account:2", "a")
    assert second.duty() == Duty(left=HELD)
    second.keep([GUARDED])
    assert second.duty() == Duty()
    again.close()
    second.close()


def test_a_writing_reads_nothing_of_the_many_that_had_guards_and_have_ended(path: Path) -> None:
    archive = Archive(path, SCOPE, "a")
    over = replace(TASK, status=RefreshStatus.SUCCESSFUL)
    archive.keep(
        [replace(GUARDED, task=replace(over, id=TaskId(f"ir-{n}")), watched=False) for n in range(50)]
    )
    read: list[object] = []

    def row(cursor: sqlite3.Cursor, values: tuple[object, ...]) -> sqlite3.Row:
        read.append(values)
        return sqlite3.Row(cursor, values)

    archive._database.row_factory = row
    archive.keep([GUARDED])
    assert archive.duty() == Duty()
    archive._take_over()
    assert len(read) == 2, "its own, for either question"
    archive.close()


def test_an_end_is_not_taken_back_by_a_program_that_is_a_poll_behind(path: Path) -> None:
    first, behind = Archive(path, SCOPE, "a"), Archive(path, SCOPE, "b")
    over = replace(TASK, status=RefreshStatus.SUCCESSFUL, finished=10, ended_at=NOW.at, detail="done")
    first.keep([Run(over, "web", NOW.at, watched=True)])
    behind.keep([Run(replace(TASK, finished=9), "web", NOW.at)])
    assert first.shelf().runs[0].task == over
    corrected = replace(over, status=RefreshStatus.FAILED, finished=9)
    behind.keep([Run(corrected, "web", NOW.at)])
    assert first.shelf().runs[0].task == corrected
    first.close()
    behind.close()


def test_a_damaged_file_is_not_pulled_away_from_under_a_program_that_runs(path: Path) -> None:
    first = Archive(path, SCOPE, "a")
    first.keep([Run(TASK, "web", NOW.at)])
    for beside in ("", "-wal"):
        with path.with_name(path.name + beside).open("r+b") as file:
            file.write(os.urandom(200))
    with pytest.raises(NotStored):
        Archive(path, SCOPE, "b")
    assert [p.name for p in path.parent.iterdir() if "damaged" in p.name] == []
    assert not path.with_name(f"{path.name}.open-b").exists(), "it does not count as running"
    with contextlib.suppress(NotStored, sqlite3.Error):
        first.close()


def test_a_column_that_a_newer_program_adds_meanwhile_does_no_harm(path: Path) -> None:
    archive = Archive(path, SCOPE, "here")
    with contextlib.closing(sqlite3.connect(path)) as newer:
        for table in ("runs", "samples", "events", "intents"):
            newer.execute(f"ALTER TABLE {table} ADD COLUMN later TEXT NOT NULL DEFAULT ''")
    run = Run(TASK, "web", NOW.at, watched=True)
    recording = Recording(
        (Sample(NOW.at, "InProgress", 1, 10, 10, 1),), (Event(NOW.at, EventKind.STATUS, "It began."),)
    )
    archive.intend(START)
    archive.keep([run])
    archive.record(TASK.id, recording)
    assert archive.intents() == (START,)
    assert archive.shelf().runs == (run,)
    assert archive.recording(TASK.id) == recording
    archive.close()
