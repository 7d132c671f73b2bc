"""After its end a group is looked at until it has settled, a few times at most, and again when asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.effects import ReadConfigurations, ReadGroup, ReadInstances
from essgui.core.final_looks import FIRST_AFTER, MOST_LOOKS, settled
from essgui.core.state import Detail, Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.scaling import Instance, ScalingConfiguration, ScalingGroup, TaskId
from tests.support.playbook import BUSY, DENIED, Playbook
from tests.support.states import (
    HANGZHOU,
    NOW,
    OTHER,
    later,
    make_configurations,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

WEB = make_group(active_configuration=OTHER)
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))
DONE = replace(TASK, status=RefreshStatus.SUCCESSFUL, finished=10, ended_at=NOW.at)
NEW = make_instances(10, configuration=OTHER, created_at=NOW.at)
MOVING = (*NEW[1:], replace(NEW[0], state="Pending"))
WAKE = f"final:{TASK.id}"
DUE = m.FinalLookDue(TASK.id)


def over() -> Playbook:
    """Return a refresh that has just been seen to end; an instance is still on its way."""
    play = Playbook(with_monitor(make_state([WEB], [TASK]), TASK))
    play.take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (DONE,)))
    assert play.wake(WAKE).after == FIRST_AFTER
    play.after(1).take(m.InstancesLoaded(WEB.id, MOVING))
    return play


def test_it_is_read_again_further_and_further_apart_and_not_for_ever() -> None:
    play, waits = over(), []
    for _ in range(MOST_LOOKS):
        play.after(60).take(DUE)
        assert play.asked(ReadInstances)
        assert play.asked(ReadGroup)
        assert play.asked(ReadConfigurations)
        waits.append(play.wake(WAKE).after)
        play.take(m.InstancesLoaded(WEB.id, MOVING))
    assert waits == [FIRST_AFTER * 2**n for n in range(1, MOST_LOOKS + 1)]
    assert play.after(900).take(DUE) == ()


def test_once_it_has_settled_nobody_looks_any_more() -> None:
    play = over()
    play.take(m.InstancesLoaded(WEB.id, NEW))
    assert play.after(15).take(DUE) == ()


def test_opening_its_monitor_again_begins_anew() -> None:
    play = over()
    for _ in range(MOST_LOOKS):
        play.after(60).take(DUE, m.InstancesLoaded(WEB.id, MOVING))
    play.take(m.MonitorOpened(TASK.id))
    assert play.asked(ReadInstances)
    assert play.wake(WAKE).after == FIRST_AFTER
    play.take(m.InstancesLoaded(WEB.id, MOVING))
    assert play.after(15).take(DUE) != ()


def test_a_look_waits_while_ess_throttles_and_does_not_count() -> None:
    play = over()
    play.take(m.InstancesFailed(WEB.id, BUSY), DUE)
    assert not play.asked(ReadInstances)
    assert play.wake(WAKE).after == FIRST_AFTER


@pytest.mark.parametrize("message", [m.InstancesFailed(WEB.id, DENIED), m.MonitorClosed(TASK.id)])
def test_what_is_denied_or_closed_is_left_alone(message: m.Message) -> None:
    play = over()
    play.take(message)
    assert play.after(15).take(DUE) == ()


def test_a_refresh_that_is_not_the_newest_or_not_over_is_left_alone() -> None:
    play = over()
    play.state = replace(play.state, history={WEB.id: (TaskId("ir-later"), TASK.id)})
    assert play.after(15).take(DUE) == ()
    running = Playbook(with_monitor(make_state([WEB], [TASK]), TASK, MOVING))
    assert running.take(DUE) == ()


def test_settled_means_read_after_the_end_all_there_and_nothing_bad() -> None:
    def told(read: Remote[tuple[Instance, ...]], group: ScalingGroup = WEB) -> bool:
        state = make_state([group], [DONE])
        return settled(replace(state, details={WEB.id: Detail(instances=read)}), DONE)

    assert told(Remote(NEW, NOW))
    assert not told(Remote(NEW, later(-1))), "read before the end"
    assert not told(Remote(NEW, NOW, failure=BUSY)), "what was read last is older"
    assert not told(Remote(MOVING, NOW))
    assert not told(Remote(NEW[1:], NOW)), "one is missing"
    assert not told(Remote(NEW, NOW), make_group()), "the active configuration was not switched yet"


def test_configurations_of_before_the_end_are_looked_at_once_more_unless_they_cannot_be() -> None:
    def told(configurations: Remote[tuple[ScalingConfiguration, ...]]) -> bool:
        detail = Detail(Remote(NEW, NOW), configurations)
        return settled(replace(make_state([WEB], [DONE]), details={WEB.id: detail}), DONE)

    known = make_configurations(WEB)
    assert told(Remote(known, NOW))
    assert not told(Remote(known, later(-1)))
    assert told(Remote(known, later(-1), failure=DENIED))
