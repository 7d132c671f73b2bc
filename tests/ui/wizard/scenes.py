"""Believable states of the wizard, for its tests and for its pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.draft import ContainerDraft, Draft, TargetKind, first_draft, with_configurations
from essgui.core.failure import Failure, FailureKind
from essgui.core.form import wizard_spec
from essgui.core.messages import RequestTyped
from essgui.core.override import standing
from essgui.core.state import (
    Attempt,
    AttemptPhase,
    Detail,
    Errand,
    Override,
    Page,
    Remote,
    Step,
    Wizard,
)
from essgui.core.update import update
from essgui.domain.exchange.request import write_request
from essgui.domain.questions import PastActivities
from essgui.domain.remedies import Unprotect
from essgui.domain.scaling import (
    Activity,
    ActivityId,
    ConfigurationId,
    Container,
    CreationType,
    EnvironmentVariable,
    GroupType,
    InstanceId,
    ScalingConfiguration,
    ScalingGroup,
    TaskId,
    TemplateId,
)
from tests.support.states import (
    ACTIVE,
    NOW,
    OTHER,
    make_eci_group,
    make_group,
    make_instances,
    make_state,
)

if TYPE_CHECKING:
    from essgui.core.state import AppState

DENIED = Failure(
    FailureKind.DENIED,
    "Forbidden.RAM",
    "This identity may not read scaling configurations.",
    "Ask for the permission ess:DescribeScalingConfigurations, or type an id.",
    "3F1A9C2E-5B60-4D1B-9F2B-0C8E51A7D2F4",
    "ess:DescribeScalingConfigurations",
)
DENIED_IMAGES = Failure(
    FailureKind.DENIED,
    "Forbidden.RAM",
    "This identity may not list images.",
    "Ask for the permission ecs:DescribeImages, or paste an id.",
    "5B60A9C2-5B60-4D1B-9F2B-0C8E51A7D2F4",
    "ecs:DescribeImages",
)
REFUSED = Failure(
    FailureKind.REFUSED,
    "InvalidScalingConfigurationId.NotFound",
    "The scaling configuration does not exist in this group.",
    "Check the id, or choose one from the list.",
    "7D2B9C2E-1B60-4D1B-9F2B-0C8E51A7D2F4",
)
MAY_NOT = Failure(
    FailureKind.DENIED,
    "Forbidden.RAM",
    "This identity may not change the protection of instances.",
    "Ask the account's owner for the permission.",
    "5C1A9C2E-5B60-4D1B-9F2B-0C8E51A7D2F4",
    "ess:SetInstancesProtection",
)
PAST_DENIED = Failure(
    FailureKind.DENIED,
    "Forbidden.RAM",
    "This identity may not read scaling activities.",
    "Ask for the permission ess:DescribeScalingActivities.",
    "9F1A9C2E-5B60-4D1B-9F2B-0C8E51A7D2F4",
    "ess:DescribeScalingActivities",
)
SILENCE = Failure(FailureKind.UNKNOWN_OUTCOME, "ReadTimeout", "ESS did not answer within 10 seconds.", "", "")


def configurations(group: ScalingGroup, count: int = 5) -> tuple[ScalingConfiguration, ...]:
    """Build an active configuration and others, each a month older."""
    active = ScalingConfiguration(
        ACTIVE,
        f"{group.name}-2026-10",
        group.id,
        group.type,
        active=True,
        image="m-bp1c30n8rtd6ye2mkp7a",
        image_name="web-fe-golden-20261006",
        instance_types=("ecs.g8i.xlarge", "ecs.g7.xlarge"),
        cpu=4,
        memory=16,
        system_disk="cloud_essd 40 GiB",
        security_groups=("sg-bp1fk9dd2kf",),
        created_at=NOW.at - timedelta(days=48),
    )
    newer = replace(
        active,
        id=OTHER,
        name=f"{group.name}-2026-11",
        active=False,
        image="m-bp1f7k2wq9xz0c4vjh5n",
        image_name="web-fe-golden-20261120",
        system_disk="cloud_essd 60 GiB",
        created_at=NOW.at - timedelta(days=3),
    )
    older = tuple(
        replace(
            active,
            id=ConfigurationId(f"asc-bp1older{n:012}"),
            name=f"{group.name}-2026-{n:02}",
            active=False,
            image=f"m-bp1old{n:014}",
            image_name=f"web-fe-golden-2026{n:02}02",
            created_at=NOW.at - timedelta(days=80 + 30 * (9 - n)),
        )
        for n in range(9, 11 - count, -1)
    )
    return (active, newer, *older)


def containers() -> tuple[Container, ...]:
    """Build the two containers of an ECI configuration."""
    return (
        Container(
            "push",
            "registry.example.com/push/server:2.14.0",
            ("/app/server",),
            ("--port", "8080"),
            (
                EnvironmentVariable("LOG_LEVEL", "info"),
                EnvironmentVariable("API_TOKEN", "tok-123456"),
                EnvironmentVariable("POD_IP", "", "status.podIP"),
            ),
        ),
        Container("sidecar", "registry.example.com/mesh/envoy:1.30"),
    )


def ecs(step: Step = Step.TARGET, size: int = 40, **changes: object) -> AppState:
    """Open the wizard of an ECS group on a configuration; `changes` go to the draft."""
    group = make_group("web-frontend", size, tags={"team": "web"})
    return opened(group, configurations(group), step, **changes)


def eci(step: Step = Step.TARGET, **changes: object) -> AppState:
    """Open the wizard of an ECI group."""
    group = make_eci_group("push", 4)
    active = replace(
        configurations(group, 2)[0], image="", image_name="", instance_types=(), containers=containers()
    )
    return opened(group, (active,), step, **changes)


def template(step: Step = Step.TARGET, **changes: object) -> AppState:
    """Open the wizard of a group on a launch template."""
    group = make_group(
        "batch",
        8,
        active_configuration=None,
        launch_template=TemplateId("lt-bp1fgzds4bdogu8zm"),
        launch_template_version="3",
        override_types=("ecs.c7.large",),
    )
    return opened(group, (), step, **changes)


def opened(
    group: ScalingGroup, found: tuple[ScalingConfiguration, ...], step: Step, **changes: object
) -> AppState:
    """Open the wizard of a group of which all was read; three instances are left alone."""
    instances = make_instances(group.capacity.total)
    if group.type is GroupType.ECS and len(instances) >= 8:
        instances = (
            replace(instances[0], state="Protected"),
            replace(instances[1], state="Standby"),
            replace(instances[2], creation_type=CreationType.ATTACHED),
            *instances[3:],
        )
    draft: Draft = replace(with_configurations(first_draft(group), found), **changes)
    state = make_state((group,), page=Page.WIZARD)
    detail = Detail(Remote(instances, NOW), Remote(found, NOW))
    wizard = Wizard(group.id, group.region, draft, step, step)
    return replace(state, details={group.id: detail}, wizard=wizard)


def with_wizard(state: AppState, **changes: object) -> AppState:
    """Change the wizard of a state."""
    assert state.wizard is not None
    return replace(state, wizard=replace(state.wizard, **changes))


def with_past(state: AppState, **changes: object) -> AppState:
    """Say what is known of the past activities of the wizard's group: by default three refreshes."""
    assert state.wizard is not None
    remote: Remote[object] = replace(Remote(past_activities(), NOW), **changes)
    return replace(state, looks={PastActivities(state.wizard.region, state.wizard.group): remote})


