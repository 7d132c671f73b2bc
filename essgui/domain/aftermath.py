"""The final check of a refresh that is over: did the fleet arrive, and what was left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.aftermath_fleet import fleet_lines
from essgui.domain.aftermath_switch import switch_lines
from essgui.domain.bearing import Born, born
from essgui.domain.eligibility import ignored_because
from essgui.domain.final_line import GRAVEST_FIRST, Line, Verdict, count_is, ids
from essgui.domain.scaling import LEAVING, SERVING, InstanceState
from essgui.domain.words import either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Instance, ScalingConfiguration, ScalingGroup

_TRANSIT = frozenset({InstanceState.PENDING, InstanceState.PENDING_WAIT, *LEAVING})


def aftermath(
    task: RefreshTask,
    group: ScalingGroup,
    instances: tuple[Instance, ...],
    configurations: tuple[ScalingConfiguration, ...],
    unread: str = "",
) -> tuple[Line, ...]:
    """Return the lines of the final check, the gravest first; nothing for a refresh that is not over.

    `unread` says why there are no configurations, where there are none.
    """
    if not task.over:
        return ()
    found = (
        *fleet_lines(task, group, instances, configurations, unread),
        *switch_lines(task, group, instances, configurations, unread),
        *_capacity(group, instances),
        *_left_over(task, instances),
        *_processes(group),
    )
    return tuple(sorted(found, key=lambda line: GRAVEST_FIRST.index(line.verdict)))


def is_new(task: RefreshTask, instance: Instance) -> bool:
    """Tell whether an instance was made by, or since, a refresh."""
    born, began = instance.created_at, task.started_at
    return born is not None and began is not None and born >= began


def moving(group: ScalingGroup, instances: tuple[Instance, ...]) -> bool:
    """Tell whether instances are still on their way in or out, or wanted and not there yet."""
    serving = sum(1 for i in instances if i.state in SERVING)
    return serving < group.capacity.wanted or any(i.state in _TRANSIT for i in instances)


def _capacity(group: ScalingGroup, instances: tuple[Instance, ...]) -> Iterator[Line]:
    serving = [i for i in instances if i.state in SERVING]
    sick = ids(i for i in serving if i.health != "Healthy")
    # A group without a desired capacity wants no more than its minimum.
    asked = group.capacity.desired
    wanted = group.capacity.min_size if asked is None else asked
    if len(serving) < wanted:
        text = "ESS launches the rest if its processes are not suspended and there is stock."
        yield Line(Verdict.CAUTION, f"{len(serving)} in service, {wanted} wanted", text)
    if sick:
        text = "ESS replaces unhealthy instances unless its health check is suspended."
        yield Line(Verdict.CAUTION, f"{count_is(len(sick))} unhealthy", text, sick)
    if len(serving) >= wanted and not sick:
        healthy = ", all healthy" if serving else ", and none is wanted"
        yield Line(Verdict.GOOD, f"{len(serving)} in service{healthy}")


def _left_over(task: RefreshTask, instances: tuple[Instance, ...]) -> Iterator[Line]:
    between = ids(i for i in instances if i.state in _TRANSIT)
    if between:
        they = either(len(between), "It is still on its way", "They are still on their way")
        text = f"{they} in or out, for instance held by a lifecycle hook."
        yield Line(Verdict.CAUTION, f"{count_is(len(between))} in transition", text, between)
    ignored = tuple(i for i in instances if i.state not in LEAVING and ignored_because(i))
    if ignored:
        number = len(ignored)
        why = sorted({ignored_because(i).lower() for i in ignored})
        text = f"A refresh leaves {either(number, 'it', 'them')} alone: {', '.join(why)}."
        # What was made since may be on the target all the same: it is ignored only as it is now.
        if all(born(task, i) is Born.BEFORE for i in ignored):
            text += either(number, " It still runs what it ran.", " They still run what they ran.")
        yield Line(Verdict.CAUTION, f"{count_is(number)} ignored", text, ids(ignored))


def _processes(group: ScalingGroup) -> Iterator[Line]:
    if group.suspended_processes:
        names = ", ".join(group.suspended_processes)
        number = len(group.suspended_processes)
        they, them = either(number, "it was", "they were"), either(number, "it", "them")
        text = f"{names}: if {they} suspended for this refresh, let {them} work again."
        what = either(number, "A process of the group is", "Processes of the group are")
        yield Line(Verdict.CAUTION, f"{what} suspended", text)
