"""What every step of the wizard is made from: whom it is about, and what is wrong where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from essgui.core.changes import put
from essgui.core.draft import spec_of
from essgui.core.form import wizard_problems
from essgui.core.lookup import active_configuration, group_of
from essgui.core.preflight import preflight
from essgui.core.preflight_problems import preflight_problems
from essgui.core.select_wizard_images import image_remarks
from essgui.core.select_wizard_templates import template_remarks
from essgui.core.state import Remote, Step
from essgui.domain.eligibility import scope
from essgui.domain.plan import corridor, unreachable
from essgui.domain.rules import MAX_HEALTHY, MIN_HEALTHY, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.core.draft import Draft
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
    def in_range(self) -> bool:
        """Whether the percentages are legal; what others mean in instances cannot be said."""
        return MIN_HEALTHY.holds(self.spec.min_healthy) and MAX_HEALTHY.holds(self.spec.max_healthy)

    @property
    def replaced(self) -> int:
        """How many instances are replaced, taken for all of them until they were read."""
        return self.capacity if self.scope is None else len(self.scope.replaced)


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
    if subject.in_range and ceiling > group.capacity.max_size > 0:
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
