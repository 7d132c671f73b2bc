"""In service now: what was read, and what it is compared with once that is certain."""

from __future__ import annotations

from dataclasses import replace

from essgui.core.select_monitor import watched
from essgui.core.select_monitor_serving import doubtful, in_service, serving_of
from essgui.core.state import Detail, Remote
from essgui.domain.footing import Footing
from tests.support.states import make_instances
from tests.ui.monitor import scenes


def found(state):
    shown = watched(state, scenes.TASK)
    assert shown is not None
    return shown


def test_in_service_counts_the_instances_that_were_read():
    state = scenes.scene()
    shown = in_service(state, found(state))
    assert (shown.value, shown.line, shown.tone) == ("39", "floor 38, ceiling 50", "text")


def test_below_the_floor_is_amber_and_says_so():
    state = scenes.scene(min_healthy=100)
    shown = in_service(state, found(state))
    assert (shown.line, shown.tone) == ("below the floor of 40", "amber_fg")


def test_in_service_falls_back_to_the_group_and_then_to_not_known():
    state = replace(scenes.scene(), details={})
    assert in_service(state, found(state)).value == "40"
    state = replace(state, groups={})
    assert in_service(state, found(state)).value == "–"


def test_while_the_group_grows_the_floor_of_before_counts_and_the_next_is_named():
    state = scenes.watching(scenes.scene(), footing=Footing(size=60, held=40, judged=scenes.NOW))
    shown = in_service(state, found(state))
    assert (shown.value, shown.line, shown.tone) == ("39", "floor 38, 57 once grown", "text")
    assert "grows from 40" in shown.tip
    assert found(state).kept.floor == 38
    assert (found(state).band.floor, found(state).base) == (57, 60)


def test_a_look_that_is_not_judged_yet_is_no_alarm_unless_there_was_one_before():
    state = scenes.watching(scenes.scene(min_healthy=100), footing=Footing(size=40, held=40))
    assert doubtful(state, found(state))
    assert in_service(state, found(state)).tone == "text"
    state = scenes.watching(state, footing=Footing(size=40, held=40, low=1))
    assert not doubtful(state, found(state))
    assert in_service(state, found(state)).tone == "amber_fg"


def test_an_empty_list_beside_a_group_that_has_instances_says_nothing():
    state = scenes.scene()
    group = found(state).group
    empty = replace(state, details={group.id: Detail(instances=Remote((), scenes.NOW))})
    assert serving_of(empty, found(empty)) is None
    full = replace(state, details={group.id: Detail(instances=Remote(make_instances(3), scenes.NOW))})
    assert serving_of(full, found(full)) == 3
