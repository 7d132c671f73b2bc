"""An accepted action is on its way until a status shows it, and not for ever."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.effects import Act
from essgui.core.landing import SEEN_WITHIN
from essgui.core.permits import permit
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import RefreshTask, ScalingConfigurationTarget
from tests.support.playbook import Playbook
from tests.support.states import HANGZHOU, OTHER, make_group, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from essgui.core.state import AppState, InFlight

S = RefreshStatus
A = RefreshAction
WEB = make_group()
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))


def answer(number: int, task: RefreshTask) -> m.PollSucceeded:
    return m.PollSucceeded(HANGZHOU, number, (TASK.id,), (task,))


def now(status: RefreshStatus | str, finished: int = 4) -> RefreshTask:
    return replace(TASK, status=status, finished=finished)


def watching() -> Playbook:
    return Playbook(with_monitor(make_state([WEB], [TASK]), TASK))


def in_flight(state: AppState) -> InFlight | None:
    return state.monitors[TASK.id].in_flight


@pytest.mark.parametrize(
    ("action", "still", "seen"),
    [
        (A.SUSPEND, S.IN_PROGRESS, S.PAUSED),
        (A.RESUME, S.PAUSED, S.IN_PROGRESS),
        (A.RESUME, S.CHECKPOINT_PAUSE, S.IN_PROGRESS),
        (A.CANCEL, S.IN_PROGRESS, S.CANCELLING),
        (A.CANCEL, S.CHECKPOINT_PAUSE, S.CANCELLED),
        (A.ROLLBACK, S.PAUSED, S.ROLLBACK_IN_PROGRESS),
        (A.SUSPEND, S.IN_PROGRESS, "Baking"),
    ],
)
def test_an_action_is_in_flight_until_a_status_shows_it_and_meanwhile_not_sent_again(
    action: RefreshAction, still: RefreshStatus, seen: RefreshStatus | str
) -> None:
    play = watching()
    play.take(answer(1, now(still)), m.ActionRequested(TASK.id, action), m.ActionAccepted(TASK.id, action))
    for number in (2, 3):
        play.after(5).take(answer(number, now(still)))
        assert not permit(play.state, TASK.id, action).enabled
        play.take(m.ActionRequested(TASK.id, action))
        assert not play.asked(Act)
    play.after(5).take(answer(4, now(seen)))
    assert in_flight(play.state) is None


def test_a_resume_that_led_to_the_next_checkpoint_is_seen() -> None:
    play = watching()
    play.take(answer(1, now(S.CHECKPOINT_PAUSE, 2)), m.ActionRequested(TASK.id, A.RESUME))
    play.take(m.ActionAccepted(TASK.id, A.RESUME), answer(2, now(S.CHECKPOINT_PAUSE, 5)))
    assert in_flight(play.state) is None


@pytest.mark.parametrize("watched", [False, True])
def test_an_action_that_nothing_shows_is_given_up_after_a_minute(watched: bool) -> None:
    play = watching()
    play.take(m.ActionRequested(TASK.id, A.SUSPEND), m.ActionAccepted(TASK.id, A.SUSPEND))
    if not watched:
        play.take(m.MonitorClosed(TASK.id))
    play.after(SEEN_WITHIN - 1).take(answer(1, now(S.IN_PROGRESS)))
    assert play.state.flights or in_flight(play.state) is not None
    play.after(1).take(answer(2, now(S.IN_PROGRESS)))
    assert not play.state.flights
    assert not watched or permit(play.state, TASK.id, A.SUSPEND).enabled


@pytest.mark.parametrize("watched", [True, False])
def test_of_what_is_not_listed_any_more_no_effect_is_waited_for_for_ever(watched: bool) -> None:
    play = watching()
    play.take(m.ActionRequested(TASK.id, A.CANCEL), m.ActionAccepted(TASK.id, A.CANCEL))
    if not watched:
        play.take(m.MonitorClosed(TASK.id))

    def waits() -> bool:
        flight = in_flight(play.state) if watched else play.state.flights.get(TASK.id)
        return flight is not None

    gone = m.PollSucceeded(HANGZHOU, 1, (TASK.id,), ())
    play.after(SEEN_WITHIN - 1).take(gone)
    assert waits()
    play.after(1).take(replace(gone, number=2))
    assert not waits()
