"""What the wizard shows on every step: whom it is about, where it stands, and what is wrong where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from essgui.core.changes import put
from essgui.core.draft import spec_of
from essgui.core.failure import FailureKind
from essgui.core.form import start_permit, wizard_problems
from essgui.core.lookup import active_configuration, group_of
from essgui.core.on_wizard import MOST_SENDS
from essgui.core.preflight import preflight
from essgui.core.preflight_problems import preflight_problems
from essgui.core.select_wizard_images import image_remarks
from essgui.core.select_wizard_reading import reading
from essgui.core.select_wizard_templates import template_remarks
from essgui.core.state import AttemptPhase, Remote, Step
from essgui.domain.eligibility import scope
from essgui.domain.plan import corridor, unreachable
from essgui.domain.rules import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.core.draft import Draft
    from essgui.core.failure import Failure
    from essgui.core.preflight import Preflight
    from essgui.core.state import AppState, Wizard
    from essgui.domain.eligibility import Scope
    from essgui.domain.plan import Corridor
    from essgui.domain.refresh import RefreshSpec, Target
    from essgui.domain.scaling import Instance, ScalingConfiguration, ScalingGroup

T = TypeVar("T")

TITLES: dict[Step, str] = {
    Step.TARGET: "Target",
    Step.SCOPE: "Scope",
    Step.PACE: "Pace",
    Step.SAFETY: "Safety",
    Step.REVIEW: "Review",
}

_STEP_OF_FIELD: dict[str, Step] = {
    "scope": Step.SCOPE,
    "min_healthy": Step.PACE,
    "max_healthy": Step.PACE,
    "checkpoints": Step.PACE,
    "pause_minutes": Step.PACE,
    "safety": Step.SAFETY,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The wizard with all that its pages look at; the group may be one that is gone by now."""

    state: AppState
    wizard: Wizard
    group: ScalingGroup
    spec: RefreshSpec
    active: ScalingConfiguration | None
    """The active configuration, where it was read."""
    scope: Scope | None
    """Which instances are replaced; None until the instances were read."""
    problems: tuple[Problem, ...]
    """Errors and cautions, in the order of the form."""
    preflight: Preflight | None = None
    """The checks; None before the Safety step was come to."""

    @property
    def draft(self) -> Draft:
        """The form."""
        return self.wizard.draft

    @property
    def capacity(self) -> int:
        """The instances that the percentages are of."""
        return self.group.capacity.wanted or self.group.capacity.total

    @property
    def corridor(self) -> Corridor:
        """What the percentages mean in instances."""
        return corridor(self.capacity, self.spec.min_healthy, self.spec.max_healthy)

    @property
    def replaced(self) -> int:
        """How many instances are replaced, taken for all of them until they were read."""
        return self.capacity if self.scope is None else len(self.scope.replaced)


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step in the strip."""

    step: Step
    title: str
    errors: int = 0
    cautions: int = 0
    visited: bool = False
    left: bool = False
    """Whether the operator went on from here; only then a problem is marked, not while one is still at it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The header and the footer."""

    name: str
    group: str
    place: str
    """Region and type."""
    step: Step
    marks: tuple[StepMark, ...]
    hint: str
    back: bool
    """Whether there is a step before this one."""
    next_title: str
    """Empty on the last step."""
    start_reason: str
    """Why Start is off; empty where it is on."""


class BannerKind(StrEnum):
    """What stands above the form."""

    GONE = "gone"
    STARTING = "starting"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Banner:
    """Something that concerns the whole form."""

    kind: BannerKind
    title: str
    text: str
    token: str = ""
    """The client token of the Start that is checked by hand."""
    failure: Failure | None = None


def subject_of(state: AppState, last: ScalingGroup | None = None) -> Subject | None:
    """Gather what the wizard is about; `last` stands in for a group that is no longer listed."""
    wizard = state.wizard
    if wizard is None:
        return None
    group = group_of(state, wizard.group)
    if group is None:
        if last is None or last.id != wizard.group:
            return None
        group = last
        remote = state.groups.get(group.region, Remote())
        listed = replace(remote, value=(*(remote.value or ()), group))
        state = replace(state, groups=put(state.groups, group.region, listed))
    spec = spec_of(wizard.draft, group)
    active = active_configuration(state, group)
    detail = state.details.get(group.id)
    instances = detail.instances.value if detail else None
    sorted_out = None
    if instances is not None:
        image = active.image if active else ""
        # Slow with a thousand instances, and the same for every step of a slider.
        sorted_out = _scope(_Same(instances), _Same(group), spec.target, spec.skip_matching, image)
    checked = preflight(state) if max(wizard.step, wizard.furthest) >= Step.SAFETY else None
    subject = Subject(state, wizard, group, spec, active, sorted_out, (), checked)
    found = (*wizard_problems(state), *remarks(subject), *preflight_problems(checked, wizard.override))
    ordered = sorted(found, key=lambda p: step_of(p.field))
    return replace(subject, problems=tuple(ordered))


class _Same(Generic[T]):
    """A value that equals only itself: quicker to look up than to compare."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and cast("_Same[object]", other).value is self.value

    def __hash__(self) -> int:
        return id(self.value)


