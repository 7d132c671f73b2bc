"""An intent is on the disk before the first byte is sent, and says afterwards what became of it."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.failure import FailureKind
from essgui.core.first_forecast import Foreseen
from essgui.domain.durations import DEFAULTS
from essgui.domain.errors import Refused, UnknownOutcome
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import RefreshSpec
from essgui.domain.remedies import ExitStandby, ResumeProcesses, SuspendProcesses
from essgui.domain.request_mark import mark_of
from essgui.domain.run import (
    Deed,
    Duty,
    Event,
    EventKind,
    Receipt,
    Recording,
    Run,
    Settlement,
    Shelf,
    Started,
)
from essgui.domain.scaling import InstanceId, TaskId
from essgui.local.archive import NotStored
from essgui.runtime.journal import Journal
from essgui.runtime.ledger import Ledger
from tests.support.states import HANGZHOU, NOW, later, make_group, make_task

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from essgui.domain.run import Intent
    from essgui.domain.scaling import GroupId, RegionId

WEB = make_group()
TASK = make_task(WEB)
SPEC = RefreshSpec(HANGZHOU, WEB.id)
START = e.StartRefresh(SPEC, "essgui-1-1", "a patch", Guards(suspend_after=3))
CANCEL = e.Act(HANGZHOU, WEB.id, TASK.id, RefreshAction.CANCEL, "wrong image")


class Cloud:
    """Looks into the archive's file at the moment of a change, and answers or raises."""

    def __init__(self, path: Path, error: Exception | None = None) -> None:
        self.path, self.error = path, error
        self.seen: list[list[tuple[str, str | None]]] = []

    def _look(self) -> None:
        with sqlite3.connect(self.path) as other:
            self.seen.append(list(other.execute("SELECT deed, settlement FROM intents ORDER BY made, token")))
        if self.error is not None:
            raise self.error

    async def start(self, spec: RefreshSpec, token: str) -> Started:
        self._look()
        return Started(TASK.id, Receipt(("R-1",)))

    async def act(self, region: RegionId, group: GroupId, task: TaskId, action: RefreshAction) -> Receipt:
        self._look()
        return Receipt(("R-2",))

    async def remedy(self, remedy: object) -> Receipt:
        self._look()
        return Receipt(("R-3", "R-4"))


class Held(Cloud):
    """Answers an action while another program begins to write and does not end."""

    def __init__(self, path: Path, other: sqlite3.Connection) -> None:
        super().__init__(path)
        self._other = other

    async def act(self, region: RegionId, group: GroupId, task: TaskId, action: RefreshAction) -> Receipt:
        await asyncio.to_thread(self._other.execute, "BEGIN IMMEDIATE")
        return Receipt(("R-5",))


def with_ledger(path: Path | None, story: Callable[[Ledger, Journal], Awaitable[None]]) -> None:
    moments = itertools.count()

    async def main() -> None:
        journal = Journal()
        journal.use(path, "account:1")
        try:
            await story(Ledger(journal, lambda: later(next(moments)).at), journal)
        finally:
            await journal.close()

    asyncio.run(main())


def intents(path: Path) -> tuple[Intent, ...]:
    from essgui.local.archive import Archive

    archive = Archive(path, "account:1")
    try:
        return archive.intents()
    finally:
        archive.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


def test_a_start_is_on_the_disk_before_it_is_sent_and_settled_after(path: Path) -> None:
    cloud = Cloud(path)

    async def story(ledger: Ledger, _: Journal) -> None:
        assert (await ledger.start(cloud, START)).task == TASK.id

    with_ledger(path, story)
    assert cloud.seen == [[("Start", None)]]
    (kept,) = intents(path)
    assert kept.detail == "R-1"
    assert kept.mark == mark_of(SPEC)
    assert (kept.token, kept.deed, kept.settlement, kept.task, kept.reason) == (
        "essgui-1-1",
        Deed.START,
        Settlement.ACCEPTED,
        TASK.id,
        "a patch",
    )
    assert kept.guards == START.guards


