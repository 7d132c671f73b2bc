from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from essgui.core.lookup import instances_of
from essgui.core.select_instance_map import GroupBy, instance_map, square_tip, square_words
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_gone import gone_rows, listed_rows
from essgui.core.select_monitor_rows import instance_rows
from essgui.domain.roles import InstanceRole
from essgui.domain.scaling import InstanceId
from tests.ui.monitor import scenes


def rows(instances=None):
    state = scenes.scene()
    found = watched(state, scenes.TASK)
    assert found is not None
    return instance_rows(state, found, scenes.instances() if instances is None else instances)


def by_title(shown):
    return {row.title: row for row in shown.rows}


def test_those_that_matched_before_are_not_taken_for_ignored_ones():
    found = rows()
    old = [r.key for r in found if r.role is InstanceRole.OLD and r.zone == "cn-hangzhou-h"]
    ignored = [r.key for r in found if r.role is InstanceRole.IGNORED and r.zone == "cn-hangzhou-h"]

    def shown(*, without=()):
        changed = [replace(r, role=InstanceRole.MATCHING) if r.key in old[:2] else r for r in found]
        return by_title(instance_map([r for r in changed if r.key not in without], GroupBy.ZONE))

    both = shown()["cn-hangzhou-h"]
    assert both.counts[-1] == (3, "left alone")
    assert both.spoken == "cn-hangzhou-h, 9 new, 8 old, 1 starting, 2 already matching, 1 ignored"
    assert shown(without=ignored)["cn-hangzhou-h"].counts[-1] == (2, "matching")


def test_zones_have_their_squares_and_their_counts():
    shown = by_title(instance_map(rows(), GroupBy.ZONE))
    zone = shown["cn-hangzhou-h"]
    assert zone.spoken == "cn-hangzhou-h, 9 new, 10 old, 1 starting, 1 ignored"
    assert zone.counts == ((9, "new"), (10, "old"), (1, "in transition"), (1, "ignored"))
    assert zone.line == "20 in service"
    assert len(zone.squares) == 21
    assert shown["cn-hangzhou-j"].spoken == "cn-hangzhou-j, 9 new, 9 old, 1 releasing, 1 ignored"


def test_those_in_service_that_warm_up_are_counted_once_and_named():
    new = [i for i in scenes.instances() if i.id.startswith("i-bp1new") and i.zone == "cn-hangzhou-h"][:2]
    warm = {i.id: replace(i, state="InService", warmup="WaitingForInstanceWarmup") for i in new}
    found = rows(tuple(warm.get(i.id, i) for i in scenes.instances()))
    zone = by_title(instance_map(found, GroupBy.ZONE))["cn-hangzhou-h"]
    assert zone.line == "20 in service, 2 warming up"
    assert zone.counts == ((7, "new"), (10, "old"), (3, "in transition"), (1, "ignored"))
    assert zone.spoken == "cn-hangzhou-h, 7 new, 10 old, 1 starting, 1 ignored, 2 warming up"
    by_state = by_title(instance_map(found, GroupBy.STATE))
    assert by_state["InService"].line.endswith(" instances, 2 warming up")
    assert by_state["Pending"].line == "1 instance"


def test_squares_stand_by_age_and_new_ones_are_appended():
    before = instance_map(rows(), GroupBy.ZONE).rows[0].squares
    young = replace(scenes.instances()[0], id=InstanceId("i-aaa"), created_at=scenes.NOW.at)
    changed = tuple(
        replace(i, state="Removing") if i.id == before[3].key else i for i in (young, *scenes.instances())
    )
    after = instance_map(rows(changed), GroupBy.ZONE).rows[0].squares
    assert [s.key for s in after] == [*(s.key for s in before), "i-aaa"]


def test_a_zone_without_service_is_amber_even_when_nothing_is_left_in_it():
    waiting = replace(scenes.instances()[0], id=InstanceId("i-k"), zone="cn-hangzhou-k", state="Pending")
    shown = by_title(instance_map(rows((*scenes.instances(), waiting)), GroupBy.ZONE, {"cn-hangzhou-i"}))
    assert shown["cn-hangzhou-k"].warning == shown["cn-hangzhou-i"].warning != ""
    assert shown["cn-hangzhou-i"].spoken == "cn-hangzhou-i, no instance, none in service"
    assert not shown["cn-hangzhou-h"].warning


def test_by_state_and_by_age():
    assert [r.title for r in instance_map(rows(), GroupBy.STATE).rows] == [
        "InService",
        "Pending",
        "Protected",
        "Removing",
    ]
    ageless = replace(scenes.instances()[0], id=InstanceId("i-x"), created_at=None, zone="")
    many = rows((*scenes.instances(), ageless))
    titles = [r.title for r in instance_map(many, GroupBy.AGE).rows]
    assert titles == ["Under 10 min", "10 to 60 min", "7 to 30 days", "Age not known"]
    assert instance_map(many, GroupBy.ZONE).rows[-1].title == "No zone known"


def test_those_that_are_gone_are_counted_and_have_no_square():
    state = scenes.departed()
    found = watched(state, scenes.TASK)
    assert found is not None
    here = instances_of(state, found.task.group)
    assert here is not None
    shown = instance_map(listed_rows(state, found, here), GroupBy.ZONE)
    assert shown.note == (
        "Not shown, because gone: 10 instances released by this refresh and 2 instances that failed."
    )
    assert shown.size == len(here)
    assert shown.rows == instance_map(rows(here), GroupBy.ZONE).rows
    assert instance_map(rows(here), GroupBy.ZONE).note == ""


def test_an_empty_group_has_no_rows():
    assert instance_map((), GroupBy.ZONE).rows == ()


def test_a_tip_tells_everything():
    old = replace(scenes.instances()[-1], health="Unhealthy", created_at=scenes.START - timedelta(days=2))
    (row,) = rows((old,))
    assert dict(square_tip(row))["Health"] == "Unhealthy"
    assert square_words(row).startswith(f"{old.id}, Old, InService, Unhealthy, cn-hangzhou-")


def test_of_a_refresh_whose_oldest_activities_were_not_read_more_may_be_gone() -> None:
    state = scenes.departed()
    found = watched(state, scenes.TASK)
    assert found is not None
    gone = gone_rows(state, found, ())
    assert "at least" not in instance_map(gone, GroupBy.ZONE).note
    note = instance_map(gone, GroupBy.ZONE, whole=False).note
    assert note.startswith("Not shown, because gone: at least ")
    assert note.count("at least") == note.count("instance")
