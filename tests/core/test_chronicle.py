"""What happens in a watched refresh is told in order, once, and marked for the archive."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.chronicle import KEEP_AFTER, MOST_EVENTS
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.update import update
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.remedies import ResumeProcesses, Unprotect
from essgui.domain.run import EventKind, Shelf
from essgui.domain.scaling import Activity, ActivityError, ActivityId, GroupId, InstanceId
from tests.support.playbook import OFFLINE, REFUSED, Playbook
from tests.support.situations import new
from tests.support.states import (
    HANGZHOU,
    NOW,
    OTHER,
    later,
    make_group,
    make_instances,
    make_state,
    make_task,
)

S = RefreshStatus
WEB = make_group()
TASK = make_task(WEB, S.IN_PROGRESS, finished=2)


def playbook() -> Playbook:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.ShelfRead(Shelf()), m.MonitorOpened(TASK.id))
    return play


def poll(play: Playbook, number: int, **changes: object) -> None:
    task = replace(play.state.tasks[TASK.id], **changes)
    play.after(5).take(m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, number, (TASK.id,), (task,)))


def told(play: Playbook) -> list[tuple[EventKind, str]]:
    return [(event.kind, event.sentence) for event in play.state.chronicles[TASK.id]]


def test_batches_and_statuses_are_told_in_their_order() -> None:
    play = playbook()
    poll(play, 1, finished=5)
    poll(play, 2, finished=5)
    poll(play, 3, status=S.CHECKPOINT_PAUSE)
    poll(play, 4, status=S.FAILED, detail="out of stock")
    assert told(play) == [
        (EventKind.CONNECTION, "Watching began."),
        (EventKind.BATCH, "5 of 10 instances are new."),
        (EventKind.CHECKPOINT, "Waits at a checkpoint."),
        (EventKind.STATUS, "Failed."),
    ]
    last = play.state.chronicles[TASK.id][-1]
    assert (last.detail, last.bad, last.at) == ("out of stock", True, later(20).at)


def test_one_instance_is_told_as_one() -> None:
    play = playbook()
    poll(play, 1, finished=1)
    poll(play, 2, finished=1, status=S.ROLLBACK_IN_PROGRESS)
    poll(play, 3, finished=0)
    poll(play, 4, finished=1)
    batches = [words for kind, words in told(play) if kind is EventKind.BATCH]
    assert batches == ["1 of 10 instances is new.", "0 instances are still new.", "1 instance is still new."]


def test_every_status_and_an_unknown_one_have_a_sentence() -> None:
    for status in (*RefreshStatus, "Baking"):
        if status is S.IN_PROGRESS:
            continue
        play = playbook()
        poll(play, 1, status=status)
        assert len([kind for kind, _ in told(play) if kind is not EventKind.ATTENTION]) == 2, status


def test_an_action_is_told_when_it_is_asked_accepted_and_refused() -> None:
    play = playbook()
    play.after(1).take(m.ActionRequested(TASK.id, RefreshAction.SUSPEND))
    play.after(1).take(m.ActionAccepted(TASK.id, RefreshAction.SUSPEND))
    play.after(1).take(m.ActionFailed(TASK.id, RefreshAction.SUSPEND, REFUSED))
    kinds = [event for event in play.state.chronicles[TASK.id] if event.kind is EventKind.ACTION]
    assert [event.sentence for event in kinds] == [
        "Asked ESS to suspend.",
        "ESS accepted the request to suspend.",
        "Suspend: ESS said no.",
    ]
    assert kinds[-1].bad
    assert kinds[-1].detail == "IncorrectStatus"


def test_the_reason_of_an_action_is_told_and_goes_to_the_archive() -> None:
    play = playbook()
    effects = play.after(1).take(m.ActionRequested(TASK.id, RefreshAction.CANCEL, "ticket OPS-7"))
    (act,) = [effect for effect in effects if isinstance(effect, e.Act)]
    assert act.reason == "ticket OPS-7"
    asked = play.state.chronicles[TASK.id][-1]
    assert (asked.sentence, asked.detail) == ("Asked ESS to cancel.", "Reason: ticket OPS-7")


def test_an_activity_is_told_once_it_has_ended_a_failed_one_with_its_code() -> None:
    play = playbook()
    failed = Activity(
        ActivityId("asa-1"),
        "Failed",
        ended_at=later(3).at,
        errors=(ActivityError("OperationDenied.NoStock", "No stock in zone h."),),
    )
    fine = Activity(
        ActivityId("asa-2"),
        "Successful",
        description="Add 1 ECS instance",
        ended_at=later(4).at,
        created=(InstanceId("i-1"),),
    )
    working = Activity(ActivityId("asa-4"), "InProgress", started_at=NOW.at)
    play.after(5).take(m.ActivitiesLoaded(TASK.id, (working, fine, failed)))
    play.after(5).take(m.ActivitiesLoaded(TASK.id, (fine, failed, replace(fine, id=ActivityId("asa-3")))))
    found = [event for event in play.state.chronicles[TASK.id] if event.kind is EventKind.ACTIVITY]
    assert [(event.sentence, event.detail, event.at) for event in found] == [
        (
            "No stock in zone h, asa-1.",
            "asa-1 · Failed · error OperationDenied.NoStock: No stock in zone h.",
            later(3).at,
        ),
        ("Add 1 ECS instance, asa-2.", "asa-2 · Successful · created i-1", later(4).at),
        ("Add 1 ECS instance, asa-3.", "asa-3 · Successful · created i-1", later(4).at),
    ]


def test_an_activity_that_the_log_forgot_is_not_told_again() -> None:
    play = playbook()
    ended = tuple(
        Activity(ActivityId(f"asa-{n}"), "Successful", ended_at=later(n).at) for n in range(MOST_EVENTS + 50)
    )
    play.after(5).take(m.ActivitiesLoaded(TASK.id, tuple(reversed(ended))))
    newest = play.state.chronicles[TASK.id][-1]
    assert newest.detail.startswith(f"asa-{MOST_EVENTS + 49} ")
    working = Activity(ActivityId("asa-new"), "InProgress", started_at=NOW.at)
    play.after(5).take(m.ActivitiesLoaded(TASK.id, (working, *reversed(ended))))
    assert play.state.chronicles[TASK.id][-1] is newest


def test_a_lost_connection_and_its_return_are_told() -> None:
    play = playbook()
    for number in range(OFFLINE_AFTER + 1):
        play.after(5).take(m.PollDue(HANGZHOU), m.PollFailed(HANGZHOU, number + 1, OFFLINE))
    poll(play, 9, finished=2)
    found = [event.sentence for event in play.state.chronicles[TASK.id] if event.kind is EventKind.CONNECTION]
    assert found == [
        "Watching began.",
        "ESS does not answer; what happens now is not recorded.",
        "ESS answers again.",
    ]


def test_what_was_seen_is_gathered_and_written_in_one_go() -> None:
    play = playbook()
    play.take(m.KeepDue())
    poll(play, 1, finished=4)
    assert play.wakes()["archive"] == KEEP_AFTER
    poll(play, 2, finished=5)
    assert "archive" not in play.wakes(), "one writing is due already"
    play.take(m.KeepDue())
    (kept,) = play.asked(e.Keep)
    assert [(run.task.finished, run.watched, run.group_name) for run in kept.runs] == [(5, True, "web")]
    ((task, recording),) = kept.recordings
    assert task == TASK.id
    assert [event.sentence for event in recording.events] == [
        "4 of 10 instances are new.",
        "5 of 10 instances are new.",
    ]
    play.take(m.KeepDue())
    assert play.effects == ()


def test_what_is_watched_and_guarded_is_written_at_once() -> None:
    play = playbook()
    assert play.wakes()["archive"] == 0.0
    poll(play, 1, finished=5)
    assert "archive" not in play.wakes(), "it is due already"
    play.take(m.GuardsChosen(TASK.id, Guards(suspend_after=3)))
    assert play.wakes()["archive"] == 0.0, "also before what else is gathered"
    play.take(m.KeepDue())
    (kept,) = play.asked(e.Keep)
    assert [(run.watched, run.guards) for run in kept.runs] == [(True, Guards(suspend_after=3))]
    play.take(m.MonitorClosed(TASK.id))
    assert play.wakes()["archive"] == 0.0


def test_every_sample_goes_to_the_archive() -> None:
    play = playbook()
    for number in range(3):
        play.after(5).take(m.InstancesLoaded(WEB.id, ()))
        assert play.state.monitors[TASK.id].timeline.last is not None, number
    play.take(m.KeepDue())
    (kept,) = play.asked(e.Keep)
    assert [s.at for s in kept.recordings[0][1].samples] == [NOW.at, later(5).at, later(10).at, later(15).at]


def test_what_the_archive_has_is_not_written_again() -> None:
    play = playbook()
    play.take(m.KeepDue())
    state, effects = update(play.state, m.RefreshesFound(WEB.id, (TASK,)), later(60))
    state, more = update(state, m.KeepDue(), later(61))
    assert not [effect for effect in (*effects, *more) if isinstance(effect, e.Keep)]


def test_a_closed_monitor_is_kept_as_no_longer_watched() -> None:
    play = playbook()
    play.take(m.KeepDue())
    play.take(m.MonitorClosed(TASK.id), m.KeepDue())
    (kept,) = play.asked(e.Keep)
    assert [run.watched for run in kept.runs] == [False]


def test_before_the_archive_was_read_nothing_is_gathered_but_all_is_told() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.MonitorOpened(TASK.id))
    poll(play, 1, finished=5)
    assert not play.state.archive.pending
    assert len(told(play)) == 2


def test_what_calls_for_attention_is_told_when_it_comes_and_when_it_is_gone() -> None:
    play = playbook()
    few = make_instances(10)
    play.after(1).take(m.InstancesLoaded(WEB.id, few))
    play.after(5).take(m.InstancesLoaded(WEB.id, few[:7]), m.GroupLoaded(WEB))
    play.after(5).take(m.InstancesLoaded(WEB.id, few[:6]), m.GroupLoaded(WEB))
    play.after(5).take(m.InstancesLoaded(WEB.id, few))
    wanted = [e for e in play.state.chronicles[TASK.id] if e.kind is EventKind.ATTENTION]
    assert [(e.sentence, e.bad) for e in wanted] == [
        ("Needs attention: below the floor.", True),
        ("No longer: below the floor.", False),
    ]
    assert play.state.attention == {TASK.id: {}}


def test_what_grows_graver_is_told_again_and_a_flicker_of_its_gravity_is_not() -> None:
    play = playbook()
    one, two = (new(n, created_at=NOW.at, health="Unhealthy") for n in (1, 2))
    for ill in ((), (one,), (one, two), (one,), (one, two)):
        play.after(5).take(m.InstancesLoaded(WEB.id, (*make_instances(10), *ill)))
    wanted = [e for e in play.state.chronicles[TASK.id] if e.kind is EventKind.ATTENTION]
    assert [(e.detail, e.bad) for e in wanted] == [(one.id, False), (f"{one.id} {two.id}", True)]


def test_time_alone_judges_nothing_and_an_end_is_no_relief() -> None:
    play = playbook()
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(10)))
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(5)), m.GroupLoaded(WEB))
    judged = play.state.attention
    assert judged[TASK.id]
    play.after(600).take(m.Ticked())
    assert play.state.attention is judged
    poll(play, 1, status=S.FAILED)
    assert play.state.attention == {TASK.id: {}}
    assert not any("No longer" in sentence for _, sentence in told(play))


def test_a_remedy_is_told_when_asked_accepted_and_refused() -> None:
    play = playbook()
    remedy = ResumeProcesses(HANGZHOU, WEB.id, ("ScaleOut",))
    play.after(1).take(m.RemedyRequested(remedy), m.RemedyFailed(remedy, REFUSED))
    play.after(1).take(m.RemedyRequested(remedy), m.RemedyAccepted(remedy))
    acts = [sentence for kind, sentence in told(play) if kind is EventKind.ACTION]
    assert acts == [
        "Asked ESS to resume ScaleOut.",
        f"Failed: resume ScaleOut. {REFUSED.sentence}",
        "Asked ESS to resume ScaleOut.",
        "ESS accepted the request to resume ScaleOut.",
    ]


def test_a_call_and_a_remedy_name_whom_they_are_about() -> None:
    play = playbook()
    ill = replace(make_instances(1)[0], id=InstanceId("i-ill"), created_at=later(1).at, health="Unhealthy")
    ill = replace(ill, configuration=OTHER)
    play.after(1).take(m.InstancesLoaded(WEB.id, (*make_instances(10), ill)))
    remedy = Unprotect(HANGZHOU, WEB.id, (InstanceId("i-1"), InstanceId("i-2")))
    play.after(1).take(m.RemedyRequested(remedy), m.RemedyAccepted(remedy))
    said = {e.sentence: e.detail for e in play.state.chronicles[TASK.id]}
    assert said["Needs attention: unhealthy new instances."] == "i-ill"
    assert said["Asked ESS to take the protection off 2 instances."] == "i-1 i-2"
    assert said["ESS accepted the request to take the protection off 2 instances."] == "i-1 i-2"


def test_a_remedy_of_another_group_is_not_told_here() -> None:
    play = playbook()
    play.after(1).take(m.RemedyRequested(ResumeProcesses(HANGZHOU, GroupId("asg-other"), ("ScaleOut",))))
    assert [kind for kind, _ in told(play)] == [EventKind.CONNECTION]


def test_that_a_refresh_has_more_activities_than_are_read_is_told_once() -> None:
    play = playbook()
    activities = tuple(Activity(ActivityId(f"asa-{n}"), "Successful") for n in range(3))
    play.take(m.ActivitiesLoaded(TASK.id, activities, 600))
    words = "Older activities of this refresh were not read: ESS has 603 of them, and the newest 3 were read."
    assert [s for k, s in told(play) if k is EventKind.CONNECTION][1:] == [words]
    play.take(m.MonitorClosed(TASK.id), m.MonitorOpened(TASK.id))
    play.take(m.ActivitiesLoaded(TASK.id, activities, 600))
    assert [s for _, s in told(play)].count(words) == 1
