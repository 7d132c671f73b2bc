"""Close looks wait once ESS throttles: for longer than the polls, and longer still where it goes on."""

from __future__ import annotations

import pytest

from essgui.core import messages as m
from essgui.core.cadence import Cadence
from essgui.core.close_looks import held
from essgui.core.effects import ReadInstances
from essgui.core.lookup import answer
from essgui.domain.guards import Guards
from essgui.domain.questions import Hooks
from tests.support.playbook import BUSY, OFFLINE, REFUSED, Playbook
from tests.support.states import HANGZHOU, make_group, make_instances, make_state, make_task, with_monitor
from tests.support.watching import Watched

WEB = make_group()
TASK = make_task(WEB)
HOOKS = Hooks(HANGZHOU, WEB.id)
POLL = f"poll:{HANGZHOU}"


def watching() -> Playbook:
    return Playbook(with_monitor(make_state([WEB], [TASK]), TASK))


def waits(play: Playbook) -> float:
    """Return the seconds for which close looks are held from now on."""
    return max(0.0, play.state.held.until - play.moment.mono)


@pytest.mark.parametrize(
    "message",
    [
        m.InstancesFailed(WEB.id, BUSY),
        m.ActivitiesFailed(TASK.id, BUSY),
        m.AskFailed(HOOKS, BUSY),
        m.PollFailed(HANGZHOU, 1, BUSY),
        m.SurveyFailed(WEB.id, BUSY),
    ],
)
def test_whatever_was_throttled_holds_them_back(message: m.Message) -> None:
    play = watching()
    play.take(message)
    assert held(play.state, play.moment)


@pytest.mark.parametrize("failure", [OFFLINE, REFUSED])
def test_other_failures_do_not(failure: object) -> None:
    play = watching()
    play.take(m.InstancesFailed(WEB.id, failure))  # type: ignore[arg-type] - one of the two
    assert not held(play.state, play.moment)


def test_the_polls_go_on_in_their_own_time_and_wait_less_where_they_are_throttled_themselves() -> None:
    play = watching()
    play.take(m.InstancesFailed(WEB.id, BUSY), m.PollDue(HANGZHOU))
    play.take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (TASK,)))
    assert play.wake(POLL).after == Cadence().active
    play = watching()
    play.take(m.PollDue(HANGZHOU), m.PollFailed(HANGZHOU, 1, BUSY))
    assert play.wake(POLL).after * 2 < waits(play)


def test_what_was_throttled_together_counts_once_and_going_on_makes_it_longer() -> None:
    play = watching()
    play.take(m.InstancesFailed(WEB.id, BUSY))
    first = waits(play)
    play.take(m.ActivitiesFailed(TASK.id, BUSY))
    assert waits(play) == first
    play.after(first + 1).take(m.InstancesFailed(WEB.id, BUSY))
    assert waits(play) > 1.3 * first
    play.after(waits(play) + Cadence().most_backoff + 1).take(m.InstancesFailed(WEB.id, BUSY))
    assert waits(play) == first, "calm for a while: it begins anew"


def test_a_question_of_a_person_is_asked_all_the_same() -> None:
    play = watching()
    play.take(m.InstancesFailed(WEB.id, BUSY), m.Asked(HOOKS))
    assert answer(play.state, HOOKS).loading


@pytest.mark.parametrize(("guards", "looks"), [(Guards(suspend_below_floor=True), 3), (Guards(), 0)])
def test_the_guard_of_a_floor_looks_on_while_other_reads_are_throttled(guards: Guards, looks: int) -> None:
    play = Watched(guards)
    play.look(10)
    play.take(m.ActivitiesFailed(TASK.id, BUSY))
    asked = 0
    for _ in range(3):
        play.poll()
        asked += len(play.asked(ReadInstances))
        play.take(m.InstancesLoaded(WEB.id, make_instances(10)))
    assert asked == looks


def test_a_look_of_a_guard_that_is_throttled_itself_waits() -> None:
    play = Watched(Guards(suspend_below_floor=True))
    play.look(10)
    play.take(m.InstancesFailed(WEB.id, BUSY))
    play.poll()
    assert play.asked(ReadInstances) == []
    play.after(waits(play)).poll()
    assert len(play.asked(ReadInstances)) == 1