@lru_cache(maxsize=4)
def _scope(
    instances: _Same[tuple[Instance, ...]],
    group: _Same[ScalingGroup],
    target: Target,
    skip_matching: bool,
    active_image: str,
) -> Scope:
    return scope(instances.value, group.value, target, skip_matching, active_image)


def remarks(subject: Subject) -> tuple[Problem, ...]:
    """List what no rule of the API forbids, but what the operator should know before Start."""
    found: list[Problem] = [*image_remarks(subject), *template_remarks(subject)]
    group, spec = subject.group, subject.spec
    if subject.scope is not None and not subject.scope.replaced:
        why = "every instance already matches" if subject.scope.matching else "every instance is ignored"
        found.append(
            Problem("scope", f"Nothing would be replaced: {why}. ESS refuses such a start.", Severity.CAUTION)
        )
    ceiling = subject.corridor.ceiling
    if ceiling > group.capacity.max_size > 0:
        sentence = (
            f"Up to {ceiling} instances is above the group's maximum size of {group.capacity.max_size}. "
            "ESS does not say whether a refresh may exceed it: raise the maximum first to be sure."
        )
        found.append(Problem("max_healthy", sentence, Severity.CAUTION))
    if subject.scope is not None and spec.checkpoints:
        for percent in unreachable(subject.capacity, len(subject.scope.replaced), spec.checkpoints):
            sentence = (
                f"The checkpoint at {percent} % is never reached: only {len(subject.scope.replaced)} of "
                f"{subject.capacity} instances are replaced."
            )
            place = spec.checkpoints.index(percent)
            found.append(Problem(f"checkpoints.{place}", sentence, Severity.CAUTION))
    return tuple(found)


def step_of(field: str) -> Step:
    """Return the step that shows a field."""
    return _STEP_OF_FIELD.get(field.split(".", 1)[0], Step.TARGET)


def under(problems: Iterable[Problem], prefix: str) -> dict[str, Problem]:
    """Return the first, gravest problem per field at or below a prefix, keyed by what follows it."""
    found: dict[str, Problem] = {}
    for problem in problems:
        if problem.field != prefix and not problem.field.startswith(f"{prefix}."):
            continue
        key = problem.field[len(prefix) + 1 :]
        graver = key in found and found[key].severity is Severity.CAUTION
        if key not in found or (graver and problem.severity is Severity.ERROR):
            found[key] = problem
    return found


