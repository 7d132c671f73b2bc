"""Details of groups and activities, lifecycle hooks and actions, diagnoses."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from essgui.domain.scaling import InstanceState
from essgui.simulator import scenarios
from essgui.simulator.machine import advance
from essgui.simulator.world import Fault, FaultKind
from tests.support.questions import NOW, ask, numbered

if TYPE_CHECKING:
    from essgui.simulator.world import Group, World

DEFAULT = scenarios.build("default", NOW)
HELD = scenarios.build("hook-timeout", NOW)
HANGZHOU = {"RegionId": "cn-hangzhou"}
SHANGHAI = {"RegionId": "cn-shanghai"}


def group(world: World, name: str) -> Group:
    return next(g for g in world.groups.values() if g.name == name)


def held(world: World) -> tuple[Group, str]:
    """Return the group whose instances wait at a hook, and the activity that made them."""
    found = group(world, "web-frontend")
    (deed,) = {m.activity for m in found.members.values() if m.state is InstanceState.PENDING_WAIT}
    assert deed is not None
    return found, deed


def test_the_detail_of_a_group_and_its_yaml() -> None:
    web = group(DEFAULT, "web-frontend-prod")
    asked = ask(DEFAULT, "DescribeScalingGroupDetail", HANGZHOU, ScalingGroupId=web.id).body
    assert asked["ScalingGroup"]["ScalingGroupName"] == "web-frontend-prod"
    assert asked["Output"] == ""
    yaml = ask(
        DEFAULT, "DescribeScalingGroupDetail", HANGZHOU, ScalingGroupId=web.id, OutputFormat="yaml"
    ).body
    assert json.loads(yaml["Output"]) == asked["ScalingGroup"]


@pytest.mark.parametrize("identifier", ["", "asg-gone"])
def test_no_detail_of_no_group(identifier: str) -> None:
    asked = ask(DEFAULT, "DescribeScalingGroupDetail", HANGZHOU, ScalingGroupId=identifier)
    assert asked.code == ("InvalidScalingGroupId.NotFound" if identifier else "MissingScalingGroupId")


def test_the_detail_of_an_activity_names_instances_and_errors() -> None:
    failed = next(d for d in group(DEFAULT, "recommender-gpu").deeds if d.status == "Failed")
    asked = ask(DEFAULT, "DescribeScalingActivityDetail", ScalingActivityId=failed.id).body
    assert asked["ScalingActivityId"] == failed.id
    assert "OperationDenied.NoStock: The resource is out of stock in cn-shanghai-" in asked["Detail"]
    worked = next(d for d in group(DEFAULT, "payments-ledger").deeds if d.created)
    detail = ask(DEFAULT, "DescribeScalingActivityDetail", ScalingActivityId=worked.id).body["Detail"]
    assert all(instance in detail for instance in worked.created)
    gone = ask(DEFAULT, "DescribeScalingActivityDetail", ScalingActivityId="asa-gone")
    assert (gone.code, gone.status) == ("InvalidScalingActivityId.NotFound", 404)


def test_filters_of_hooks() -> None:
    fanout = group(DEFAULT, "notification-fanout")
    warm, drain = fanout.hooks

    def found(**filters: Any) -> list[str]:
        return [
            h["LifecycleHookId"]
            for h in ask(DEFAULT, "DescribeLifecycleHooks", SHANGHAI | filters).body["LifecycleHooks"]
        ]

    assert found() == found(ScalingGroupId=fanout.id) == [warm.id, drain.id]
    assert found(LifecycleHookName="drain-queue") == [drain.id]
    assert found(LifecycleHookName="drain") == []
    assert found(**numbered("LifecycleHookIds", warm.id, "ash-gone")) == [warm.id]
    assert found(**numbered("LifecycleHookId", drain.id)) == [drain.id]
    other = group(DEFAULT, "recommender-gpu")
    assert found(ScalingGroupId=other.id) == []


def test_a_hook_in_the_words_of_the_api() -> None:
    warm = group(DEFAULT, "notification-fanout").hooks[0]
    (first, _) = ask(DEFAULT, "DescribeLifecycleHooks", SHANGHAI).body["LifecycleHooks"]
    assert first["LifecycleHookName"] == "warm-cache"
    assert first["LifecycleTransition"] == "SCALE_OUT"
    assert first["HeartbeatTimeout"] == warm.timeout == 240
    assert first["DefaultResult"] == "CONTINUE"
    assert first["LifecycleHookStatus"] == "Active"


def test_the_instances_that_a_hook_holds_are_let_go_by_their_token() -> None:
    web, deed = held(HELD)

    def waiting(world: World, **filters: Any) -> dict[str, Any]:
        return ask(world, "DescribeLifecycleActions", HANGZHOU, ScalingActivityId=deed, **filters).body

    body = waiting(HELD)
    (only,) = body["LifecycleActions"]
    assert body["TotalCount"] == 1
    assert only["LifecycleHookId"] == web.hooks[0].id
    assert (only["LifecycleActionStatus"], only["LifecycleActionResult"]) == ("Pending", "ABANDON")
    (instance,) = only["InstanceIds"]
    assert waiting(HELD, LifecycleActionStatus="Pending")["TotalCount"] == 1
    assert waiting(HELD, LifecycleActionStatus="Timeout")["TotalCount"] == 0

    answer = {
        "LifecycleHookId": only["LifecycleHookId"],
        "LifecycleActionToken": only["LifecycleActionToken"],
    }
    done = ask(HELD, "CompleteLifecycleAction", HANGZHOU | answer)
    assert done.status == 200
    assert waiting(done.world)["TotalCount"] == 0
    after = group(done.world, "web-frontend").members[instance]
    assert after.state is InstanceState.IN_SERVICE
    again = ask(done.world, "CompleteLifecycleAction", HANGZHOU | answer)
    assert (again.code, again.status) == ("InvalidLifecycleActionToken.NotFound", 404)
    unknown = ask(HELD, "CompleteLifecycleAction", HANGZHOU | answer | {"LifecycleHookId": "ash-gone"})
    assert (unknown.code, unknown.status) == ("InvalidLifecycleHookId.NotExist", 404)


def test_held_instances_come_in_pages() -> None:
    b = scenarios.WorldBuilder(NOW)
    identifier = b.group("wide", 10, hooks=HELD.groups[held(HELD)[0].id].hooks)
    b.refresh(identifier, min_healthy=50, max_healthy=150, skip_matching=False)
    b.at(NOW + timedelta(minutes=3))
    deed = b.world.groups[identifier].deeds[0].id
    seen: list[str] = []
    token = ""
    for _ in range(10):
        body = ask(
            b.world,
            "DescribeLifecycleActions",
            HANGZHOU,
            ScalingActivityId=deed,
            MaxResults=2,
            NextToken=token,
        ).body
        assert (body["TotalCount"], body["MaxResults"]) == (5, 2)
        seen += [i for a in body["LifecycleActions"] for i in a["InstanceIds"]]
        token = body["NextToken"]
        if not token:
            break
    waiting = [m.id for m in b.world.groups[identifier].members.values() if m.hook]
    assert seen == waiting
    assert len(seen) == 5


def test_a_heartbeat_keeps_an_instance_waiting() -> None:
    web, deed = held(HELD)
    (only,) = ask(HELD, "DescribeLifecycleActions", HANGZHOU, ScalingActivityId=deed).body["LifecycleActions"]
    beat = ask(
        HELD,
        "RecordLifecycleActionHeartbeat",
        HANGZHOU,
        lifecycleHookId=only["LifecycleHookId"],
        lifecycleActionToken=only["LifecycleActionToken"],
        heartbeatTimeout=3600,
    )
    later = NOW + timedelta(minutes=20)
    assert only["InstanceIds"][0] in advance(beat.world, later).groups[web.id].members
    assert only["InstanceIds"][0] not in advance(HELD, later).groups[web.id].members


def test_a_diagnosis_finds_what_is_wrong_and_nothing_else() -> None:
    web = group(DEFAULT, "web-frontend-prod")
    made = ask(DEFAULT, "CreateDiagnoseReport", HANGZHOU, ScalingGroupId=web.id)
    report = made.body["ReportId"]

    def look(world: World, **filters: Any) -> list[dict[str, Any]]:
        return ask(world, "DescribeDiagnoseReports", HANGZHOU | filters).body["Reports"]

    (calm,) = look(made.world)
    assert calm["ReportId"] == report
    assert (calm["ProcessStatus"], calm["DiagnoseStatus"]) == ("Finished", "Normal")
    assert {d["Status"] for d in calm["Details"]} == {"Normal"}
    broken = replace(made.world, faults=(Fault("f", FaultKind.OUT_OF_STOCK, group=web.name),))
    (bad,) = look(broken, ScalingGroupId=web.id)
    assert bad["DiagnoseStatus"] == "Critical"
    assert [d["ErrorCode"] for d in bad["Details"] if d["Status"] == "Critical"] == ["ElasticStrengthAlert"]
    assert look(made.world, **numbered("ReportIds", report)) == [calm]
    assert look(made.world, **numbered("ReportIds", "dr-gone")) == []
    other = group(DEFAULT, "image-resizer")
    assert look(made.world, ScalingGroupId=other.id) == []
    assert look(made.world, RegionId="cn-shanghai") == []


def test_a_diagnosis_of_a_suspended_group() -> None:
    session = group(DEFAULT, "session-store-sg")
    where = {"RegionId": "ap-southeast-1"}
    made = ask(DEFAULT, "CreateDiagnoseReport", where, ScalingGroupId=session.id)
    (report,) = ask(made.world, "DescribeDiagnoseReports", where).body["Reports"]
    wrong = [d["DiagnoseType"] for d in report["Details"] if d["Status"] == "Critical"]
    assert wrong == ["SystemSuspended"]
