"""What every foreign client does: lists groups, refreshes to the end, rolls another refresh back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.simulated import RunningSimulator

    Call = Callable[[str, dict[str, Any]], dict[str, Any]]

REGION = "cn-shanghai"
CHOSEN = "日本 é ~*+&=%;#/ 'x'"
"""A value in which every escape matters."""


def tell(sim: RunningSimulator, call: Call, *, wrapped: bool = False, booleans: bool = True) -> None:
    """Play the story with a client; `wrapped` is the shape of 2014-08-28."""
    found = call("DescribeScalingGroups", {"RegionId": REGION, "PageSize": 50})
    group = next(g for g in items(found, "ScalingGroups", wrapped) if g["ScalingGroupName"] == "media")
    name = {"RegionId": REGION, "ScalingGroupId": group["ScalingGroupId"]}
    container = sim.group("media").configurations[sim.group("media").active_configuration].containers[0].name

    first = call("StartInstanceRefresh", name | refresh_of(container, "registry.example/été:8", booleans))
    task = first["InstanceRefreshTaskId"]
    seen = {poll(sim, call, name, task, wrapped)["Status"]}
    for _ in range(200):
        seen.add((last := poll(sim, call, name, task, wrapped))["Status"])
        if last["Status"] == "Successful":
            break
    assert last["Status"] == "Successful", last
    assert last["FinishedUpdateCapacity"] == last["TotalNeedUpdateCapacity"] == 4
    assert "InProgress" in seen

    second = call("StartInstanceRefresh", name | refresh_of(container, "tomcat:9", booleans))
    task = second["InstanceRefreshTaskId"]
    for _ in range(200):
        if poll(sim, call, name, task, wrapped)["FinishedUpdateCapacity"]:
            break
    call("RollbackInstanceRefresh", name | {"InstanceRefreshTaskId": task})
    for _ in range(200):
        if (last := poll(sim, call, name, task, wrapped))["Status"] != "RollbackInProgress":
            break
    assert last["Status"] == "RollbackSuccessful", last
    prove(sim, container)


def refresh_of(container: str, image: str, booleans: bool) -> dict[str, Any]:
    """Return the parameters of a refresh of one container."""
    return {
        "MinHealthyPercentage": 90,
        "MaxHealthyPercentage": 150,
        "SkipMatching": False if booleans else "false",
        "DesiredConfiguration": {
            "Containers": [
                {
                    "Name": container,
                    "Image": image,
                    "Args": ["a b", "8888"],
                    "Commands": ["sleep", "echo 1"],
                    "EnvironmentVars": [
                        {"Key": "PATH1", "Value": "/usr/local/bin"},
                        {"Key": "GREETING", "Value": CHOSEN},
                    ],
                }
            ]
        },
    }


def poll(sim: RunningSimulator, call: Call, name: dict[str, Any], task: str, wrapped: bool) -> dict[str, Any]:
    """Let 20 seconds pass and look at the refresh."""
    sim.advance(20)
    filters = "InstanceRefreshTaskId" if wrapped else "InstanceRefreshTaskIds"
    answer = call("DescribeInstanceRefreshes", name | {filters: [task]})
    (only,) = items(answer, "InstanceRefreshTasks", wrapped)
    assert only["InstanceRefreshTaskId"] == task
    return only


def prove(sim: RunningSimulator, container: str) -> None:
    """Show by the ledger that what was meant is what arrived."""
    assert [e["operation"] for e in sim.ledger()] == [
        "StartInstanceRefresh",
        "StartInstanceRefresh",
        "RollbackInstanceRefresh",
    ]
    sent = sim.ledger()[0]["parameters"]
    at = "DesiredConfiguration.Containers.1."
    assert {k: v for k, v in sent.items() if k.startswith(at)} == {
        f"{at}Name": container,
        f"{at}Image": "registry.example/été:8",
        f"{at}Args.1": "a b",
        f"{at}Args.2": "8888",
        f"{at}Commands.1": "sleep",
        f"{at}Commands.2": "echo 1",
        f"{at}EnvironmentVars.1.Key": "PATH1",
        f"{at}EnvironmentVars.1.Value": "/usr/local/bin",
        f"{at}EnvironmentVars.2.Key": "GREETING",
        f"{at}EnvironmentVars.2.Value": CHOSEN,
    }
    assert sent["SkipMatching"].lower() == "false"
    group = sim.group("media")
    (active,) = group.configurations[group.active_configuration].containers[:1]
    assert (active.image, active.environment[1].value) == ("registry.example/été:8", CHOSEN)
    assert {m.source.containers[0].image for m in group.members.values()} == {"registry.example/été:8"}


def items(answer: dict[str, Any], name: str, wrapped: bool) -> list[dict[str, Any]]:
    """Return a list of an answer."""
    return answer[name][name.removesuffix("s")] if wrapped else answer[name]


def flat(value: Any, name: str = "") -> dict[str, str]:
    """Spell parameters as RPC does: A.1.B=…; truth values in lower case."""
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = ((str(n), v) for n, v in enumerate(value, 1))
    else:
        return {name: str(value).lower() if isinstance(value, bool) else str(value)}
    return {k: v for key, inner in pairs for k, v in flat(inner, f"{name}.{key}" if name else key).items()}
