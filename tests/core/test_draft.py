"""The form opens with the API's defaults, loses nothing that was typed, and means one target only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.draft import (
    TARGET_TYPES,
    ContainerDraft,
    Draft,
    TargetKind,
    first_draft,
    spec_of,
    target_of,
    with_configurations,
)
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
    Target,
)
from essgui.domain.scaling import Container, GroupType, ScalingConfiguration, TemplateId
from tests.support.states import OTHER, make_configurations, make_eci_group, make_group

WEB, PUSH = make_group(), make_eci_group()
APP, SIDE = Container("app", "app:1"), Container("side", "side:1")

FULL = Draft(
    configuration=f" {OTHER}\n",
    image=" m-bp1new ",
    template=" lt-bp1 ",
    template_version=" 3 ",
    instance_types=("ecs.g7.large",),
    containers=(ContainerDraft(APP, chosen=True), ContainerDraft(SIDE)),
)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (TargetKind.ACTIVE, ActiveConfiguration()),
        (TargetKind.CONFIGURATION, ScalingConfigurationTarget(OTHER)),
        (TargetKind.IMAGE, ImageTarget("m-bp1new")),
        (TargetKind.TEMPLATE, LaunchTemplateTarget(TemplateId("lt-bp1"), "3", ("ecs.g7.large",))),
        (TargetKind.CONTAINERS, ContainersTarget((APP,))),
    ],
)
def test_only_the_chosen_kind_is_sent_whatever_else_was_typed(kind: TargetKind, target: Target) -> None:
    assert target_of(replace(FULL, kind=kind)) == target
    assert type(target) is TARGET_TYPES[kind]


def test_every_kind_has_its_type() -> None:
    assert set(TARGET_TYPES) == set(TargetKind)
    assert len(set(TARGET_TYPES.values())) == len(TargetKind)


def test_the_form_opens_with_what_fits_the_group() -> None:
    assert first_draft(WEB).kind is TargetKind.CONFIGURATION
    assert first_draft(PUSH).kind is TargetKind.CONTAINERS
    template = first_draft(make_group(launch_template=TemplateId("lt-1"), launch_template_version="7"))
    assert (template.kind, template.template, template.template_version) == (
        TargetKind.TEMPLATE,
        "lt-1",
        "7",
    )


def test_the_form_opens_with_the_defaults_of_the_api() -> None:
    spec = spec_of(first_draft(WEB), WEB)
    assert spec == RefreshSpec(WEB.region, WEB.id, spec.target)


def test_the_whole_form_is_in_the_request() -> None:
    draft = replace(
        FULL,
        kind=TargetKind.IMAGE,
        min_healthy=90,
        max_healthy=150,
        skip_matching=False,
        checkpoints=(25, 100),
        pause_minutes=5,
    )
    assert spec_of(draft, WEB) == RefreshSpec(
        WEB.region, WEB.id, ImageTarget("m-bp1new"), 90, 150, False, (25, 100), 5
    )


def configurations(*containers: Container) -> tuple[ScalingConfiguration, ...]:
    active, other = make_configurations(PUSH)
    return (replace(active, type=GroupType.ECI, containers=containers), replace(other, containers=(SIDE,)))


def test_the_containers_of_the_active_configuration_are_offered_unchosen() -> None:
    draft = with_configurations(Draft(), configurations(APP, SIDE))
    assert draft.containers == (ContainerDraft(APP), ContainerDraft(SIDE))


def test_what_is_in_the_form_keeps_its_place_and_what_is_offered_comes_after() -> None:
    typed = ContainerDraft(replace(APP, image="app:2"), chosen=True)
    extra = ContainerDraft(Container("extra", "x:1"), chosen=True)
    draft = with_configurations(Draft(containers=(extra, typed)), configurations(APP, SIDE))
    assert draft.containers == (extra, typed, ContainerDraft(SIDE))
    assert with_configurations(draft, configurations(SIDE, APP)) is draft


def test_without_containers_nothing_changes() -> None:
    draft = Draft(containers=(ContainerDraft(APP),))
    assert with_configurations(draft, configurations()) is draft
    assert with_configurations(draft, ()) is draft
