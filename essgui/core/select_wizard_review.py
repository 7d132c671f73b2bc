"""The Review step: the refresh in one sentence, the request as it is sent, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from essgui.core.draft import TargetKind
from essgui.core.form import start_permit
from essgui.core.protection import protecting_tag
from essgui.core.select_forecast import outlook
from essgui.core.select_wizard import TITLES, step_of
from essgui.core.select_wizard_facts import CHECKED, Fact, now_name, way_back
from essgui.core.select_wizard_guards import guards_fact
from essgui.core.select_wizard_pace import minutes_in_words
from essgui.core.select_wizard_safety import verdict_line
from essgui.core.select_wizard_texts import FOLDED
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.rules import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.select_wizard import Subject
    from essgui.core.state import Step
    from essgui.domain.refresh import RefreshSpec, Target
    from essgui.domain.rules import Problem
    from essgui.domain.scaling import Container


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the request, in the API's own name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ReviewLink:
    """One problem, with the step where it is mended."""

    step: Step
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """All of the Review step."""

    sentence: str
    parameters: tuple[Parameter, ...]
    ignored: str
    way_back: Fact
    guards: Fact
    warnings: tuple[ReviewLink, ...]
    errors: tuple[ReviewLink, ...]
    confirm: str
    """What has to be typed before Start, or an empty string."""
    confirm_why: str
    start_reason: str
    """Why Start is off, whatever is typed; empty where it is on."""
    preflight: Fact | None = None
    """How the checks came out, and why it is started despite them."""


def review_view(subject: Subject) -> ReviewView:
    """Return the Review step."""
    tag = protecting_tag(subject.group)
    links = [(p.severity, _link(p)) for p in subject.problems]
    return ReviewView(
        sentence=_sentence(subject),
        parameters=tuple(replace(p, value=p.value or "(empty)") for p in _parameters(subject.spec)),
        ignored=_ignored(subject),
        way_back=way_back(subject),
        guards=guards_fact(subject),
        warnings=tuple(link for severity, link in links if severity is Severity.CAUTION),
        errors=tuple(link for severity, link in links if severity is Severity.ERROR),
        confirm=subject.group.name if tag else "",
        confirm_why=f"This group is tagged {tag}: type its name to allow Start." if tag else "",
        start_reason=start_permit(subject.state).reason,
        preflight=_preflight(subject),
    )


def _preflight(subject: Subject) -> Fact | None:
    found = verdict_line(subject)
    if found is None:
        return None
    verdict, title, text = found
    return Fact(CHECKED[verdict], title, text or "Every check was made.")


def _link(problem: Problem) -> ReviewLink:
    step = step_of(problem.field)
    return ReviewLink(step, TITLES[step], problem.sentence)


def _sentence(subject: Subject) -> str:
    spec, band, name = subject.spec, subject.corridor, subject.group.name or subject.group.id
    count = subject.replaced
    who = "1 instance" if count == 1 else f"{count} instances"
    if subject.scope is None:
        who = f"up to {who}"
    if band.one_at_a_time:
        pace = "one at a time"
    else:
        pace = f"with never fewer than {band.floor} and never more than {band.ceiling} in service"
    # A checkpoint that is never reached, or only by the last batch, does not pause.
    planned = outlook(subject).found.typical.planned
    stops = [batch.checkpoint for batch in planned if batch.checkpoint is not None]
    pause = ""
    if stops:
        words = _and([f"{p} %" for p in stops])
        each = " each" if len(stops) > 1 else ""
        pause = f", pausing at {words} for {minutes_in_words(spec.pause_minutes)}{each}"
    return f"ESS will replace {who} of {name} by new ones from {_target(subject)}, {pace}{pause}."


def _target(subject: Subject) -> str:
    draft = subject.draft
    match draft.kind:
        case TargetKind.ACTIVE:
            return f"what is active now ({now_name(subject)})"
        case TargetKind.CONFIGURATION:
            return f"scaling configuration {draft.configuration.strip() or '…'}"
        case TargetKind.IMAGE:
            return f"image {draft.image.strip() or '…'}"
        case TargetKind.TEMPLATE:
            version = draft.template_version.strip() or "…"
            return f"launch template {draft.template.strip() or '…'}, version {version}"
        case TargetKind.CONTAINERS:
            names = [d.container.name for d in draft.containers if d.chosen]
            return f"the new settings of {_and(names)}" if names else "new container settings"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _ignored(subject: Subject) -> str:
    if subject.scope is None:
        return "The instances were not read yet, so it is not known which are left alone."
    count = len(subject.scope.ignored)
    if not count:
        return "No instance is left alone."
    reasons: dict[str, int] = {}
    for _, reason in subject.scope.ignored:
        reasons[reason] = reasons.get(reason, 0) + 1
    listed = ", ".join(f"{number} {reason.lower()}" for reason, number in reasons.items())
    return f"{count} {'instance is' if count == 1 else 'instances are'} left alone: {listed}."


def _parameters(spec: RefreshSpec) -> Iterator[Parameter]:
    yield Parameter("RegionId", spec.region)
    yield Parameter("ScalingGroupId", spec.group)
    for name, value in _desired(spec.target):
        yield Parameter(f"DesiredConfiguration.{name}", value)
    yield Parameter("MinHealthyPercentage", str(spec.min_healthy))
    yield Parameter("MaxHealthyPercentage", str(spec.max_healthy))
    yield Parameter("SkipMatching", "true" if spec.skip_matching else "false")
    for number, percent in enumerate(spec.checkpoints, 1):
        yield Parameter(f"Checkpoints.{number}.Percentage", str(percent))
    if spec.checkpoints:
        yield Parameter("CheckpointPauseTime", str(spec.pause_minutes))


def _desired(target: Target) -> Iterator[tuple[str, str]]:
    match target:
        case ActiveConfiguration():
            return
        case ScalingConfigurationTarget(id=identifier):
            yield "ScalingConfigurationId", identifier
        case ImageTarget(image=image):
            yield "ImageId", image
        case LaunchTemplateTarget():
            yield "LaunchTemplateId", target.id
            yield "LaunchTemplateVersion", target.version
            for number, name in enumerate(target.instance_types, 1):
                yield f"LaunchTemplateOverrides.{number}.InstanceType", name
        case ContainersTarget(containers=containers):
            for number, container in enumerate(containers, 1):
                for name, value in _container(container):
                    yield f"Containers.{number}.{name}", value


def _container(container: Container) -> Iterator[tuple[str, str]]:
    yield "Name", container.name
    yield "Image", container.image
    for number, command in enumerate(container.commands, 1):
        yield f"Commands.{number}", command
    for number, arg in enumerate(container.args, 1):
        yield f"Args.{number}", arg
    for number, variable in enumerate(container.environment, 1):
        yield f"EnvironmentVars.{number}.Key", variable.key
        yield f"EnvironmentVars.{number}.Value", FOLDED if variable.value else ""
        if variable.field_ref:
            yield f"EnvironmentVars.{number}.FieldRefFieldPath", variable.field_ref
