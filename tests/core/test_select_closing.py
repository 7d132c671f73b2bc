"""Closing asks only while something is on its way, and says truthfully what is kept."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import messages as m
from essgui.core.select_closing import closing
from essgui.core.state import AppState, Archive, Attempt, ProfileFacts, ProfileKind, Wizard
from essgui.core.update import update
from essgui.domain.guards import Guard, Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import RefreshSpec
from essgui.domain.remedies import ExitStandby, ResumeProcesses, SuspendProcesses
from essgui.domain.run import Shelf
from essgui.domain.scaling import InstanceId
from essgui.domain.vigil import Call, tripped
from tests.support.playbook import REFUSED
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task, with_monitor

WEB = make_group()
TASK = make_task(WEB)
STATE = with_monitor(make_state([WEB], [TASK]), TASK)
ATTEMPT = Wizard(WEB.id, HANGZHOU, attempt=Attempt("t-1", RefreshSpec(HANGZHOU, WEB.id), NOW))


def test_a_quiet_window_closes_at_once() -> None:
    assert closing(STATE) is None
    assert closing(replace(STATE, wizard=Wizard(WEB.id, HANGZHOU))) is None


def test_a_start_on_its_way_is_found_by_the_next_run() -> None:
    asked = closing(replace(STATE, wizard=ATTEMPT, archive=Archive(keeping=True)))
    assert asked is not None
    assert asked.lines == ("The start of a refresh of web has no answer yet.",)
    assert "never sends it a second time" in asked.keeps[0]
    assert len(asked.loses) == 1


def test_without_an_archive_nothing_is_promised() -> None:
    asked = closing(replace(STATE, wizard=ATTEMPT))
    assert asked is not None
    assert "second time" not in asked.keeps[0]
    assert "not written down here" in asked.loses[1]


def test_an_action_counts_until_ess_has_accepted_it() -> None:
    state, _ = update(STATE, m.ActionRequested(TASK.id, RefreshAction.SUSPEND), NOW)
    asked = closing(state)
    assert asked is not None
    assert asked.lines == ("web: Suspending…",)
    state, _ = update(state, m.ActionAccepted(TASK.id, RefreshAction.SUSPEND), NOW)
    assert closing(state) is None


def guarded(guards: Guards = Guards(True, 3)) -> AppState:
    return update(STATE, m.GuardsChosen(TASK.id, guards), NOW)[0]


def test_guards_on_duty_are_named_with_what_is_lost() -> None:
    asked = closing(guarded())
    assert asked is not None
    assert asked.title == "Close and stop guarding?"
    assert asked.lines == ("web is guarded: suspend below the floor, suspend after 3 failed activities.",)
    assert "nothing suspends or rolls back" in asked.loses[0]
    assert asked.keeps == ("The refresh goes on in the cloud.",)
    kept = closing(replace(guarded(), archive=Archive(keeping=True)))
    assert kept is not None
    assert "watch again" in kept.keeps[0]


def test_what_is_on_its_way_comes_before_guards_and_both_are_named() -> None:
    state, _ = update(guarded(), m.ActionRequested(TASK.id, RefreshAction.CANCEL), NOW)
    asked = closing(state)
    assert asked is not None
    assert asked.title == "Close while something is on its way?"
    assert len(asked.lines) == 2
    assert any("Guards stop watching" in line for line in asked.loses)


def test_guards_that_are_off_spent_or_of_what_is_over_keep_no_window_open() -> None:
    assert closing(guarded(Guards())) is None
    over = replace(TASK, status=RefreshStatus.SUCCESSFUL)
    assert closing(replace(guarded(), tasks={TASK.id: over})) is None
    state = guarded(Guards(suspend_after=1))
    vigil = tripped(state.monitors[TASK.id].vigil, Call(Guard.FAILURES, RefreshAction.SUSPEND, "…"), NOW.at)
    monitor = replace(state.monitors[TASK.id], vigil=vigil)
    assert closing(replace(state, monitors={TASK.id: monitor})) is None


def suspended() -> AppState:
    stop = SuspendProcesses(HANGZHOU, WEB.id, ("AlarmNotification", "ScheduledAction"))
    state = replace(STATE, profile=ProfileFacts("prod", ProfileKind.ACCOUNT))
    for message in (m.ShelfRead(Shelf()), m.RemedyRequested(stop), m.RemedyAccepted(stop)):
        state, _ = update(state, message, NOW)
    return state


def test_what_is_still_suspended_from_here_is_named() -> None:
    asked = closing(suspended())
    assert asked is not None
    assert asked.title == "Close with processes still suspended?"
    assert asked.lines == ("web: AlarmNotification and ScheduledAction are suspended from here.",)
    assert asked.loses == ("Nothing resumes them while this program is closed. The next run asks you again.",)


def test_what_closing_means_for_them_is_said_as_it_is() -> None:
    state = suspended()
    asked = closing(replace(state, archive=replace(state.archive, keeping=False)))
    assert asked is not None
    assert "not written down here" in asked.loses[0]
    asked = closing(replace(state, profile=STATE.profile))
    assert asked is not None
    assert "The practice cloud ends with this program." in asked.loses[0]


def test_what_is_on_its_way_and_what_is_suspended_are_one_question() -> None:
    asked = closing(replace(suspended(), wizard=ATTEMPT))
    assert asked is not None
    assert asked.title == "Close while something is on its way?"
    assert len(asked.lines) == 2
    assert len(asked.loses) == 2


def test_what_was_resumed_from_here_or_elsewhere_stands_in_no_way() -> None:
    state, _ = update(suspended(), m.GroupLoaded(WEB), NOW)
    assert closing(state) is None
    go = ResumeProcesses(HANGZHOU, WEB.id, ("AlarmNotification", "ScheduledAction"))
    state, _ = update(suspended(), m.RemedyRequested(go), NOW)
    state, _ = update(state, m.RemedyAccepted(go), NOW)
    assert closing(state) is None


def test_a_remedy_counts_until_it_is_answered() -> None:
    back = ExitStandby(HANGZHOU, WEB.id, (InstanceId("i-1"),))
    state, _ = update(STATE, m.RemedyRequested(back), NOW)
    asked = closing(state)
    assert asked is not None
    assert asked.lines == ("web: a change to its instances is under way.",)
    state, _ = update(state, m.RemedyFailed(back, REFUSED), NOW)
    assert closing(state) is None
