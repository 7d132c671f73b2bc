"""Every filter and every page of the lists of Auto Scaling, on the default fleet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from essgui.domain.scaling import CreationType, GroupType, InstanceState
from essgui.simulator import scenarios
from essgui.simulator.wire.plain import RESOURCE_GROUP
from tests.support.questions import NOW, OLD_ESS, ask, numbered

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.simulator.world import Deed, Group, Member

WORLD = scenarios.build("default", NOW)
HANGZHOU = {"RegionId": "cn-hangzhou"}
SHANGHAI = {"RegionId": "cn-shanghai"}
SINGAPORE = {"RegionId": "ap-southeast-1"}


def every(_: object) -> bool:
    return True


def none(_: object) -> bool:
    return False


def group(name: str) -> Group:
    return next(g for g in WORLD.groups.values() if g.name == name)


WEB, CATALOGUE = group("web-frontend-prod"), group("catalogue-api-prod")
LEDGER, RECOMMENDER = group("payments-ledger"), group("recommender-gpu")
RESIZER = group("image-resizer")


def whole(action: str, items: str, parameters: dict[str, str], most: int = 50) -> list[dict[str, Any]]:
    """Return all there is, page by page, in pages of the largest size."""
    found: list[dict[str, Any]] = []
    for page in range(1, 100):
        body = ask(WORLD, action, parameters, PageNumber=page, PageSize=most).body
        assert (body["PageNumber"], body["PageSize"]) == (page, most)
        found += body[items]
        if len(found) >= body["TotalCount"]:
            return found
    raise AssertionError("never ends")


# -- groups


def names(found: list[dict[str, Any]]) -> list[str]:
    return [g["ScalingGroupName"] for g in found]


def known(region: dict[str, str], fits: Callable[[Group], bool] = every) -> list[str]:
    return [g.name for g in WORLD.groups.values() if g.region == region["RegionId"] and fits(g)]


@pytest.mark.parametrize("region", [HANGZHOU, SHANGHAI, SINGAPORE])
def test_groups_of_a_region(region: dict[str, str]) -> None:
    assert names(whole("DescribeScalingGroups", "ScalingGroups", region)) == known(region) != []


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"ScalingGroupName": "image-resizer"}, lambda g: g.name == "image-resizer"),
        ({"ScalingGroupName": "resizer"}, none),
        (
            numbered("ScalingGroupNames", "image-resizer", "search-indexer", "nobody"),
            lambda g: g.name in {"image-resizer", "search-indexer"},
        ),
        (numbered("ScalingGroupName", "image-resizer"), lambda g: g.name == "image-resizer"),
        ({"GroupType": "ECI"}, lambda g: g.type is GroupType.ECI),
        ({"GroupType": "ECS"}, lambda g: g.type is GroupType.ECS),
        ({"Tags.1.Key": "env", "Tags.1.Value": "prod"}, lambda g: g.tags.get("env") == "prod"),
        ({"Tags.1.Key": "made-by"}, lambda g: "made-by" in g.tags),
        ({"Tag.1.Key": "app", "Tag.1.Value": "web"}, lambda g: g.tags.get("app") == "web"),
        (
            {"Tags.1.Key": "app", "Tags.1.Value": "media", "Tags.2.Key": "env", "Tags.2.Value": "prod"},
            lambda g: (g.tags.get("app"), g.tags.get("env")) == ("media", "prod"),
        ),
        ({"ResourceGroupId": RESOURCE_GROUP}, every),
        ({"ResourceGroupId": "rg-other"}, none),
    ],
)
def test_filters_of_groups(filters: dict[str, str], fits: Callable[[Group], bool]) -> None:
    found = names(whole("DescribeScalingGroups", "ScalingGroups", HANGZHOU | filters))
    assert found == known(HANGZHOU, fits)


@pytest.mark.parametrize("key", ["ScalingGroupIds", "ScalingGroupId"])
def test_groups_by_id_in_the_order_asked_for_and_unknown_ones_left_out(key: str) -> None:
    ids = numbered(key, LEDGER.id, "asg-nowhere", CATALOGUE.id, WEB.id, LEDGER.id)
    found = whole("DescribeScalingGroups", "ScalingGroups", HANGZHOU | ids)
    assert names(found) == [LEDGER.name, WEB.name]


# -- pages

LISTS = {
    "DescribeScalingGroups": ("ScalingGroups", HANGZHOU, 50),
    "DescribeScalingInstances": ("ScalingInstances", HANGZHOU, 100),
    "DescribeScalingActivities": ("ScalingActivities", HANGZHOU | {"ScalingGroupId": WEB.id}, 50),
    "DescribeScalingConfigurations": ("ScalingConfigurations", HANGZHOU, 50),
    "DescribeEciScalingConfigurations": ("ScalingConfigurations", HANGZHOU, 50),
    "DescribeLifecycleHooks": ("LifecycleHooks", SHANGHAI, 50),
    "DescribeScheduledTasks": ("ScheduledTasks", HANGZHOU, 50),
    "DescribeAlarms": ("AlarmList", HANGZHOU, 50),
}


@pytest.mark.parametrize("action", LISTS)
@pytest.mark.parametrize("size", [1, 3])
def test_pages_joined_are_the_whole(action: str, size: int) -> None:
    items, parameters, most = LISTS[action]
    everything = whole(action, items, parameters, most)
    assert len(everything) >= 2
    assert whole(action, items, parameters, size) == everything


@pytest.mark.parametrize("action", LISTS)
def test_a_page_beyond_the_end_is_empty_and_ten_is_usual(action: str) -> None:
    items, parameters, _ = LISTS[action]
    body = ask(WORLD, action, parameters).body
    assert (body["PageNumber"], body["PageSize"]) == (1, 10)
    assert len(body[items]) == min(10, body["TotalCount"])
    beyond = ask(WORLD, action, parameters, PageNumber=1000).body
    assert (beyond[items], beyond["TotalCount"]) == ([], body["TotalCount"])


@pytest.mark.parametrize("action", LISTS)
@pytest.mark.parametrize(
    "wrong", [{"PageNumber": 0}, {"PageSize": 0}, {"PageSize": "most"}, {"PageNumber": "x"}]
)
def test_pages_out_of_range_are_refused(action: str, wrong: dict[str, Any]) -> None:
    _, parameters, most = LISTS[action]
    if wrong == {"PageSize": "most"}:
        wrong = {"PageSize": most + 1}
    asked = ask(WORLD, action, parameters, **wrong)
    assert (asked.code, asked.status) == ("InvalidParameter", 400)


@pytest.mark.parametrize("action", LISTS)
def test_a_region_is_needed_and_has_to_exist(action: str) -> None:
    _, parameters, _ = LISTS[action]
    assert ask(WORLD, action, parameters | {"RegionId": ""}).code == "MissingRegionId"
    nowhere = ask(WORLD, action, parameters | {"RegionId": "mars-1"})
    assert (nowhere.code, nowhere.status) == ("InvalidRegionId.NotFound", 404)


@pytest.mark.parametrize("action", [a for a in LISTS if a != "DescribeScalingGroups"])
def test_a_group_of_another_region_is_not_found(action: str) -> None:
    asked = ask(WORLD, action, SINGAPORE, ScalingGroupId=WEB.id)
    assert (asked.code, asked.status) == ("InvalidScalingGroupId.NotFound", 404)


# -- instances


def instances(filters: dict[str, str]) -> set[str]:
    found = whole("DescribeScalingInstances", "ScalingInstances", HANGZHOU | filters, 100)
    return {i["InstanceId"] for i in found}


def members(fits: Callable[[Member], bool], of: Group | None = None) -> set[str]:
    groups = [of] if of else [g for g in WORLD.groups.values() if g.region == "cn-hangzhou"]
    return {m.id for g in groups for m in g.members.values() if fits(m)}


FIRST, SECOND = list(WEB.members)[:2]
OTHER_CONFIGURATION = list(WEB.configurations)[1]


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({}, every),
        (numbered("InstanceIds", FIRST, SECOND, "i-gone"), lambda m: m.id in {FIRST, SECOND}),
        (numbered("InstanceId", FIRST), lambda m: m.id == FIRST),
        ({"LifecycleState": "Standby"}, lambda m: m.state is InstanceState.STANDBY),
        (
            numbered("LifecycleStates", "Standby", "Protected"),
            lambda m: m.state in {InstanceState.STANDBY, InstanceState.PROTECTED},
        ),
        ({"HealthStatus": "Healthy"}, lambda m: m.healthy),
        ({"HealthStatus": "Unhealthy"}, lambda m: not m.healthy),
        ({"CreationType": "Attached"}, lambda m: m.creation is CreationType.ATTACHED),
        (numbered("CreationTypes", "Attached", "Managed"), lambda m: m.creation is not CreationType.AUTO),
        (
            {"ScalingConfigurationId": OTHER_CONFIGURATION},
            lambda m: m.source.configuration == OTHER_CONFIGURATION,
        ),
    ],
)
def test_filters_of_instances(filters: dict[str, str], fits: Callable[[Member], bool]) -> None:
    assert instances(filters) == members(fits)


def test_instances_of_a_group_and_of_an_activity() -> None:
    assert instances({"ScalingGroupId": RESIZER.id}) == set(RESIZER.members)
    made = next(d for d in reversed(LEDGER.deeds) if d.created and set(d.created) <= set(LEDGER.members))
    asked = {"ScalingGroupId": LEDGER.id, "ScalingActivityId": made.id}
    assert instances(asked) == set(made.created) != set()


# -- activities


def activities(filters: dict[str, str]) -> list[str]:
    found = whole("DescribeScalingActivities", "ScalingActivities", SHANGHAI | filters)
    return [a["ScalingActivityId"] for a in found]


def deeds(fits: Callable[[Deed], bool], of: Group = RECOMMENDER) -> list[str]:
    return [d.id for d in reversed(of.deeds) if fits(d)]


TASK = RECOMMENDER.refreshes[-1].id


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({}, every),
        ({"StatusCode": "Failed"}, lambda d: d.status == "Failed"),
        ({"StatusCode": "Successful"}, lambda d: d.status == "Successful"),
        ({"InstanceRefreshTaskId": TASK}, lambda d: d.task == TASK),
        ({"InstanceRefreshTaskId": "ir-gone"}, none),
    ],
)
def test_filters_of_activities_newest_first(filters: dict[str, str], fits: Callable[[Deed], bool]) -> None:
    assert activities({"ScalingGroupId": RECOMMENDER.id} | filters) == deeds(fits)


@pytest.mark.parametrize("key", ["ScalingActivityIds", "ScalingActivityId"])
def test_activities_by_id(key: str) -> None:
    one, other = RECOMMENDER.deeds[0].id, CATALOGUE.deeds[0].id
    assert set(activities(numbered(key, one, other, "asa-gone"))) == {one, other}


@pytest.mark.parametrize("filters", [{}, {"ScalingGroupId": WEB.id, "ScalingActivityIds.1": "asa-1"}])
def test_a_group_or_ids_of_activities_never_both_nor_neither(filters: dict[str, str]) -> None:
    assert ask(WORLD, "DescribeScalingActivities", HANGZHOU | filters).code == "InvalidParameter"


# -- configurations


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("DescribeScalingConfigurations", GroupType.ECS),
        ("DescribeEciScalingConfigurations", GroupType.ECI),
    ],
)
def test_filters_of_configurations(action: str, kind: GroupType) -> None:
    there = [
        c
        for g in WORLD.groups.values()
        if g.region == "cn-hangzhou" and g.type is kind
        for c in g.configurations.values()
    ]

    def found(filters: dict[str, str]) -> list[str]:
        items = whole(action, "ScalingConfigurations", HANGZHOU | filters)
        return [c["ScalingConfigurationId"] for c in items]

    first, second = there[:2]
    assert found({}) == [c.id for c in there]
    assert found(numbered("ScalingConfigurationIds", second.id, "asc-gone")) == [second.id]
    assert found(numbered("ScalingConfigurationId", first.id)) == [first.id]
    assert found(numbered("ScalingConfigurationNames", first.name, second.name)) == [first.id, second.id]
    assert found(numbered("ScalingConfigurationName", first.name)) == [first.id]
    home = next(g for g in WORLD.groups.values() if first.id in g.configurations)
    assert found({"ScalingGroupId": home.id}) == list(home.configurations)


# -- refreshes


def refreshes(parameters: dict[str, str], **more: Any) -> dict[str, Any]:
    return ask(WORLD, "DescribeInstanceRefreshes", parameters, **more).body


def test_refreshes_of_a_group_newest_first_page_by_page() -> None:
    scope = HANGZHOU | numbered(
        "InstanceRefreshTaskIds", *(r.id for g in WORLD.groups.values() for r in g.refreshes)
    )
    complete = refreshes(scope, MaxResults=50)
    assert complete["NextToken"] == ""
    starts = [t["StartTime"] for t in complete["InstanceRefreshTasks"]]
    assert starts == sorted(starts, reverse=True)
    seen, token = [], ""
    for _ in range(20):
        page = refreshes(scope, MaxResults=2, NextToken=token)
        assert (page["MaxResults"], page["TotalCount"]) == (2, complete["TotalCount"])
        seen += page["InstanceRefreshTasks"]
        token = page["NextToken"]
        if not token:
            break
    assert seen == complete["InstanceRefreshTasks"]
    assert len(seen) >= 3


@pytest.mark.parametrize("key", ["InstanceRefreshTaskIds", "InstanceRefreshTaskId"])
def test_refreshes_by_id_with_or_without_their_group(key: str) -> None:
    wanted = LEDGER.refreshes[-1].id
    for more in ({}, {"ScalingGroupId": LEDGER.id}):
        found = refreshes(HANGZHOU | numbered(key, wanted, "ir-gone") | more)
        assert [t["InstanceRefreshTaskId"] for t in found["InstanceRefreshTasks"]] == [wanted]
    elsewhere = refreshes(HANGZHOU | numbered(key, wanted) | {"ScalingGroupId": WEB.id})
    assert elsewhere["InstanceRefreshTasks"] == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({}, "MissingParameter"),
        ({"ScalingGroupId": "asg-gone"}, "InvalidScalingGroupId.NotFound"),
        ({"ScalingGroupId": WEB.id, "MaxResults": "0"}, "InvalidParameter"),
        ({"ScalingGroupId": WEB.id, "MaxResults": "51"}, "InvalidParameter"),
        ({"ScalingGroupId": WEB.id, "NextToken": "made up"}, "InvalidParameter"),
        ({"ScalingGroupId": WEB.id, "NextToken": "ZnJvbTp4"}, "InvalidParameter"),
        (numbered("InstanceRefreshTaskIds", *(f"ir-{n}" for n in range(21))), "InvalidParameter"),
    ],
)
def test_what_is_wrong_with_asking_for_refreshes(wrong: dict[str, str], code: str) -> None:
    assert ask(WORLD, "DescribeInstanceRefreshes", HANGZHOU | wrong).code == code


def test_twenty_ids_are_fine() -> None:
    ids = numbered("InstanceRefreshTaskIds", *(f"ir-{n}" for n in range(20)))
    assert refreshes(HANGZHOU | ids)["TotalCount"] == 0


# -- regions


@pytest.mark.parametrize(
    ("language", "name"),
    [("", "华东1（杭州）"), ("zh-CN", "华东1（杭州）"), ("en-US", "China (Hangzhou)"), ("ja", "中国 (杭州)")],
)
def test_regions_by_language(language: str, name: str) -> None:
    found = ask(WORLD, "DescribeRegions", {"AcceptLanguage": language}).body["Regions"]
    assert [r["RegionId"] for r in found] == ["cn-hangzhou", "cn-shanghai", "ap-southeast-1"]
    assert found[0]["LocalName"] == name


def test_reading_changes_nothing_and_both_versions_say_the_same() -> None:
    def unwrapped(value: Any) -> Any:
        if isinstance(value, dict):
            if len(value) == 1 and isinstance(inner := next(iter(value.values())), list):
                return [unwrapped(one) for one in inner]
            return {k: unwrapped(v) for k, v in value.items()}
        return value

    for action, (_, parameters, _) in LISTS.items():
        new, old = ask(WORLD, action, parameters), ask(WORLD, action, parameters, version=OLD_ESS)
        assert new.world is WORLD
        assert unwrapped(old.body) == new.body
