"""One request for each of the five targets, with every character that a quoting may trip over."""

from __future__ import annotations

from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import (
    ConfigurationId,
    Container,
    EnvironmentVariable,
    GroupId,
    RegionId,
    TemplateId,
)

HARD = ("a \"b\" 'c' \\ ${x} %{y} $HOME `id` 中文 é", "-n", "--port=1", "", "two\nlines\tand a tab")
CONTAINER = Container(
    "web",
    "registry/web:2",
    commands=("sh", "-c", "echo 1"),
    args=HARD,
    environment=(EnvironmentVariable("A", HARD[0]), EnvironmentVariable("EMPTY", "", "path")),
)
TARGETS = {
    "active": ActiveConfiguration(),
    "configuration": ScalingConfigurationTarget(ConfigurationId("asc-1")),
    "image": ImageTarget("m-1"),
    "template": LaunchTemplateTarget(TemplateId("lt-1"), "3", ("ecs.g7.large", "ecs.g8i.large")),
    "containers": ContainersTarget((CONTAINER, Container("log", "log:1"))),
}
SPECS = {
    name: RefreshSpec(
        RegionId("cn-hangzhou"), GroupId("asg-1"), target, 90, 150, name == "image", (25, 50, 100), 30
    )
    for name, target in TARGETS.items()
}
SPECS["plain"] = RefreshSpec(RegionId("cn-hangzhou"), GroupId("asg-1"))
