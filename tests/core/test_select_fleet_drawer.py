from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from essgui.core.select_fleet_drawer import Fact, Verdict, day, drawer
from essgui.core.state import Detail, Discovery, Fleet, Remote
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.scaling import GroupId, TemplateId
from tests.support.states import NOW, OTHER, later
from tests.ui.fleet import worlds
from tests.ui.fleet.half_done import half_done

STATE = worlds.with_drawer(worlds.believable())


def check(view, name):
    return next(line for line in view.checks if line.name == name)


def test_nothing_selected_means_no_drawer():
    assert drawer(worlds.believable()) is None


def test_an_eligible_group_is_told_in_full():
    view = drawer(STATE)
    assert view is not None
    assert (view.name, view.place) == ("image-resizer", "cn-shanghai · ECS")
    assert (view.in_service, view.minimum, view.desired, view.maximum) == (18, 6, 18, 40)
    assert (view.drift, view.drift_note, len(view.drift_lines)) == (6, "oldest 11 d", 6)
    assert view.permit.enabled
    assert view.running is None
    assert Fact("Instance types", "ecs.c8i.xlarge, +1 fallback") in view.facts
    assert Fact("Zones", "cn-shanghai-b 10 · cn-shanghai-g 9") in view.facts
    assert [(p.status, p.counts, p.duration) for p in view.refreshes][:2] == [
        ("Successful", "18/18", "24 min"),
        ("Cancelled", "4/18", "9 min"),
    ]


def test_ignored_instances_are_a_remark_and_no_obstacle():
    view = drawer(STATE)
    assert view is not None
    last = view.checks[-1]
    assert (last.name, last.value, last.verdict) == (
        "1 instance will be ignored",
        "Protected",
        Verdict.REMARK,
    )
    assert view.permit.enabled


def test_the_age_of_the_look_moves_with_time():
    view = drawer(replace(STATE, now=later(7)))
    assert view is not None
    assert check(view, "No refresh running").value == "checked 10 s ago"


def test_what_was_not_looked_at_is_not_claimed():
    blank = replace(STATE, history={}, details={}, discovery=Discovery())
    view = drawer(blank)
    assert view is not None
    assert check(view, "No refresh running").verdict is Verdict.WAITING
    assert view.refreshes_note == "Looking for refreshes…"
    assert view.drift is None
    assert view.instances_note == "Reading the instances…"
    failed = replace(blank, discovery=Discovery(failed={worlds.RESIZER.id: worlds.OFFLINE}))
    view = drawer(failed)
    assert view is not None
    assert check(view, "No refresh running").verdict is Verdict.REMARK
    assert worlds.OFFLINE.sentence in view.refreshes_note


def test_what_blocks_comes_first_and_gives_the_reason():
    view = drawer(worlds.with_drawer(worlds.believable(), worlds.GEO))
    assert view is not None
    assert view.checks[0].name == "Reclaim mode"
    assert "economical reclaim" in view.permit.reason


def test_a_running_refresh_blocks_another_and_can_be_watched():
    view = drawer(worlds.with_drawer(worlds.believable(), worlds.WEB))
    assert view is not None
    assert view.running == worlds.WEB_TASK.id
    assert not view.permit.enabled
    assert view.drift is None
    assert view.drift_lines == ()
    assert "drift is told again when that is over" in view.instances_note


def test_a_template_group_needs_no_configurations():
    group = replace(worlds.CART, override_types=("ecs.g7.large", "ecs.g6.large", "ecs.g5.large"))
    state = worlds.believable()
    remote = replace(state.groups[group.region], value=(group,))
    reading = Detail(configurations=Remote(loading=True))
    view = drawer(
        replace(
            state,
            groups={**state.groups, group.region: remote},
            fleet=Fleet(selected=group.id),
            details={group.id: reading},
        )
    )
    assert view is not None
    assert view.source_title == "Launch template"
    assert not view.facts_loading
    assert Fact("Id", TemplateId("lt-bp1cart31aa"), mono=True) in view.facts
    assert Fact("Instance types", "ecs.g7.large, +2 fallbacks") in view.facts


def test_containers_stand_for_the_image_of_an_eci_group():
    view = drawer(worlds.with_drawer(worlds.believable(), worlds.PUSH))
    assert view is not None
    assert Fact("app", "registry.example/app:42", mono=True) in view.facts


def test_failed_reads_are_told():
    detail = Detail(Remote(failure=worlds.DENIED), Remote(failure=worlds.DENIED))
    view = drawer(replace(STATE, details={worlds.RESIZER.id: detail}))
    assert view is not None
    assert view.facts_failure is worlds.DENIED
    assert worlds.DENIED.sentence in view.instances_note


def test_a_group_that_is_gone_says_so():
    view = drawer(replace(worlds.believable(), fleet=Fleet(selected=GroupId("asg-gone"))))
    assert view is not None
    assert view.gone
    assert not view.permit.enabled


def test_days():
    assert day(NOW.at, NOW.at) == "today"
    assert day(NOW.at - timedelta(days=400), NOW.at).endswith("2025")


def test_what_shares_its_id_with_another_image_is_not_called_free_of_drift():
    view = drawer(half_done())
    assert (view.drift, view.drift_lines) == (None, ())
    assert "on different images" in view.instances_note
    counted = drawer(half_done(target=ScalingConfigurationTarget(OTHER)))
    assert counted.drift == 6


def test_instances_of_before_the_last_end_tell_no_drift():
    view = drawer(half_done(target=ScalingConfigurationTarget(OTHER), ended_at=later(1).at))
    assert view.drift is None
    assert "as they are after the last refresh" in view.instances_note


def test_a_moving_version_has_no_drift_in_the_drawer():
    view = drawer(worlds.with_drawer(worlds.believable(), worlds.LOGIN))
    assert view is not None
    assert view.drift is None
    assert "moving thing" in view.instances_note
