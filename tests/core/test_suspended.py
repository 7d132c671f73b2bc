"""What was suspended from here is told when no refresh runs any more, until it is resumed by somebody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.select_monitor import watched
from essgui.core.situations import situation_of
from essgui.core.state import NoticeKind
from essgui.core.suspended import still_suspended
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.remedies import ExitStandby, ResumeProcesses, SuspendProcesses
from essgui.domain.run import Shelf
from essgui.domain.scaling import InstanceId, ScalingGroup
from essgui.domain.suspensions import Suspension
from tests.support.playbook import REFUSED, UNKNOWN, Playbook
from tests.support.states import HANGZHOU, NOW, later, make_group, make_state, make_task, with_monitor

WEB = make_group()
TASK = make_task(WEB)
OVER = replace(TASK, status=RefreshStatus.SUCCESSFUL, finished=10)
BOTH = ("AlarmNotification", "ScheduledAction")
STOP, GO = SuspendProcesses(HANGZHOU, WEB.id, BOTH), ResumeProcesses(HANGZHOU, WEB.id, BOTH)


def stopped(*processes: str) -> ScalingGroup:
    return replace(WEB, suspended_processes=processes)


def suspended(*, over: bool = False) -> Playbook:
    play = Playbook(with_monitor(make_state([WEB], [TASK]), TASK))
    play.take(m.ShelfRead(Shelf()), m.RemedyRequested(STOP), m.RemedyAccepted(STOP))
    if over:
        play.take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (OVER,)))
    return play


def told(play: Playbook) -> list[str]:
    return [n.text for n in play.state.notices if n.key == f"suspended:{WEB.id}"]


def test_nothing_is_told_while_the_refresh_runs_and_the_reminder_stands_when_it_is_over() -> None:
    play = suspended()
    assert still_suspended(play.state) == {WEB.id: BOTH}, "as ESS accepted it, before the group is read again"
    assert told(play) == []
    found = watched(play.state, TASK.id)
    assert found is not None
    assert situation_of(play.state, found).suspended_from_here == set(BOTH)
    play.take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (OVER,)))
    words = "AlarmNotification and ScheduledAction are still suspended from here."
    assert told(play) == [f"web: no refresh runs any more, and {words}"]
    notice = next(n for n in play.state.notices if n.act)
    assert notice.kind is NoticeKind.CAUTION
    assert notice.act == ("Resume them", m.RemedyRequested(GO))


def test_to_resume_puts_the_reminder_away_for_good() -> None:
    play = suspended(over=True)
    assert play.take(m.RemedyRequested(GO)) == (e.RunErrand(GO),)
    assert told(play) == [], "while it is on its way"
    play.take(m.RemedyAccepted(GO))
    assert (told(play), play.state.archive.suspended) == ([], ())
    play.take(m.GroupLoaded(stopped(*BOTH)))
    assert told(play) == [], "an answer that is a moment old, or somebody else's doing"


def test_to_resume_that_fails_is_told_with_the_way_to_try_again() -> None:
    play = suspended(over=True)
    play.take(m.RemedyRequested(GO), m.RemedyFailed(GO, REFUSED))
    assert told(play) == ["web: AlarmNotification and ScheduledAction are still suspended. ESS said no."]
    notice = next(n for n in play.state.notices if n.act)
    assert (notice.kind, notice.failure, notice.act) == (
        NoticeKind.BAD,
        REFUSED,
        ("Try again", m.RemedyRequested(GO)),
    )
    play.take(m.RemedyRequested(GO))
    assert told(play) == []
    play.take(m.RemedyFailed(GO, REFUSED))
    assert len(told(play)) == 1, "as often as it fails"
    play.take(m.RemedyRequested(GO), m.RemedyFailed(GO, UNKNOWN), m.GroupLoaded(WEB))
    assert told(play) == [], "it went through all the same"


def test_what_somebody_else_resumed_is_told_no_more() -> None:
    play = suspended(over=True)
    play.take(m.GroupLoaded(stopped("ScheduledAction")))
    assert told(play) == ["web: no refresh runs any more, and ScheduledAction is still suspended from here."]
    play.take(m.GroupLoaded(WEB))
    assert told(play) == []


def test_a_reminder_that_was_dismissed_comes_again_after_the_next_refresh_only() -> None:
    play = suspended(over=True)
    play.take(m.NoticeDismissed(f"suspended:{WEB.id}"), m.Ticked(), m.GroupLoaded(replace(stopped(*BOTH))))
    assert told(play) == []
    next_one = replace(TASK, id="ir-next")
    play.take(m.RefreshesFound(WEB.id, (next_one, OVER)))
    play.take(m.PollSucceeded(HANGZHOU, 2, ("ir-next",), (replace(OVER, id="ir-next"),)))
    assert len(told(play)) == 1


def test_a_new_refresh_takes_the_reminder_away() -> None:
    play = suspended(over=True)
    play.take(m.RefreshesFound(WEB.id, (replace(TASK, id="ir-next"), OVER)))
    assert told(play) == []


@pytest.mark.parametrize(("failure", "count"), [(UNKNOWN, 2), (REFUSED, 0)])
def test_a_suspension_without_an_answer_is_remembered_and_a_refused_one_is_not(failure, count: int) -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.RemedyRequested(STOP), m.RemedyFailed(STOP, failure))
    assert len(play.state.archive.suspended) == count
    assert still_suspended(play.state) == {}
    play.take(m.GroupLoaded(stopped(*BOTH)))
    assert len(still_suspended(play.state)) == min(count, 1)


def test_another_remedy_changes_no_process() -> None:
    back = ExitStandby(HANGZHOU, WEB.id, (InstanceId("i-1"),))
    play = suspended()
    before = play.state
    play.take(m.RemedyRequested(back), m.RemedyAccepted(back))
    assert play.state.archive.suspended == before.archive.suspended
    assert play.state.groups[HANGZHOU].value == before.groups[HANGZHOU].value


def test_the_next_run_looks_at_what_was_left_suspended_and_says_it() -> None:
    held = tuple(Suspension(HANGZHOU, WEB.id, p, later(-600).at) for p in BOTH)
    play = Playbook(make_state())
    play.take(m.ShelfRead(Shelf(suspended=held)))
    assert {e.ReadGroup(HANGZHOU, WEB.id), e.FindRefreshes(HANGZHOU, WEB.id)} <= set(play.effects)
    play.take(m.GroupLoaded(stopped(*BOTH)))
    assert told(play) == [], "a refresh may run"
    play.take(m.RefreshesFound(WEB.id, (OVER,)))
    assert len(told(play)) == 1


def test_what_was_suspended_before_the_archive_could_be_read_is_kept() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.RemedyRequested(STOP), m.RemedyAccepted(STOP))
    earlier = Suspension(HANGZHOU, WEB.id, "ScaleIn", later(-600).at)
    play.take(m.ShelfRead(Shelf(suspended=(earlier,))))
    assert play.state.archive.suspended == (earlier, *(Suspension(HANGZHOU, WEB.id, p, NOW.at) for p in BOTH))


def test_whoever_stays_after_the_question_finds_the_way_to_resume() -> None:
    play = suspended()
    play.take(m.CloseDeclined())
    assert told(play) == ["web: AlarmNotification and ScheduledAction are still suspended from here."]
    play.take(m.RemedyRequested(GO))
    play.take(m.RemedyAccepted(GO))
    assert told(play) == []
