"""What a target makes of the instances and, in the end, of the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ContainersTarget,
    LaunchTemplateTarget,
)
from essgui.domain.scaling import (
    Container,
    EnvironmentVariable,
    GroupType,
)
from tests.simulator.machine.watching import until

if TYPE_CHECKING:
    from essgui.simulator.builder import WorldBuilder

S = RefreshStatus


def test_a_template_refresh_switches_the_source_of_the_group(b: WorldBuilder) -> None:
    group = b.group("web", 2)
    template = b.template("cn-hangzhou")
    b.refresh(group, LaunchTemplateTarget(template, "3", ("ecs.g8i.large", "ecs.g7.large")))
    until(b, group, S.SUCCESSFUL)
    world = b.world.groups[group]
    assert (world.active_configuration, world.launch_template) == (None, template)
    assert (world.launch_template_version, world.override_types) == ("3", ("ecs.g8i.large", "ecs.g7.large"))
    assert {m.source.instance_type for m in world.members.values()} == {"ecs.g8i.large"}


def test_containers_are_merged_by_name(b: WorldBuilder) -> None:
    group = b.group("media", 2, kind=GroupType.ECI)
    new = Container("api", "shop/api:5", environment=(EnvironmentVariable("NAME", "价格 é"),))
    b.refresh(group, ContainersTarget((new, Container("unknown", "x:1"))))
    until(b, group, S.SUCCESSFUL)
    world = b.world.groups[group]
    assert world.active_configuration is not None
    api, cache = world.configurations[world.active_configuration].containers
    assert (api.image, api.args, api.environment[0].value) == ("shop/api:5", ("--port", "8080"), "价格 é")
    assert cache.image == "redis:5.0.1-alpine"
