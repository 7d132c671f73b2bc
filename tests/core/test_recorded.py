"""What a monitor records is what was so then: nothing of today falsifies a refresh that is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.effects import Keep
from essgui.core.state import Archive
from essgui.domain.lifecycle import RefreshStatus
from tests.support.playbook import OFFLINE, Playbook
from tests.support.states import (
    HANGZHOU,
    later,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

S = RefreshStatus
WEB = make_group("web")
TASK = make_task(WEB)
OVER = replace(TASK, status=S.SUCCESSFUL, finished=10, ended_at=later(-2 * 86400).at)


def watched() -> Playbook:
    return Playbook(with_monitor(make_state([WEB], [TASK]), TASK))


def seen(play: Playbook) -> list[tuple[str, int | None]]:
    return [(s.status, s.in_service) for s in play.state.monitors[TASK.id].timeline.samples]


def test_what_is_over_when_it_is_opened_gets_no_samples_of_today() -> None:
    play = Playbook(make_state([WEB], [OVER], archive=Archive(keeping=True)))
    play.take(m.MonitorOpened(TASK.id))
    play.after(2).take(m.InstancesLoaded(WEB.id, make_instances(2)))
    play.after(60).take(m.InstancesFailed(WEB.id, OFFLINE), m.InstancesLoaded(WEB.id, make_instances(3)))
    assert play.state.monitors[TASK.id].timeline.samples == ()
    assert all(not held.samples for held in play.state.archive.pending.values())
    play.take(m.KeepDue())
    assert all(not recording.samples for kept in play.asked(Keep) for _, recording in kept.recordings)


@pytest.mark.parametrize(("missed", "told"), [(60, 2), (8 * 3600, None)])
def test_an_end_that_was_missed_is_recorded_when_it_was_and_not_as_the_group_is_now(
    missed: float, told: int | None
) -> None:
    play = watched()
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(8)))
    ended = replace(OVER, ended_at=later(60).at)
    play.moment = later(60 + missed)
    play.take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (ended,)))
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(2)))
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(3)))
    last = play.state.monitors[TASK.id].timeline.samples[-1]
    assert (last.status, last.in_service) == ("Successful", told)
    assert last.at == (later(60).at if told is None else later(60 + missed + 1).at)
    assert seen(play)[-2] == ("InProgress", 8)
