"""Groups as they are after a refresh: each kind of target and ending, and what may have happened since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshTask,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import (
    Capacity,
    ConfigurationId,
    Container,
    Instance,
    InstanceId,
    ScalingConfiguration,
    ScalingGroup,
    TemplateId,
)
from tests.support.states import ACTIVE, NOW, OTHER, make_configurations, make_group, make_task

if TYPE_CHECKING:
    from essgui.domain.refresh import Target

S = RefreshStatus
LT = TemplateId("lt-1")
THIRD = ConfigurationId("asc-bp1third0000000003")
BEGAN, ENDED = NOW.at - timedelta(hours=2), NOW.at - timedelta(hours=1)
BEFORE, DURING, AFTER = (NOW.at - timedelta(minutes=m) for m in (180, 90, 30))

Source = dict[str, object]

TARGETS: dict[str, Target] = {
    "active": ActiveConfiguration(),
    "configuration": ScalingConfigurationTarget(OTHER),
    "number": LaunchTemplateTarget(LT, "4"),
    "latest": LaunchTemplateTarget(LT, "Latest"),
    "default": LaunchTemplateTarget(LT, "Default"),
    "image": ImageTarget("m-new"),
    "containers": ContainersTarget((Container("app", "r/app:2"),)),
}
_FROM_TEMPLATE = {"number", "latest", "default"}


@dataclass(frozen=True)
class World:
    """A group, its instances and configurations after a refresh."""

    task: RefreshTask
    group: ScalingGroup
    instances: tuple[Instance, ...]
    configurations: tuple[ScalingConfiguration, ...]


def configuration(identifier: ConfigurationId) -> Source:
    """Name a configuration as the source of instances."""
    return {"configuration": identifier, "launch_template": None, "launch_template_version": None}


def template(version: str) -> Source:
    """Name a version of the template as the source of instances."""
    return {"configuration": None, "launch_template": LT, "launch_template_version": version}


def sources(kind: str) -> tuple[Source, Source, Source]:
    """Return what instances come from: before, by the refresh, and once somebody has switched the group."""
    if kind in _FROM_TEMPLATE:
        return template("3"), template("4"), template("5")
    if kind == "configuration":
        return configuration(ACTIVE), configuration(OTHER), configuration(THIRD)
    if kind == "active":
        # Some had drifted before.
        return configuration(OTHER), configuration(ACTIVE), configuration(THIRD)
    return configuration(ACTIVE), configuration(ACTIVE), configuration(THIRD)


def some(number: int, name: str, born, source: Source, **changes: object) -> tuple[Instance, ...]:
    """Build instances of a source."""
    one = Instance(InstanceId("i-0"), "InService", created_at=born)
    each = (replace(one, id=InstanceId(f"i-{name}{n}")) for n in range(number))
    return tuple(replace(i, **source, **changes) for i in each)


def world(kind: str, status: RefreshStatus, since: str = "") -> World:
    """Build what there is after a refresh of ten; `since` names what has happened after."""
    old, new, third = sources(kind)
    fleet = {
        S.SUCCESSFUL: some(10, "new", DURING, new),
        S.FAILED: (*some(4, "new", DURING, new), *some(6, "old", BEFORE, old)),
        S.CANCELLED: (*some(4, "new", DURING, new), *some(6, "old", BEFORE, old)),
        S.ROLLBACK_SUCCESSFUL: (*some(4, "back", DURING, old), *some(6, "old", BEFORE, old)),
        S.ROLLBACK_FAILED: (
            *some(2, "new", DURING, new),
            *some(2, "back", DURING, old),
            *some(6, "old", BEFORE, old),
        ),
    }[status]
    done = status is S.SUCCESSFUL
    now = third if "switched" in since else new if done or kind == "active" else old
    if "scaled out" in since:
        fleet += some(2, "late", AFTER, now)
    if "kept" in since:
        fleet += some(1, "protected", BEFORE, old, state="Protected")
        fleet += some(1, "standby", DURING, new, state="Standby")
        fleet += some(1, "attached", AFTER, {}, creation_type="Attached")
    if "freed" in since:
        fleet += some(1, "freed", BEFORE, old)
    image, app = ("m-new", "r/app:2") if done else ("m-old", "r/app:1")
    base = make_group(
        active_configuration=now["configuration"],
        launch_template=now["launch_template"],
        launch_template_version=now["launch_template_version"],
        capacity=Capacity(total=len(fleet), active=len(fleet), desired=10, max_size=20),
    )
    active, other = make_configurations(base)
    known = (
        replace(active, image=image, containers=(Container("app", app),)),
        other,
        replace(other, id=THIRD, image="m-third", containers=(Container("app", "r/app:3"),)),
    )
    task = make_task(
        base,
        status,
        10 if done else 4,
        total=10,
        target=TARGETS[kind],
        started_at=BEGAN,
        ended_at=ENDED,
    )
    return World(task, base, fleet, () if "unread" in since else known)