def frame(subject: Subject) -> Frame:
    """Return the header and the footer."""
    group, wizard = subject.group, subject.wizard
    step = wizard.step
    marks = tuple(_mark(subject, each) for each in Step)
    last = step is Step.REVIEW
    return Frame(
        name=group.name or group.id,
        group=group.id,
        place=f"{group.region} · {group.type.value}",
        step=step,
        marks=marks,
        hint=_hint(subject),
        back=step is not Step.TARGET,
        next_title="" if last else TITLES[Step(step + 1)],
        start_reason=start_permit(subject.state).reason if last else "",
    )


def banner(subject: Subject) -> Banner | None:
    """Return what stands above the form, the gravest thing first."""
    wizard = subject.wizard
    attempt = wizard.attempt
    if attempt is not None and attempt.phase is AttemptPhase.UNKNOWN:
        return Banner(
            BannerKind.UNKNOWN,
            "It may or may not have started",
            _unknown(attempt.sends),
            attempt.token,
            attempt.failure,
        )
    if attempt is not None:
        again = f" This is send {attempt.sends} of {MOST_SENDS}." if attempt.sends > 1 else ""
        return Banner(
            BannerKind.STARTING,
            "Starting…",
            f"The request is on its way, so the form is locked until ESS answers.{again}",
        )
    if wizard.gone:
        return Banner(
            BannerKind.GONE,
            "This scaling group no longer exists",
            "Somebody deleted it while this form was open. Nothing can be started; what you typed stays "
            "here to be read and copied.",
        )
    if wizard.refusal is not None:
        title, text = _REFUSED.get(wizard.refusal.kind, _NO)
        return Banner(BannerKind.REFUSED, title, text, failure=wizard.refusal)
    return None


_NO = ("ESS refused to start the refresh", "Nothing was started. What you typed is kept.")
_REFUSED: dict[FailureKind, tuple[str, str]] = {
    # After the last look nobody knows: the words must not promise more than the failure does.
    FailureKind.UNKNOWN_OUTCOME: ("It is not known whether the refresh started", "What you typed is kept."),
    FailureKind.UNREACHABLE: (
        "The request did not reach ESS",
        "Nothing was started. What you typed is kept.",
    ),
    FailureKind.NOT_KEPT: (
        "The request was not sent",
        "Every Start is written down on this computer first, and that failed. What you typed is kept.",
    ),
}


def _mark(subject: Subject, step: Step) -> StepMark:
    here = [p for p in subject.problems if step_of(p.field) is step]
    errors = sum(1 for p in here if p.severity is Severity.ERROR)
    wizard = subject.wizard
    left = step < wizard.furthest or step < wizard.step
    return StepMark(step, TITLES[step], errors, len(here) - errors, step <= wizard.furthest, left)


def _hint(subject: Subject) -> str:
    if subject.wizard.step is Step.PACE:
        return _forecast_hint(subject.corridor)
    if subject.wizard.step is Step.SAFETY:
        return "Checks only look: nothing is changed by them."
    if subject.wizard.step is Step.REVIEW:
        return "Start sends exactly the request shown here."
    waits = reading(subject) if subject.wizard.step is Step.TARGET else ""
    return waits or "Nothing is sent to Alibaba Cloud before you press Start on the Review page."


def _forecast_hint(band: Corridor) -> str:
    promise = "A forecast, not a promise: ESS chooses the real batches."
    if not band.surge:
        return f"{promise} Line shows old before new; the ceiling leaves no room above {band.capacity}."
    return f"{promise} Line shows new before old; the floor allows {band.floor}."


def _unknown(sends: int) -> str:
    if sends >= MOST_SENDS:
        return (
            f"The request was sent {sends} times with the same client token, and no usable answer came. "
            "It is not sent again. Press Check again to look at the group's refreshes once more."
        )
    return (
        "No usable answer came. This program now looks at the group's refreshes; if ours is not there, it "
        f"sends the same request again with the same client token, {MOST_SENDS} times at most, so that "
        "nothing can start twice."
    )
