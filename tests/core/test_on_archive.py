"""After a restart: what was watched is watched again, and Starts without an answer are cleared up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.lookup import guards_of
from essgui.core.on_archive import run_of
from essgui.core.state import NoticeKind, Page
from essgui.core.update import update
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.refresh_words import asked_in_words
from essgui.domain.run import Deed, Event, EventKind, Intent, Recording, Run, Settlement, Shelf
from essgui.domain.scaling import Container, TaskId, TemplateId
from essgui.domain.timeline import Sample
from tests.support.playbook import OFFLINE, Playbook
from tests.support.states import (
    ACTIVE,
    HANGZHOU,
    NOW,
    OTHER,
    later,
    make_configurations,
    make_eci_group,
    make_group,
    make_state,
    make_task,
)

WEB = make_group()
TASK = make_task(WEB, started_at=later(-100).at)
RUN = Run(TASK, "web", NOW.at, watched=True)
SAMPLES = tuple(Sample(later(n - 90).at, "InProgress", n, 10, 10, n) for n in range(4))
RECORDING = Recording(SAMPLES, (Event(later(-90).at, EventKind.STATUS, "In progress."),))
START = Intent("essgui-old-1", Deed.START, HANGZHOU, WEB.id, later(-60).at, asked_in_words(TASK.spec))


def test_a_watched_refresh_is_watched_again_and_polled_at_once() -> None:
    state, effects = update(make_state(), m.ShelfRead(Shelf((RUN,), ((TASK.id, RECORDING),))), NOW)
    monitor = state.monitors[TASK.id]
    assert monitor.timeline.samples == SAMPLES
    assert not monitor.joined_late
    assert state.chronicles[TASK.id] == RECORDING.events
    assert e.Wake(f"poll:{HANGZHOU}", 0.0, m.PollDue(HANGZHOU)) in effects
    state, effects = update(state, m.PollDue(HANGZHOU), NOW)
    assert e.PollRefreshes(HANGZHOU, 1, (TASK.id,)) in effects


def test_a_recording_that_began_late_says_so() -> None:
    late = replace(RUN, task=replace(TASK, started_at=later(-900).at))
    state, _ = update(make_state(), m.ShelfRead(Shelf((late,), ((TASK.id, RECORDING),))), NOW)
    assert state.monitors[TASK.id].joined_late


def test_a_newer_look_at_the_refresh_is_not_replaced_by_the_archive() -> None:
    newer = replace(TASK, finished=9)
    state, _ = update(make_state([WEB], [newer]), m.ShelfRead(Shelf((RUN,), ((TASK.id, RECORDING),))), NOW)
    assert state.tasks[TASK.id] is newer


@pytest.mark.parametrize(
    ("began", "settlement"),
    [
        (-58, Settlement.ACCEPTED),
        (+60, Settlement.ACCEPTED),
        (-600, Settlement.UNKNOWN),
        (None, Settlement.UNKNOWN),
    ],
)
def test_a_start_without_an_answer_is_looked_for_and_settled(
    began: float | None, settlement: Settlement
) -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((), (), (START,))))
    assert e.FindRefreshes(HANGZHOU, WEB.id) in play.effects
    found = () if began is None else (replace(TASK, started_at=later(began).at),)
    play.take(m.RefreshesFound(WEB.id, found))
    task = TASK.id if settlement is Settlement.ACCEPTED else None
    assert play.asked(e.Settle) == [e.Settle(START.token, settlement, task)]
    (notice,) = play.state.notices
    assert notice.kind is NoticeKind.CAUTION
    assert notice.task == task
    play.take(m.RefreshesFound(WEB.id, found))
    assert play.asked(e.Settle) == [], "once"


def test_a_refresh_of_other_settings_that_began_then_is_not_what_became_of_a_start() -> None:
    theirs = replace(TASK, started_at=later(-58).at, min_healthy=50)
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((), (), (START,))), m.RefreshesFound(WEB.id, (theirs,)))
    assert play.asked(e.Settle) == [e.Settle(START.token, Settlement.UNKNOWN)]
    (notice,) = play.state.notices
    assert notice.task is None
    assert f"{theirs.id} began then, but with other settings" in notice.text
    assert "probably not started" in notice.text
    ours = replace(TASK, id=TaskId("ir-ours"), started_at=later(-40).at)
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((), (), (START,))), m.RefreshesFound(WEB.id, (ours, theirs)))
    assert play.asked(e.Settle) == [e.Settle(START.token, Settlement.ACCEPTED, ours.id)]


def test_a_refresh_that_waits_to_begin_is_what_became_of_a_start_of_its_settings() -> None:
    pending = replace(TASK, status=RefreshStatus.PENDING, started_at=None)
    for task, settled in ((pending, TASK.id), (replace(pending, max_healthy=150), None)):
        play = Playbook(make_state([WEB]))
        play.take(m.ShelfRead(Shelf((), (), (START,))), m.RefreshesFound(WEB.id, (task,)))
        (settle,) = play.asked(e.Settle)
        assert settle.task == settled
    assert "no refresh that began then" in play.state.notices[-1].text
    old = replace(START, made_at=later(-7200).at)
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((), (), (old,))), m.RefreshesFound(WEB.id, (pending,)))
    assert play.asked(e.Settle)[0].task is None, "it has had its time"


def test_a_start_with_guards_that_is_found_again_is_watched_by_them() -> None:
    """The guards were chosen for it; nobody would miss them in a monitor that nobody opened."""
    task = replace(TASK, started_at=later(-58).at, target=ScalingConfigurationTarget(OTHER))
    guards = Guards(suspend_after=1, roll_back_after=5)
    guarded = replace(START, words=asked_in_words(task.spec), guards=guards)
    play = Playbook(make_state([WEB], page=Page.FLEET))
    play.take(m.ShelfRead(Shelf((), (), (guarded,))))
    play.take(m.RefreshesFound(WEB.id, (task,)))
    assert guards_of(play.state, TASK.id) == guards
    assert play.state.page is Page.FLEET, "nobody is led away"
    assert e.ReadActivities(HANGZHOU, WEB.id, TASK.id) in play.effects
    assert "Its guards watch it from now on: suspend after 1" in play.state.notices[-1].text
    assert "Guards watch from now on" in play.state.chronicles[TASK.id][-1].sentence


def test_guards_of_a_start_that_is_over_or_not_found_or_somebody_else_s_watch_nothing() -> None:
    task = replace(TASK, started_at=later(-58).at)
    guarded = replace(START, words=asked_in_words(task.spec), guards=Guards(suspend_after=1))
    over, other = replace(task, status=RefreshStatus.FAILED), replace(task, min_healthy=50)
    for found in ((), (over,), (other,)):
        play = Playbook(make_state([WEB]))
        play.take(m.ShelfRead(Shelf((), (), (guarded,))), m.RefreshesFound(WEB.id, found))
        assert play.state.monitors == {}
        assert "guards" not in play.state.notices[-1].text


def test_a_start_of_the_archive_is_never_sent_again() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((), (), (START,))), m.RefreshesFound(WEB.id, ()))
    assert play.asked(e.StartRefresh) == []


def test_an_action_of_an_earlier_session_without_an_answer_is_told_and_stays_unknown() -> None:
    cancel = Intent("essgui-old-act-1", Deed.CANCEL, HANGZHOU, WEB.id, later(-60).at, task=TASK.id)
    remedy = Intent("essgui-old-act-2", Deed.REMEDY, HANGZHOU, WEB.id, later(-50).at, "mark i-1 unhealthy")
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((RUN,), (), (cancel, remedy))))
    assert play.asked(e.Settle) == [e.Settle(i.token, Settlement.UNKNOWN) for i in (cancel, remedy)]
    (notice,) = play.state.notices
    assert (notice.kind, notice.task) == (NoticeKind.CAUTION, TASK.id)
    assert "it sent Cancel for a refresh of web and saw no answer" in notice.text
    assert play.asked(e.Act) == [], "never sent again"


def test_what_could_not_be_written_is_written_later_with_what_came_since() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.ShelfRead(Shelf()))
    play.state = replace(play.state, archive=replace(play.state.archive, changed=frozenset({TASK.id})))
    play.take(m.KeepDue())
    (keep,) = play.asked(e.Keep)
    assert [run.task for run in keep.runs] == [TASK]
    lost, since = Recording(SAMPLES[:2]), Recording(SAMPLES[2:])
    archive = replace(play.state.archive, pending={TASK.id: since})
    play.state = replace(play.state, archive=archive)
    play.take(m.StorageFailed(OFFLINE, tuple(r.task.id for r in keep.runs), ((TASK.id, lost),)))
    assert play.wakes()["archive"] > 1
    play.take(m.KeepDue())
    assert play.asked(e.Keep) == [e.Keep(keep.runs, ((TASK.id, Recording(SAMPLES)),))]


def test_what_waits_for_an_archive_that_fails_is_bounded() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    many = Recording(tuple(replace(SAMPLES[0], at=later(n).at) for n in range(3000)))
    play.take(m.StorageFailed(OFFLINE, (), ((TASK.id, many),)))
    held = play.state.archive.pending[TASK.id].samples
    assert (len(held), held[-1]) == (2000, many.samples[-1])


def test_a_failure_of_the_archive_is_said_once_and_taken_back() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.ShelfRead(Shelf()), m.StorageFailed(OFFLINE))
    assert play.state.notices[-1].failure == OFFLINE
    play.take(m.NoticeDismissed("archive"), m.KeepDue(), m.StorageFailed(OFFLINE))
    assert play.state.notices == ()
    play.take(m.StorageWorks(), m.StorageFailed(OFFLINE))
    assert len(play.state.notices) == 1
    play.take(m.StorageWorks())
    assert (play.state.notices, play.state.archive.failure) == ((), None)


def test_a_note_of_the_archive_is_shown() -> None:
    state, _ = update(make_state(), m.ShelfRead(Shelf(note="It was put aside.")), NOW)
    assert state.notices[-1].text == "It was put aside."


def test_recordings_are_read_once_at_a_time_and_a_few_are_held() -> None:
    play = Playbook(make_state())
    assert play.take(m.RecordingWanted(TASK.id)) == (e.ReadRecording(TASK.id),)
    assert play.take(m.RecordingWanted(TASK.id)) == ()
    play.take(m.RecordingRead(TASK.id, RECORDING))
    assert play.state.archive.recordings[TASK.id].value == RECORDING
    for number in range(20):
        play.take(
            m.RecordingWanted(TaskId(f"ir-{number}")), m.RecordingFailed(TaskId(f"ir-{number}"), OFFLINE)
        )
    assert len(play.state.archive.recordings) == 8


@pytest.mark.parametrize(
    ("group", "target", "before"),
    [
        (WEB, ScalingConfigurationTarget(OTHER), ScalingConfigurationTarget(ACTIVE)),
        (WEB, ActiveConfiguration(), ScalingConfigurationTarget(ACTIVE)),
        (WEB, ImageTarget("m-2"), ImageTarget("m-bp1old")),
        (
            make_group(launch_template=TemplateId("lt-1"), launch_template_version="3"),
            LaunchTemplateTarget(TemplateId("lt-1"), "4"),
            LaunchTemplateTarget(TemplateId("lt-1"), "3"),
        ),
        (
            make_eci_group("web"),
            ContainersTarget((Container("app", "r/app:2"),)),
            ContainersTarget((Container("app", "r/app:1"),)),
        ),
    ],
)
def test_what_a_group_ran_before_is_kept_as_a_way_back(group, target, before) -> None:
    active, other = make_configurations(group)
    containers = (Container("app", "r/app:1"), Container("side", "r/side:1"))
    play = Playbook(make_state([group]))
    play.take(m.ShelfRead(Shelf()))
    play.take(m.ConfigurationsLoaded(group.id, (replace(active, containers=containers), other)))
    task = make_task(group, RefreshStatus.PENDING, finished=0, target=target)
    play.take(m.RefreshesFound(group.id, (task,)))
    assert run_of(play.state, play.state.tasks[task.id]).before == before


def test_a_way_back_is_not_guessed_once_instances_were_replaced() -> None:
    assert run_of(make_state([WEB], [TASK]), TASK).before is None


def test_an_archive_that_could_not_be_read_is_read_again_when_asked() -> None:
    play = Playbook(make_state())
    play.take(m.StorageFailed(OFFLINE))
    assert play.take(m.KeepDue()) == (e.ReadShelf(),)
    assert play.state.archive.failure is None
    assert play.take(m.KeepDue()) == ()
