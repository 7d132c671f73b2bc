"""All activities of a refresh are read, once that succeeds; until then those of its group's list count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.cadence import Cadence
from essgui.core.effects import Act, ReadActivities
from essgui.core.state import Remote
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshAction
from essgui.domain.questions import PastActivities
from essgui.domain.run import EventKind
from essgui.domain.scaling import Activity, ActivityId
from tests.support.playbook import OFFLINE
from tests.support.states import HANGZHOU, NOW, later
from tests.support.watching import TASK, WEB, Watched, failures

if TYPE_CHECKING:
    from collections.abc import Sequence

PAST = PastActivities(HANGZHOU, WEB.id)


def opened(guards: Guards = Guards(), *, failed: bool = True) -> Watched:
    """Return a monitor as it has been opened; its own read has failed, or has not come yet."""
    play = Watched(guards)
    play.take(m.MonitorClosed(TASK.id), m.MonitorOpened(TASK.id))
    if failed:
        play.take(m.ActivitiesFailed(TASK.id, OFFLINE))
    play.take(m.GuardsChosen(TASK.id, guards))
    return play


def of_group(*activities: Activity) -> m.Answered:
    return m.Answered(PAST, tuple(replace(a, task=TASK.id) for a in activities))


def ids(activities: Sequence[Activity] | None) -> list[str]:
    return [a.id for a in activities or ()]


def test_a_read_that_failed_is_tried_again_after_a_longer_and_longer_wait() -> None:
    play = opened()
    polls: list[int] = []
    for _ in range(4):
        count = 0
        while not play.asked(ReadActivities):
            play.poll()
            count += 1
        polls.append(count)
        play.take(m.ActivitiesFailed(TASK.id, OFFLINE))
    assert 1 < polls[0] < polls[2]
    assert polls[3] * Cadence().active <= 1.25 * Cadence().most_backoff + Cadence().active
    play.poll()
    assert not play.asked(ReadActivities)
    play.take(m.MonitorOpened(TASK.id))
    assert play.asked(ReadActivities), "an operator who asks need not wait"


@pytest.mark.parametrize("failed", [False, True])
def test_until_all_are_read_those_of_the_group_count_for_the_guards(failed: bool) -> None:
    play = opened(Guards(suspend_after=3), failed=failed)
    play.take(of_group(*failures(1)))
    assert ids(play.monitor.activities.value) == ["asa-1"]
    assert play.monitor.activities.loading is not failed
    assert not play.poll(), "what had failed before does not count"
    play.take(of_group(*failures(4)))
    assert [act.action for act in play.asked(Act)] == [RefreshAction.SUSPEND]


def test_until_all_are_read_they_are_asked_for() -> None:
    play = opened()
    play.take(of_group(*failures(1)))
    play.after(Cadence().most_backoff * 2)
    play.poll()
    assert play.asked(ReadActivities)


def test_older_ones_that_are_read_late_count_for_no_guard_and_are_told_once() -> None:
    play = opened(Guards(suspend_after=3))
    every = tuple(replace(a, task=TASK.id, ended_at=later(1).at) for a in failures(9))
    play.take(of_group(*every[1:3]))
    play.take(m.ActivitiesLoaded(TASK.id, every[1:]))
    assert not play.poll()
    told = [e.sentence for e in play.state.chronicles[TASK.id] if e.kind is EventKind.ACTIVITY]
    assert len(told) == len(set(told)) == 8
    play.take(of_group(*every[:3]))
    assert not play.poll(), "this is the first that is new"
    play.take(of_group(*failures(11)[:2], *every))
    assert [act.action for act in play.asked(Act)] == [RefreshAction.SUSPEND]


def test_what_came_while_all_were_read_stays_and_is_told_once() -> None:
    play = opened(failed=False)
    three = tuple(replace(a, task=TASK.id, ended_at=later(1).at) for a in failures(3))
    working = replace(three[1], status="InProgress", errors=(), ended_at=None)
    play.take(of_group(*three[1:]), of_group(*three))
    play.take(m.ActivitiesLoaded(TASK.id, (working, three[2]), 7), of_group(*three))
    assert play.monitor.activities.value == three
    told = [e.sentence for e in play.state.chronicles[TASK.id] if e.kind is EventKind.ACTIVITY]
    assert len(told) == len(set(told)) == 3
    ended = tuple(replace(a, status="Successful", errors=()) for a in three[:2])
    play.take(m.ActivitiesLoaded(TASK.id, (working,), 8))
    assert play.monitor.activities.value == three
    assert play.monitor.unread == 7, "one of them is known"
    play.state = replace(
        play.state, monitors={TASK.id: replace(play.monitor, activities=Remote((working,), NOW))}
    )
    play.take(m.ActivitiesLoaded(TASK.id, ended))
    assert play.monitor.activities.value == ended, "it has ended since"
    play.take(of_group(working))
    assert {*(play.monitor.activities.value or ())} == {*ended}, "an answer that is older"


def begun(first: int, last: int) -> tuple[Activity, ...]:
    """Return activities that began so many seconds after the beginning, the newest first."""
    return tuple(
        Activity(ActivityId(f"asa-{100 + n}"), "Successful", started_at=later(n).at, task=TASK.id)
        for n in range(last, first - 1, -1)
    )


@pytest.mark.parametrize(
    ("newest", "gap"), [((301, 500), True), ((302, 500), False), ((-5, 500), False), ((-250, -51), False)]
)
def test_after_a_gap_all_are_read_once_more(newest: tuple[int, int], gap: bool) -> None:
    play = opened(failed=False)
    known = begun(-9, -1) if newest[1] > 0 else ()
    play.take(m.ActivitiesLoaded(TASK.id, known))
    play.after(600).take(m.Answered(PAST, begun(*newest)))
    assert len(play.monitor.activities.value or ()) == len({*begun(*newest), *known})
    play.poll()
    assert bool(play.asked(ReadActivities)) is gap
    play.take(m.ActivitiesLoaded(TASK.id, begun(-9, 500)))
    play.after(5).take(m.Answered(PAST, begun(301, 500)))
    play.poll()
    assert not play.asked(ReadActivities), "there is none any more"


def test_where_the_newest_reach_back_to_one_that_is_known_there_is_no_gap_whatever_the_clocks_say() -> None:
    play = opened(failed=False)
    play.take(m.ActivitiesLoaded(TASK.id, begun(-9, 301)))
    play.after(600).take(m.Answered(PAST, begun(301, 500)))
    play.poll()
    assert not play.asked(ReadActivities)
