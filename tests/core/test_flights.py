"""A monitor that closes over an action on its way takes nothing with it: the outcome is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.select_closing import closing
from essgui.core.state import InFlight, NoticeKind, Poll
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from tests.support.playbook import REFUSED, UNKNOWN, Playbook
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task, with_monitor

A = RefreshAction
WEB = make_group()
TASK = make_task(WEB)
POLL = f"poll:{HANGZHOU}"


def closed(action: RefreshAction = A.SUSPEND) -> Playbook:
    play = Playbook(with_monitor(make_state([WEB], [TASK]), TASK))
    play.state = replace(play.state, polls={HANGZHOU: Poll(sent=7, applied=6)})
    play.take(m.ActionRequested(TASK.id, action), m.MonitorClosed(TASK.id))
    return play


def polled(play: Playbook, number: int, status: RefreshStatus) -> None:
    play.take(m.PollSucceeded(HANGZHOU, number, (TASK.id,), (replace(TASK, status=status),)))


def test_what_ess_accepts_is_told_and_polled_at_once() -> None:
    play = closed()
    play.take(m.ActionAccepted(TASK.id, A.SUSPEND))
    (notice,) = play.state.notices
    assert (notice.kind, notice.text, notice.task) == (
        NoticeKind.GOOD,
        f"web ({TASK.id}): ESS accepted “Suspend”.",
        TASK.id,
    )
    assert play.wakes() == {POLL: 0.5}


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (REFUSED, "ESS did not accept “Roll back”. ESS said no."),
        (UNKNOWN, "whether ESS accepted “Roll back” is not known. It may or may not have happened."),
    ],
)
def test_a_refusal_and_an_unknown_outcome_are_told_apart(failure, words: str) -> None:
    play = closed(A.ROLLBACK)
    play.take(m.ActionFailed(TASK.id, A.ROLLBACK, failure))
    (notice,) = play.state.notices
    assert (notice.kind, notice.failure, notice.text) == (
        NoticeKind.BAD,
        failure,
        f"web ({TASK.id}): {words}",
    )
    assert play.wakes() == {POLL: 0.5}
    assert play.state.flights == {}


def test_an_opened_monitor_takes_the_action_up_again() -> None:
    play = closed()
    play.take(m.MonitorOpened(TASK.id))
    assert play.state.flights == {}
    assert play.state.monitors[TASK.id].in_flight == InFlight(A.SUSPEND, NOW)
    assert play.take(m.ActionRequested(TASK.id, A.CANCEL)) == (), "one at a time, as before"
    play.take(m.ActionAccepted(TASK.id, A.SUSPEND))
    assert play.state.notices == (), "the monitor shows it"
    polled(play, 8, RefreshStatus.PAUSED)
    monitor = play.state.monitors[TASK.id]
    assert (monitor.in_flight, monitor.foreign_act) == (None, None), "it was asked for from here"


def test_a_poll_that_shows_the_effect_ends_it() -> None:
    play = closed()
    play.take(m.ActionAccepted(TASK.id, A.SUSPEND))
    polled(play, 7, RefreshStatus.IN_PROGRESS)
    assert play.state.flights == {TASK.id: InFlight(A.SUSPEND, NOW, accepted_at_poll=7)}
    polled(play, 8, RefreshStatus.PAUSED)
    assert play.state.flights == {}


def test_the_window_asks_before_it_closes_over_it() -> None:
    play = closed()
    asked = closing(play.state)
    assert asked is not None
    assert asked.lines == ("web: Suspending…",)
    play.take(m.ActionAccepted(TASK.id, A.SUSPEND))
    assert closing(play.state) is None


def test_a_monitor_without_an_action_leaves_nothing() -> None:
    play = Playbook(with_monitor(make_state([WEB], [TASK]), TASK))
    play.take(m.MonitorClosed(TASK.id))
    assert play.state.flights == {}