def test_the_refresh_of_a_start_is_kept_together_with_its_acceptance(path: Path) -> None:
    """Wherever a program is killed, the next one knows what it has started, and its guards."""
    asked = replace(START, group_name="web", foreseen=Foreseen((600.0, 900.0), DEFAULTS))

    async def story(ledger: Ledger, journal: Journal) -> None:
        await ledger.start(Cloud(path), asked)
        shelf = await journal.shelf()
        ((task, recording),) = shelf.watched
        assert (task, recording, shelf.unkept) == (TASK.id, Recording(), ())
        (run,) = shelf.runs
        assert run.task.spec == SPEC
        assert (run.group_name, run.ours, run.reason, run.guards) == ("web", True, "a patch", START.guards)
        assert (run.first_forecast, run.first_durations) == ((600.0, 900.0), DEFAULTS)

    with_ledger(path, story)


def test_a_start_that_cannot_be_written_down_is_not_sent(path: Path) -> None:
    path.mkdir()
    cloud = Cloud(path)

    async def story(ledger: Ledger, _: Journal) -> None:
        with pytest.raises(NotStored):
            await ledger.start(cloud, START)

    with_ledger(path, story)
    assert cloud.seen == []


def test_a_start_without_an_answer_stays_open(path: Path) -> None:
    cloud = Cloud(path, UnknownOutcome("NoAnswer", "It may have happened."))

    async def story(ledger: Ledger, journal: Journal) -> None:
        with pytest.raises(UnknownOutcome):
            await ledger.start(cloud, START)
        assert [i.token for i in (await journal.shelf()).unsettled] == [START.token]
        # Sent again with the same token, it is the same intent.
        cloud.error = None
        await ledger.start(cloud, START)
        assert (await journal.shelf()).unsettled == ()

    with_ledger(path, story)
    assert len(intents(path)) == 1


@pytest.mark.parametrize(
    ("error", "settlement"),
    [
        (None, Settlement.ACCEPTED),
        (Refused("IncorrectStatus", "No.", request_id="r-1"), Settlement.REFUSED),
        (UnknownOutcome("NoAnswer", "Perhaps."), Settlement.UNKNOWN),
    ],
)
def test_an_action_says_what_became_of_it(
    path: Path, error: Exception | None, settlement: Settlement
) -> None:
    cloud = Cloud(path, error)

    async def story(ledger: Ledger, _: Journal) -> None:
        if error is None:
            await ledger.act(cloud, CANCEL)
        else:
            with pytest.raises(type(error)):
                await ledger.act(cloud, CANCEL)
        back = ExitStandby(HANGZHOU, WEB.id, (InstanceId("i-1"),))
        await ledger.remedy(Cloud(path), e.RunErrand(back, TASK.id))

    with_ledger(path, story)
    assert cloud.seen == [[("Cancel", None)]]
    kept = {i.deed: i for i in intents(path)}
    assert (kept[Deed.CANCEL].settlement, kept[Deed.CANCEL].reason) == (settlement, "wrong image")
    remedy = kept[Deed.REMEDY]
    assert remedy.words == "put 1 instance back into service: i-1"
    assert (remedy.task, remedy.detail) == (TASK.id, "R-3 R-4")
    if error is None:
        assert kept[Deed.CANCEL].detail == "R-2"
    if isinstance(error, Refused):
        assert kept[Deed.CANCEL].detail == "IncorrectStatus · r-1"


def test_an_action_whose_answer_nobody_waits_for_any_more_is_settled_as_unknown(path: Path) -> None:
    class Slow(Cloud):
        async def act(self, region: RegionId, group: GroupId, task: TaskId, action: RefreshAction) -> None:
            sent.set()
            await asyncio.Event().wait()

    sent = asyncio.Event()

    async def story(ledger: Ledger, _: Journal) -> None:
        acting = asyncio.create_task(ledger.act(Slow(path), CANCEL))
        await sent.wait()
        acting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await acting

    with_ledger(path, story)
    (kept,) = intents(path)
    assert (kept.settlement, kept.detail) == (Settlement.UNKNOWN, "ProgramEnded")


