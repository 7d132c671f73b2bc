"""The begin of a refresh is told once: what is known stays, and what the group ran leads back to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core.first_forecast import Foreseen
from essgui.core.origins import ran_before, with_origin
from essgui.core.state import Archive, Detail, Origin, Remote
from essgui.domain.durations import DEFAULTS
from essgui.domain.lifecycle import TERMINAL, RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import Container, TaskId, TemplateId
from tests.support.states import ACTIVE, NOW, OTHER, make_configurations, make_group, make_state, make_task

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.refresh import Target
    from essgui.domain.scaling import ScalingGroup

WEB = make_group()
NEW = make_task(WEB, RefreshStatus.PENDING, 0, target=ScalingConfigurationTarget(OTHER))
SIDECAR = Container("log", "log:1")
OLD = Container("app", "app:1")


def read(group: ScalingGroup = WEB, containers: tuple[Container, ...] = ()) -> AppState:
    active, other = make_configurations(group)
    found = (replace(active, containers=containers), other)
    return make_state([group], details={group.id: Detail(configurations=Remote(found, NOW))})


def test_a_second_telling_adds_and_takes_nothing_away() -> None:
    foretold = Foreseen((60.0, 90.0), DEFAULTS)
    first = with_origin(read(), NEW, ours=True, reason="a patch", foreseen=foretold)
    again = with_origin(replace(read(make_group(active_configuration=OTHER)), archive=first), NEW)
    assert again.origins[NEW.id] == Origin(
        ours=True,
        reason="a patch",
        before=ScalingConfigurationTarget(ACTIVE),
        first_forecast=(60.0, 90.0),
        first_durations=DEFAULTS,
    ), "the group has moved on meanwhile, but what it ran before is still what it was"


def test_origins_of_others_stay_as_they_are() -> None:
    other = TaskId("ir-other")
    kept = Origin(reason="theirs")
    state = replace(read(), archive=Archive(keeping=True, origins={other: kept}))
    archive = with_origin(state, NEW)
    assert archive.origins[other] is kept
    assert archive.keeping
    assert archive.origins[NEW.id].first_forecast is None


@pytest.mark.parametrize("status", sorted(TERMINAL))
def test_the_group_tells_until_the_refresh_is_over(status: RefreshStatus) -> None:
    assert ran_before(read(), NEW) is not None
    assert ran_before(read(), replace(NEW, finished=9)) == ran_before(read(), NEW)
    assert ran_before(read(), replace(NEW, status=status)) is None
    assert ran_before(make_state(), NEW) is None, "the group was not read"
    assert ran_before(read(make_group(active_configuration=OTHER)), NEW) is None, "it is switched already"


@pytest.mark.parametrize(
    ("target", "before"),
    [
        (ActiveConfiguration(), ScalingConfigurationTarget(ACTIVE)),
        (ScalingConfigurationTarget(OTHER), ScalingConfigurationTarget(ACTIVE)),
        (ImageTarget("m-bp1new"), ImageTarget("m-bp1old")),
        (ContainersTarget((Container("app", "app:2"),)), ContainersTarget((OLD,))),
        (ContainersTarget((Container("none", "app:2"),)), None),
    ],
)
def test_the_way_back_is_of_the_kind_of_the_way_there(target: Target, before: Target | None) -> None:
    assert ran_before(read(containers=(OLD, SIDECAR)), replace(NEW, target=target)) == before


@pytest.mark.parametrize("target", [ImageTarget("m-bp1new"), ContainersTarget((OLD,))])
def test_without_the_active_configuration_there_is_no_image_to_go_back_to(target: Target) -> None:
    assert ran_before(make_state([WEB]), replace(NEW, target=target)) is None


@pytest.mark.parametrize(("version", "said"), [("7", "7"), (None, "Default")])
def test_a_group_on_a_template_goes_back_to_its_version_and_types(version: str | None, said: str) -> None:
    template = TemplateId("lt-1")
    group = make_group(
        launch_template=template,
        launch_template_version=version,
        active_configuration=None,
        override_types=("ecs.g7.large",),
    )
    found = ran_before(make_state([group]), replace(NEW, target=ImageTarget("m-bp1new")))
    assert found == LaunchTemplateTarget(template, said, ("ecs.g7.large",))
    bare = make_group(active_configuration=None)
    assert ran_before(make_state([bare]), NEW) is None
