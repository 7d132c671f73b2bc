from __future__ import annotations

from essgui.core import messages as m
from essgui.core.routes import fleet
from essgui.core.state import Segment
from tests.support.playbook import OFFLINE
from tests.support.states import (
    NOW,
    later,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

WEB = make_group("web")


def test_what_is_typed_and_chosen_filters_and_asks_for_nothing() -> None:
    state, effects = fleet.take(make_state([WEB]), m.FilterTyped("pay"), NOW)
    state, more = fleet.take(state, m.SegmentChosen(Segment.RUNNING), NOW)
    assert (state.fleet.text, state.fleet.segment) == ("pay", Segment.RUNNING)
    assert (effects, more) == ((), ())


def test_instances_that_came_are_the_detail_the_survey_and_a_sample_of_a_monitor() -> None:
    task = make_task(WEB)
    before = with_monitor(make_state([WEB], [task]), task)
    after, _ = fleet.take_detail(before, m.InstancesLoaded(WEB.id, make_instances(3)), later(5))
    assert after.details[WEB.id].instances.value == make_instances(3)
    assert WEB.id in after.survey.facts
    assert after.monitors[task.id] != before.monitors[task.id]


def test_instances_that_did_not_come_leave_the_survey_alone() -> None:
    before = make_state([WEB])
    after, _ = fleet.take_detail(before, m.InstancesFailed(WEB.id, OFFLINE), NOW)
    assert after.details[WEB.id].instances.failure == OFFLINE
    assert after.survey is before.survey
