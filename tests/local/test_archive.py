"""The archive gives back what it was given, survives damage, and has intents before they are sent."""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essgui.domain.durations import DEFAULTS
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.run import Deed, Event, EventKind, Intent, Recording, Run, Settlement, lost_values
from essgui.domain.scaling import Container, EnvironmentVariable, TaskId, TemplateId
from essgui.domain.spent import Doing, seen_in
from essgui.domain.timeline import Sample, ZoneCount, timeline_of
from essgui.local.archive import Archive, NotStored
from essgui.local.archive_file import BUSY
from tests.support.states import HANGZHOU, NOW, OTHER, later, make_group, make_task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WEB = make_group()
TASK = replace(make_task(WEB), target=ScalingConfigurationTarget(OTHER), checkpoints=(50, 100), detail="why")
RUN = Run(TASK, "web", NOW.at, ours=True, watched=True, reason="a patch", before=ImageTarget("m-old"),
          first_forecast=(600.0, 900.0), first_durations=DEFAULTS, guards=Guards(True, 3, 10))  # fmt: skip
START = Intent("essgui-1-1", Deed.START, HANGZHOU, WEB.id, NOW.at, "web to asc-2", reason="a patch")
ZONES = (ZoneCount("cn-hangzhou-h", 2, 3), ZoneCount("cn-hangzhou-j", 0, 5))
SAMPLES = tuple(Sample(later(n * 5).at, "InProgress", n, 10, 10, n) for n in range(4))
EVENTS = (
    Event(NOW.at, EventKind.STATUS, "It began."),
    Event(later(9).at, EventKind.ACTION, "Suspended.", "x", True),
)
CANARY = "k3y-that-nobody-may-find"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "archive.sqlite3", "account:1")
    yield made
    made.close()


def aged(path: Path, version: int) -> None:
    """Make a file what an earlier version would have written: without the columns that came later."""
    with sqlite3.connect(path) as old:
        old.execute("ALTER TABLE intents DROP COLUMN guards")
        if version < 3:
            old.execute("ALTER TABLE samples DROP COLUMN zones")
            old.execute("ALTER TABLE runs DROP COLUMN guards")
        if version < 2:
            old.execute("ALTER TABLE runs DROP COLUMN pace")
        old.execute(f"PRAGMA user_version = {version}")
    old.close()


def reopened(tmp_path: Path, scope: str = "account:1") -> Archive:
    return Archive(tmp_path / "archive.sqlite3", scope)


def test_a_run_comes_back_as_it_was(archive: Archive, tmp_path: Path) -> None:
    archive.keep([RUN])
    archive.record(TASK.id, Recording(SAMPLES, EVENTS))
    shelf = reopened(tmp_path).shelf()
    assert shelf.runs == (RUN,)
    assert shelf.watched == ((TASK.id, Recording(SAMPLES, EVENTS)),)
    assert shelf.note == ""


@pytest.mark.parametrize(
    "target",
    [
        ActiveConfiguration(),
        ImageTarget("m-1"),
        LaunchTemplateTarget(TemplateId("lt-1"), "7", ("ecs.g7.large",)),
        ContainersTarget((Container("app", "registry/app:2", ("sh",), ("-c",)),)),
    ],
)
def test_every_kind_of_target_comes_back(archive: Archive, target: ContainersTarget) -> None:
    archive.keep([replace(RUN, task=replace(TASK, target=target, checkpoints=()))])
    assert archive.shelf().runs[0].task.target == target


def test_an_unknown_status_is_kept_word_by_word(archive: Archive) -> None:
    archive.keep([replace(RUN, task=replace(TASK, status="Baking"))])
    assert archive.shelf().runs[0].task.status == "Baking"


def test_a_later_look_keeps_what_only_the_first_one_knew(archive: Archive) -> None:
    archive.keep([RUN])
    done = replace(TASK, status=RefreshStatus.SUCCESSFUL, finished=10, ended_at=later(600).at)
    archive.keep([Run(done, "web-2", later(600).at)])
    (run,) = archive.shelf().runs
    assert (run.task, run.group_name, run.watched) == (done, "web-2", False)
    assert (run.ours, run.reason, run.before, run.first_forecast, run.first_durations) == (
        True, "a patch", ImageTarget("m-old"), (600.0, 900.0), DEFAULTS,
    )  # fmt: skip


def test_samples_and_events_are_not_kept_twice(archive: Archive) -> None:
    for _ in range(2):
        archive.record(TASK.id, Recording(SAMPLES, EVENTS))
    assert archive.recording(TASK.id) == Recording(SAMPLES, EVENTS)


def test_accounts_do_not_see_one_another(archive: Archive, tmp_path: Path) -> None:
    archive.keep([RUN])
    archive.intend(START)
    other = reopened(tmp_path, "account:2").shelf()
    assert (other.runs, other.unsettled) == ((), ())