def past_activities() -> tuple[Activity, ...]:
    """Build the activities of three refreshes: two to four minutes a launch, one to two a release."""
    made: list[Activity] = []
    for number in range(9):
        began = NOW.at - timedelta(days=number // 3 + 1, minutes=10 * (number % 3))
        launched = began + timedelta(seconds=120 + 15 * number)
        gone = launched + timedelta(seconds=60 + 7 * number)
        task = TaskId(f"ir-bp1past{number // 3}")
        for start, end, created in ((began, launched, True), (launched, gone, False)):
            ids = (InstanceId(f"i-bp1past{number}"),)
            made.append(
                Activity(
                    ActivityId(f"asa-bp1{number}{'c' if created else 'd'}"),
                    "Successful",
                    started_at=start,
                    ended_at=end,
                    created=ids if created else (),
                    destroyed=() if created else ids,
                    task=task,
                )
            )
    return tuple(made)


def with_detail(state: AppState, **changes: object) -> AppState:
    """Change what was read of the wizard's group."""
    assert state.wizard is not None
    group = state.wizard.group
    return replace(state, details={group: replace(state.details[group], **changes)})


def with_group(state: AppState, **changes: object) -> AppState:
    """Change the wizard's group."""
    assert state.wizard is not None
    region = state.wizard.region
    groups = state.groups[region].value or ()
    return replace(state, groups={region: Remote(tuple(replace(g, **changes) for g in groups), NOW)})


def without_group(state: AppState) -> AppState:
    """Delete the wizard's group in the cloud, as a list of the region shows it."""
    assert state.wizard is not None
    state = replace(state, groups={state.wizard.region: Remote((), NOW)})
    return with_wizard(state, gone=True)


def starting(state: AppState, phase: AttemptPhase = AttemptPhase.SENDING, sends: int = 1) -> AppState:
    """Put a Start on its way."""
    spec = wizard_spec(state)
    assert spec is not None
    failure = SILENCE if phase is AttemptPhase.UNKNOWN else None
    return with_wizard(state, attempt=Attempt("essgui-t-1", spec, NOW, phase, sends, failure=failure))


def despite(state: AppState, reason: str = "The old version loses orders, incident of today") -> AppState:
    """Decide to start despite what stands against it now."""
    return with_wizard(state, override=Override(True, reason, standing(state)))


def mending(state: AppState, failure: Failure | None = None) -> AppState:
    """Have the protected instance unprotected, or refused to be."""
    assert state.wizard is not None
    instances = state.details[state.wizard.group].instances.value or ()
    ids = tuple(i.id for i in instances if i.state == "Protected")
    remedy = Unprotect(state.wizard.region, state.wizard.group, ids)
    return replace(state, errands={remedy: Errand(NOW, failure)})


def left_alone(state: AppState) -> AppState:
    """Have many instances left alone, twelve for each reason."""
    assert state.wizard is not None
    known = state.details[state.wizard.group].instances.value or ()
    kinds = ({"state": "Protected"}, {"state": "Standby"}, {"creation_type": CreationType.ATTACHED})
    plain = tuple(replace(i, state="InService", creation_type=CreationType.AUTO) for i in known)
    changed = tuple(replace(i, **kinds[n // 12]) if n < 36 else i for n, i in enumerate(plain))
    return with_detail(state, instances=Remote(changed, NOW))


def wrong_containers() -> tuple[ContainerDraft, ...]:
    """Build container drafts in which much is wrong; the first one is not chosen."""
    push, sidecar = containers()
    bad = replace(
        sidecar,
        image="",
        commands=("x" * 300, ""),
        args=tuple(f"--a{n}" for n in range(11)),
        environment=(EnvironmentVariable("1BAD", "a"), EnvironmentVariable("OK", "y" * 300)),
    )
    return (ContainerDraft(push), ContainerDraft(bad, chosen=True))


CONFIGURATION = {"kind": TargetKind.CONFIGURATION, "configuration": OTHER}
"""A draft that moves to the other configuration."""


def typed(state: AppState) -> AppState:
    """Let somebody have typed a mistake into the request as JSON."""
    spec = wizard_spec(state)
    assert spec is not None
    text = (
        write_request(spec)
        .replace('"MinHealthyPercentage": ', '"MinHealthyPercentage": "')
        .replace(',\n  "MaxHealthyPercentage"', '",\n  "MaxHealthPercentage"')
    )
    state, _ = update(state, RequestTyped(text), state.now)
    return state