def test_processes_that_were_suspended_are_known_to_the_next_program(path: Path) -> None:
    names = ("AlarmNotification", "ScheduledAction")
    shelves: list[Shelf] = []

    async def stop(ledger: Ledger, _: Journal) -> None:
        await ledger.remedy(Cloud(path), e.RunErrand(SuspendProcesses(HANGZHOU, WEB.id, names)))
        await ledger.remedy(Cloud(path), e.RunErrand(ResumeProcesses(HANGZHOU, WEB.id, names[:1])))

    async def look(_: Ledger, journal: Journal) -> None:
        shelves.append(await journal.shelf())

    with_ledger(path, stop)
    with_ledger(path, look)
    assert [s.process for s in shelves[0].suspended] == ["ScheduledAction"]
    assert {(i.deed, i.words) for i in intents(path)} == {
        (Deed.SUSPEND_PROCESSES, "AlarmNotification, ScheduledAction"),
        (Deed.RESUME_PROCESSES, "AlarmNotification"),
    }


def test_a_settlement_that_another_program_held_up_is_written_with_the_next_writing(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("essgui.local.archive_file.BUSY", 0.05)
    other = sqlite3.connect(path, check_same_thread=False)

    async def story(ledger: Ledger, journal: Journal) -> None:
        await ledger.act(Held(path, other), CANCEL)
        assert [i.settlement for i in await journal.asked()] == [None]
        await asyncio.to_thread(other.rollback)
        await journal.keep((Run(TASK, "web", NOW.at),))
        assert [i.settlement for i in await journal.asked()] == [Settlement.ACCEPTED]

    with_ledger(path, story)
    other.close()
    assert "could not be settled yet" in caplog.text
    assert [i.settlement for i in intents(path)] == [Settlement.ACCEPTED]


def test_what_is_left_to_settle_is_written_at_the_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("essgui.local.archive_file.BUSY", 0.05)
    other = sqlite3.connect(path, check_same_thread=False)

    async def story(ledger: Ledger, _: Journal) -> None:
        await ledger.act(Held(path, other), CANCEL)
        await asyncio.to_thread(other.rollback)

    with_ledger(path, story)
    other.close()
    assert [i.settlement for i in intents(path)] == [Settlement.ACCEPTED]


def test_an_action_is_sent_even_where_it_cannot_be_noted(path: Path) -> None:
    """With a full disk a fleet must still be stoppable."""
    sent: list[str] = []

    class Deaf(Cloud):
        def _look(self) -> None:
            sent.append("sent")

    path.mkdir()

    async def story(ledger: Ledger, _: Journal) -> None:
        await ledger.act(Deaf(path), CANCEL)

    with_ledger(path, story)
    assert sent == ["sent"]


def test_the_archive_is_read_and_written_through_messages(path: Path) -> None:
    run = Run(TASK, "web", NOW.at)
    recording = Recording((), (Event(NOW.at, EventKind.STATUS, "It began."),))
    sent: list[m.Message] = []

    async def story(ledger: Ledger, _: Journal) -> None:
        await ledger.file(e.Keep((run,), ((TASK.id, recording),)), sent.append)
        await ledger.file(e.ReadShelf(), sent.append)
        await ledger.file(e.ReadRecording(TASK.id), sent.append)
        await ledger.file(e.ReadWaits((TASK.id,)), sent.append)
        await ledger.file(e.ReadAsked(), sent.append)

    with_ledger(path, story)
    assert sent == [
        m.ShelfRead(Shelf((run,))),
        m.RecordingRead(TASK.id, recording),
        m.WaitsRead(((TASK.id, None),)),
        m.AskedRead(()),
    ]


def test_an_archive_that_fails_is_told(path: Path) -> None:
    path.mkdir()
    sent: list[m.Message] = []

    async def story(ledger: Ledger, _: Journal) -> None:
        await ledger.file(e.ReadShelf(), sent.append)
        await ledger.file(e.ReadRecording(TASK.id), sent.append)
        await ledger.file(e.ReadAsked(), sent.append)
        await ledger.file(e.Settle("t", Settlement.ACCEPTED), sent.append)
        await ledger.file(e.ReadWaits((TASK.id,)), sent.append)

    with_ledger(path, story)
    kinds = [m.StorageFailed, m.RecordingFailed, m.AskedFailed, m.StorageFailed]
    assert [type(message) for message in sent] == kinds
    last = sent[-1]
    assert isinstance(last, m.StorageFailed)
    assert last.unread == (TASK.id,), "it is asked for again"


def test_what_could_not_be_kept_comes_back_and_the_next_success_is_told(path: Path) -> None:
    run = Run(TASK, "web", NOW.at)
    keep = e.Keep((run,), ((TASK.id, Recording()),))
    path.mkdir()
    sent: list[m.Message] = []

    async def story(ledger: Ledger, _: Journal) -> None:
        await ledger.file(keep, sent.append)
        await asyncio.to_thread(path.rmdir)
        for _ in range(2):
            await ledger.file(keep, sent.append)

    with_ledger(path, story)
    failed, works = sent
    assert isinstance(failed, m.StorageFailed)
    assert (failed.runs, failed.recordings) == ((TASK.id,), keep.recordings)
    assert failed.failure.kind is FailureKind.NOT_KEPT
    assert works == m.StorageWorks()


@pytest.mark.parametrize("failing", [e.Tidy(None), e.ReadShelf()], ids=repr)
def test_whatever_has_failed_the_next_writing_takes_it_back(
    path: Path, failing: e.Tidy | e.ReadShelf
) -> None:
    path.mkdir()
    sent: list[m.Message] = []

    async def story(ledger: Ledger, journal: Journal) -> None:
        await ledger.file(failing, sent.append)
        await asyncio.to_thread(path.rmdir)
        for _ in range(2):
            await ledger.file(e.Keep((Run(TASK, "web", NOW.at),)), sent.append)

    with_ledger(path, story)
    assert [type(message) for message in sent] == [m.StorageFailed, m.StorageWorks]


def test_a_recording_that_is_not_understood_is_told(path: Path) -> None:
    recording = Recording((), (Event(NOW.at, EventKind.STATUS, "In progress."),))
    sent: list[m.Message] = []

    async def story(ledger: Ledger, journal: Journal) -> None:
        await journal.keep((Run(TASK, "web", NOW.at),), ((TASK.id, recording),))
        database = sqlite3.connect(path)
        with database:
            database.execute("UPDATE events SET kind = 'omen'")
        database.close()
        await ledger.file(e.ReadRecording(TASK.id), sent.append)

    with_ledger(path, story)
    assert [type(message) for message in sent] == [m.RecordingFailed]


def test_the_archive_is_tidied_and_measured(path: Path) -> None:
    sent: list[m.Message] = []
    old = make_task(make_group("old"), RefreshStatus.SUCCESSFUL, ended_at=NOW.at - timedelta(days=40))
    runs = (Run(TASK, "web", NOW.at), Run(old, "old", NOW.at))

    async def story(ledger: Ledger, journal: Journal) -> None:
        await journal.keep(runs)
        await ledger.file(e.Tidy(None), sent.append)
        await ledger.file(e.Tidy(NOW.at - timedelta(days=30)), sent.append)

    with_ledger(path, story)
    first, second = sent
    assert isinstance(first, m.ArchiveMeasured)
    assert isinstance(second, m.ArchiveMeasured)
    assert (first.forgotten, first.extent.runs, first.extent.place) == (0, 2, str(path))
    assert (second.forgotten, second.extent.runs) == (1, 1)
    assert first.extent.size > 4096


def test_who_acts_elsewhere_is_told_with_each_writing_and_once_more_when_nobody_does(path: Path) -> None:
    guards = Guards(suspend_after=3)
    sent: list[m.Message] = []

    async def story(ledger: Ledger, journal: Journal) -> None:
        other = Journal("other")
        other.use(path, "account:1")
        await ledger.file(e.Keep((Run(TASK, "web", NOW.at),)), sent.append)
        await other.keep((Run(TASK, "web", NOW.at, watched=True, guards=guards),))
        await ledger.file(e.Keep(()), sent.append)
        await other.keep((Run(TASK, "web", NOW.at, watched=True),))
        for _ in range(2):
            await ledger.file(e.Keep(()), sent.append)
        await other.close()

    with_ledger(path, story)
    assert sent == [m.DutyTold(Duty(elsewhere=((TASK.id, guards),))), m.DutyTold(Duty())]
