"""What the final check says of the instances: on the target, not on it, or not to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.bearing import Born, born, on_target, staying
from essgui.domain.eligibility import ignored_because
from essgui.domain.final_line import Line, Verdict, all_are, count_is, ids
from essgui.domain.lifecycle import ROLLBACK, RefreshStatus
from essgui.domain.refresh import ActiveConfiguration, ContainersTarget, ImageTarget, LaunchTemplateTarget
from essgui.domain.scaling import LEAVING
from essgui.domain.words import either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Instance, ScalingConfiguration, ScalingGroup


_PERHAPS_MADE = frozenset({Born.DURING, Born.NOT_KNOWN})
"""What a refresh has made was made then; a rollback is about nothing else."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Instances by where they stand."""

    on: tuple[Instance, ...]
    off: tuple[Instance, ...]
    later: tuple[Instance, ...]
    """Not on the target either, and made after the end."""
    unknown: tuple[Instance, ...]


def fleet_lines(
    task: RefreshTask,
    group: ScalingGroup,
    instances: tuple[Instance, ...],
    configurations: tuple[ScalingConfiguration, ...],
    unread: str,
) -> Iterator[Line]:
    """Yield the lines on the instances; `unread` says why the configurations are missing."""
    stay = staying(instances)
    # A rollback is to leave none on the target, not even one that it could not touch.
    back = task.status is RefreshStatus.ROLLBACK_SUCCESSFUL
    judged = stay if back else tuple(i for i in stay if not ignored_because(i))
    told = {i.id: on_target(task, group, i, instances, configurations) for i in judged}
    off = tuple(i for i in judged if told[i.id] is False)
    unknown = tuple(i for i in judged if told[i.id] is None)
    found = _Sorted(
        tuple(i for i in judged if told[i.id]),
        tuple(i for i in off if born(task, i) is not Born.AFTER),
        tuple(i for i in off if born(task, i) is Born.AFTER),
        tuple(i for i in unknown if not back or born(task, i) in _PERHAPS_MADE),
    )
    if back:
        yield from _rolled_back(task, found)
    elif task.status is RefreshStatus.SUCCESSFUL:
        yield from _succeeded(task, found, instances)
    elif stay and all(born(task, i) is Born.BEFORE for i in stay):
        yield _untouched(task)
        return
    else:
        yield from _fell_short(task, found)
    if found.unknown:
        number = len(found.unknown)
        what = f"Whether {count_is(number)} on the target is not known"
        yield Line(Verdict.NOT_KNOWN, what, _why(task, configurations, unread), ids(found.unknown))


def _succeeded(task: RefreshTask, found: _Sorted, instances: tuple[Instance, ...]) -> Iterator[Line]:
    there = len(found.on)
    if found.off:
        number = len(found.off)
        older = all(born(task, i) is Born.BEFORE for i in found.off)
        these = either(number, "this one is", "these are")
        which = f"{these} older than it and not on the target" if older else f"{these} not on its target"
        text = f"ESS calls the refresh a success, but {which}."
        yield Line(Verdict.BAD, f"{count_is(number)} not on the target", text, ids(found.off))
    if found.later:
        number = len(found.later)
        text = f"Made after the refresh had ended, {either(number, 'it does', 'they do')} not run its target."
        yield Line(Verdict.CAUTION, f"{count_is(number)} from something else", text, ids(found.later))
    left_out = any(i.state not in LEAVING and ignored_because(i) for i in instances)
    if not (found.off or found.later or found.unknown or there):
        text = "The group has no instance that a refresh would replace."
        yield Line(Verdict.NOT_KNOWN, "No instance tells whether the fleet arrived", text)
    elif not (found.off or found.later or found.unknown):
        # Said only where one was left out: else it reads as if it were among those counted.
        text = "Those that a refresh ignores do not count." if left_out else ""
        yield Line(Verdict.GOOD, f"{all_are(there)} on the target", text)
    elif there:
        yield Line(Verdict.GOOD, f"{count_is(there)} on the target")


def _rolled_back(task: RefreshTask, found: _Sorted) -> Iterator[Line]:
    still = tuple(i for i in found.on if born(task, i) in _PERHAPS_MADE)
    if still:
        these = either(len(still), "this one still runs", "these still run")
        text = f"The rollback is over, but {these} what was rolled back."
        yield Line(Verdict.BAD, f"{count_is(len(still))} still on the target", text, ids(still))
    for when, headline, text in (
        (Born.BEFORE, "on the target since before", "Made before the refresh began, not by it."),
        (Born.AFTER, "on the target again", "Made after the rollback had ended."),
    ):
        those = tuple(i for i in found.on if born(task, i) is when)
        if those:
            yield Line(Verdict.CAUTION, f"{count_is(len(those))} {headline}", text, ids(those))
    if not still and not found.unknown:
        yield Line(Verdict.GOOD, "Nothing is left of what was rolled back")


def _fell_short(task: RefreshTask, found: _Sorted) -> Iterator[Line]:
    there, off = len(found.on), (*found.off, *found.later)
    if there and off:
        are, not_ = either(there, "is", "are"), either(len(off), "is not", "are not")
        text = f"{there} {are} on the target and {len(off)} {not_}; so it stays until another refresh."
        yield Line(Verdict.CAUTION, "The fleet is mixed", text, ids(off))
    elif there:
        text = (
            "The rollback did not get to its end."
            if task.status in ROLLBACK
            else "They got there although the refresh did not get to its end."
        )
        those = count_is(there) if found.unknown else all_are(there)
        yield Line(Verdict.CAUTION, f"{those} on the target", text)
    elif off and not found.unknown:
        yield Line(Verdict.GOOD, "No instance is on the target")


def _untouched(task: RefreshTask) -> Line:
    text = "Every instance is older than the refresh"
    if task.status in ROLLBACK:
        return Line(Verdict.GOOD, "No instance is new", f"{text}.")
    if task.finished <= 0:
        return Line(Verdict.GOOD, "Nothing was replaced", f"{text}.")
    text = f"{text}, although ESS counts {task.finished} as replaced."
    return Line(Verdict.CAUTION, "No instance is new", text)


def _why(task: RefreshTask, configurations: tuple[ScalingConfiguration, ...], unread: str) -> str:
    match task.target:
        case ActiveConfiguration() if task.status in ROLLBACK:
            return "The refresh had no target of its own, so ESS does not tell what was rolled back."
        case ActiveConfiguration():
            return "ESS does not tell whether the active configuration is what it was when they were made."
        case LaunchTemplateTarget(version=version) if not version.isdecimal():
            return f"ESS does not tell which number the version {version} was."
        case ImageTarget() | ContainersTarget():
            image = isinstance(task.target, ImageTarget)
            its = "not its image" if image else "not its containers"
            text = f"ESS tells the configuration of an instance, {its}."
            if task.status in ROLLBACK:
                return f"{text} What was rolled back and what came back share one."
            return text if configurations else f"{text} The configurations were not read. {unread}".strip()
        case _:
            return "ESS does not tell what every instance was made from."