def test_an_intent_is_unsettled_until_it_is_settled(archive: Archive, tmp_path: Path) -> None:
    archive.intend(START)
    assert reopened(tmp_path).shelf().unsettled == (START,)
    archive.settle(START.token, Settlement.ACCEPTED, later(2).at, "request r-1", TASK.id)
    assert reopened(tmp_path).shelf().unsettled == ()
    (kept,) = archive.intents()
    assert (kept.settlement, kept.settled_at, kept.task, kept.detail) == (
        Settlement.ACCEPTED, later(2).at, TASK.id, "request r-1",
    )  # fmt: skip


def test_an_intent_that_was_settled_is_not_opened_again_by_the_same_token(archive: Archive) -> None:
    archive.intend(START)
    archive.settle(START.token, Settlement.REFUSED, later(2).at)
    archive.intend(START)
    assert archive.shelf().unsettled == ()


def test_an_intent_is_on_the_disk_when_it_is_written(archive: Archive, tmp_path: Path) -> None:
    """Another process sees it at once, and the file is told to sync each time."""
    archive.intend(START)
    with sqlite3.connect(tmp_path / "archive.sqlite3") as other:
        assert other.execute("SELECT count(*) FROM intents").fetchone()[0] == 1
    assert archive._database.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert archive._database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_damaged_file_is_put_aside_and_said(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(b"not a database" * 400)
    archive = Archive(path, "account:1")
    assert "put aside" in archive.shelf().note
    archive.intend(START)
    archive.close()
    assert next(p for p in tmp_path.iterdir() if "damaged" in p.name).read_bytes().startswith(b"not a")
    assert reopened(tmp_path).shelf().unsettled == (START,)


def test_a_file_of_the_first_schema_takes_the_durations_of_the_first_forecast(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    made = Archive(path, "account:1")
    made.keep([replace(RUN, first_durations=None, guards=Guards())])
    made.close()
    aged(path, 1)
    opened = Archive(path, "account:1")
    assert opened.shelf().runs == (replace(RUN, first_durations=None, guards=Guards()),)
    opened.keep([RUN])
    opened.close()
    assert reopened(tmp_path).shelf().runs == (RUN,)


def test_a_file_of_the_second_schema_takes_guards_and_keeps_its_durations(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    made = Archive(path, "account:1")
    made.keep([RUN])
    made.close()
    aged(path, 2)
    opened = Archive(path, "account:1")
    assert opened.shelf().runs == (replace(RUN, guards=Guards()),)
    opened.keep([RUN])
    opened.close()
    assert reopened(tmp_path).shelf().runs == (RUN,)


def test_a_file_of_the_third_schema_takes_starts_with_guards_and_keeps_those_without(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    made = Archive(path, "account:1")
    made.intend(START)
    made.close()
    aged(path, 3)
    opened = Archive(path, "account:1")
    guarded = replace(START, token="essgui-1-2", made_at=later(60).at, guards=Guards(True, None, 3))
    opened.intend(guarded)
    opened.close()
    assert reopened(tmp_path).intents() == (guarded, START)


@pytest.mark.parametrize("guards", [Guards(), Guards(suspend_after=3)])
def test_the_mark_of_a_request_is_kept_beside_the_guards_of_its_start(
    archive: Archive, tmp_path: Path, guards: Guards
) -> None:
    marked = replace(START, guards=guards, mark="0a1b")
    archive.intend(marked)
    archive.close()
    assert reopened(tmp_path).intents() == (marked,)


def test_guards_that_were_switched_off_stay_off(archive: Archive) -> None:
    archive.keep([RUN])
    archive.keep([replace(RUN, guards=Guards())])
    assert archive.shelf().runs[0].guards == Guards()


@pytest.mark.parametrize("text", ["{", "[]", "7", "{}", '{"suspend_below_floor": true, "suspend_after": 2}'])
def test_guards_that_cannot_be_read_are_all_off(tmp_path: Path, text: str) -> None:
    path = tmp_path / "archive.sqlite3"
    made = Archive(path, "account:1")
    made.keep([RUN])
    made.close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE runs SET guards = ?", (text,))
    other.close()
    assert reopened(tmp_path).shelf().runs == (replace(RUN, guards=Guards()),)


@pytest.mark.parametrize("text", ["{", "[]", '{"launch": {"low": 1}}', "7"])
def test_durations_that_cannot_be_read_cost_only_themselves(tmp_path: Path, text: str) -> None:
    path = tmp_path / "archive.sqlite3"
    made = Archive(path, "account:1")
    made.keep([RUN])
    made.close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE runs SET pace = ?", (text,))
    other.close()
    assert reopened(tmp_path).shelf().runs == (replace(RUN, first_durations=None),)


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(NotStored) as refused:
        Archive(path, "account:1")
    assert refused.value.code == "ArchiveNewer"
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_directory_without_rights_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(NotStored):
        Archive(tmp_path / "below" / "archive.sqlite3", "account:1")


def test_a_write_that_fails_is_an_error_with_a_next_step(archive: Archive) -> None:
    archive._database.execute("PRAGMA query_only = ON")
    with pytest.raises(NotStored) as refused:
        archive.intend(START)
    assert "disk is full" in refused.value.hint


def test_no_value_of_a_variable_is_ever_in_the_file(archive: Archive, tmp_path: Path) -> None:
    secret = Container("app", environment=(EnvironmentVariable("TOKEN", CANARY),))
    target = ContainersTarget((secret,))
    archive.keep([replace(RUN, task=replace(TASK, target=target), before=target)])
    (kept,) = archive.shelf().runs
    assert kept.task.target == ContainersTarget(
        (Container("app", environment=(EnvironmentVariable("TOKEN"),)),)
    )
    assert lost_values(kept.task.target)
    archive.close()
    for file in tmp_path.iterdir():
        assert CANARY.encode() not in file.read_bytes()


def test_what_is_old_is_forgotten_but_nothing_that_is_watched(archive: Archive) -> None:
    ended = replace(
        TASK, id=TaskId("ir-old"), status=RefreshStatus.SUCCESSFUL, ended_at=NOW.at - timedelta(days=9)
    )
    archive.keep([RUN, Run(ended, "web", NOW.at)])
    archive.record(ended.id, Recording(SAMPLES, EVENTS))
    assert archive.forget(NOW.at - timedelta(days=5)) == 1
    assert [r.task.id for r in archive.shelf().runs] == [TASK.id]
    assert archive.recording(ended.id) == Recording()
    assert archive.forget(later(9e6).at) == 0


def test_the_archive_forgets_what_the_window_forgets(archive: Archive) -> None:
    runs = [
        replace(
            RUN,
            seen=seen,
            watched=watched,
            task=replace(TASK, id=TaskId(f"ir-{n}"), status=status, ended_at=at),
        )
        for n, (seen, at, watched, status) in enumerate(
            itertools.product(
                (NOW.at, later(-9).at),
                (None, NOW.at, later(-9).at),
                (True, False),
                (RefreshStatus.PAUSED, RefreshStatus.FAILED, "Baking"),
            )
        )
    ]
    archive.keep(runs)
    left = {r.task.id for r in runs if not r.forgotten(NOW.at)}
    assert archive.forget(NOW.at) == len(runs) - len(left) > 0
    assert {r.task.id for r in archive.shelf().runs} == left


def test_what_ended_while_it_was_watched_is_forgotten_too(archive: Archive) -> None:
    """Its program was closed with the monitor open, and nobody watches what is over again."""
    ended = replace(TASK, status=RefreshStatus.SUCCESSFUL, ended_at=NOW.at - timedelta(days=9))
    archive.keep([replace(RUN, task=ended)])
    archive.record(ended.id, Recording(SAMPLES, EVENTS))
    assert archive.forget(NOW.at - timedelta(days=10)) == 0
    assert archive.forget(NOW.at - timedelta(days=5)) == 1
    assert archive.shelf().runs == ()


def grown(archive: Archive) -> None:
    """Record a long run that is over."""
    ended = replace(TASK, status=RefreshStatus.SUCCESSFUL, ended_at=NOW.at)
    archive.keep([replace(RUN, task=ended)])
    archive.record(ended.id, Recording(tuple(replace(SAMPLES[0], at=later(n).at) for n in range(5000))))


def test_what_is_forgotten_is_given_back_to_the_disk(archive: Archive, tmp_path: Path) -> None:
    grown(archive)
    before = archive.extent().size
    assert archive.forget(later(9).at) == 1
    assert archive.extent().size < before / 4
    held = sum(file.stat().st_size for file in tmp_path.iterdir())
    assert held < before / 4


def test_space_is_given_back_beside_another_program_that_reads(archive: Archive, tmp_path: Path) -> None:
    grown(archive)
    with closing(sqlite3.connect(tmp_path / "archive.sqlite3", timeout=0)) as other:
        other.execute("BEGIN")
        (seen,) = other.execute("SELECT count(*) FROM samples").fetchone()
        assert archive.forget(later(9).at) == 1
        assert other.execute("SELECT count(*) FROM samples").fetchone() == (seen,), "as it began to read"
        other.rollback()
        assert other.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_while_another_program_writes_the_file_is_left_as_it_is(archive: Archive, tmp_path: Path) -> None:
    grown(archive)
    before = archive.extent().size
    with closing(sqlite3.connect(tmp_path / "archive.sqlite3", timeout=0)) as other:
        waits: list[int] = []

        def traced(said: str) -> None:
            if said == "PRAGMA freelist_count":
                other.execute("BEGIN IMMEDIATE")
            elif said == "VACUUM":
                waits.append(1)
            elif said == "PRAGMA busy_timeout = 0":
                waits.append(0)

        archive._database.set_trace_callback(traced)
        assert archive.forget(later(9).at) == 1
        archive._database.set_trace_callback(None)
        assert waits == [0, 1], "it does not wait for the other"
        assert archive.extent().size == before
        other.rollback()
    archive.intend(START)
    assert archive.forget(later(9).at) == 0
    assert archive.extent().size < before / 4, "the next time does it"
    (patience,) = archive._database.execute("PRAGMA busy_timeout").fetchone()
    assert patience == BUSY * 1000


def test_memory_serves_where_there_is_no_file() -> None:
    archive = Archive(None, "practice")
    archive.keep([RUN])
    assert archive.shelf().runs == (RUN,)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=9), max_size=12))
def test_any_words_are_kept(words: list[str]) -> None:
    archive = Archive(None, "practice")
    events = tuple(Event(later(n).at, EventKind.STATUS, text) for n, text in enumerate(words))
    archive.record(TASK.id, Recording((), events))
    assert archive.recording(TASK.id).events == events


def test_every_kind_of_event_is_kept(archive: Archive) -> None:
    events = tuple(Event(later(n).at, kind, "Something.") for n, kind in enumerate(EventKind))
    archive.record(TASK.id, Recording((), events))
    assert archive.recording(TASK.id).events == events


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_without_zones_keeps_its_samples_and_takes_zones_from_then_on(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "archive.sqlite3"
    made = Archive(path, "account:1")
    made.record(TASK.id, Recording(SAMPLES, EVENTS))
    made.close()
    aged(path, version)
    opened = Archive(path, "account:1")
    assert opened.recording(TASK.id) == Recording(SAMPLES, EVENTS)
    seen = replace(SAMPLES[0], at=later(60).at, zones=ZONES)
    opened.record(TASK.id, Recording((seen,)))
    opened.close()
    assert reopened(tmp_path).recording(TASK.id).samples == (*SAMPLES, seen)
    # A program that cannot read all that stands in the file by now has to leave it alone.
    with sqlite3.connect(path) as stamped:
        assert stamped.execute("PRAGMA user_version").fetchone()[0] > 2
    stamped.close()


def test_zones_come_back_and_none_seen_is_not_none_serving(archive: Archive) -> None:
    samples = tuple(
        Sample(later(n).at, "InProgress", n, 10, zones=zones) for n, zones in enumerate((ZONES, (), None))
    )
    archive.record(TASK.id, Recording(samples))
    assert archive.recording(TASK.id).samples == samples


@pytest.mark.parametrize("text", ["{", "7", "[1]", '[["z", "many", 2]]', '[["z", 1]]'])
def test_zones_that_cannot_be_read_cost_only_themselves(archive: Archive, tmp_path: Path, text: str) -> None:
    archive.record(TASK.id, Recording((replace(SAMPLES[1], zones=ZONES),)))
    archive.close()
    with sqlite3.connect(tmp_path / "archive.sqlite3") as other:
        other.execute("UPDATE samples SET zones = ?", (text,))
    other.close()
    assert reopened(tmp_path).recording(TASK.id).samples == (SAMPLES[1],)


def test_half_a_surrogate_pair_does_not_stop_the_archive() -> None:
    archive = Archive(None, "practice")
    archive.record(TASK.id, Recording((), (Event(NOW.at, EventKind.STATUS, "broken \ud800 text"),)))
    assert archive.recording(TASK.id).events[0].sentence == "broken ? text"


def test_waiting_is_summed_up_by_the_file_itself(archive: Archive) -> None:
    statuses = ["InProgress", "CheckpointPause", "CheckpointPause", "InProgress", "Paused", "Successful"]
    samples = tuple(
        Sample(NOW.at + timedelta(seconds=10 * n), status, n, 6) for n, status in enumerate(statuses)
    )
    archive.record(TASK.id, Recording(samples))
    ended = NOW.at - timedelta(seconds=60)
    archive.record(TASK.id, Recording(samples, (Event(ended, EventKind.ACTIVITY, "Added, asa-1."),)))
    (_, seen), never = archive.waits((TASK.id, TaskId("ir-never")))
    assert never == (TaskId("ir-never"), None)
    assert seen == seen_in(timeline_of(archive.recording(TASK.id).samples), ended)
    assert seen is not None
    assert [(s.doing, (s.end - s.start).total_seconds()) for s in seen.stretches] == [
        (Doing.WORK, 10.0),
        (Doing.WAITING, 20.0),
        (Doing.WORK, 10.0),
        (Doing.WAITING, 10.0),
    ]
