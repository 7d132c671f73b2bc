"""How far a group has drifted from its active configuration, and how old its oldest instance is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.bearing import Born, born
from essgui.domain.eligibility import ignored_because, matches
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ActiveConfiguration, ContainersTarget, ImageTarget
from essgui.domain.scaling import LEAVING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Instance, ScalingGroup, TaskId

_MOVING = "The group's template version names a moving thing, so drift cannot be told."
_SHARED = "A refresh may have left one configuration on different {what}, so drift cannot be told."


@dataclass(frozen=True, slots=True)
class Ages:
    """What a look at the instances of a group told; in instances."""

    total: int
    """Those that are not on their way out."""
    drifted: int | None
    """Those not on what is active now; None where that cannot be told."""
    oldest: datetime | None = None
    """When the oldest instance was made."""
    untold: str = ""
    """Why drift is not known; empty where it is."""
    after: TaskId | None = None
    """The newest refresh that was over then."""

    def hold(self, tasks: Iterable[RefreshTask]) -> bool:
        """Tell whether no refresh has ended since; the refreshes are those of the group, newest first."""
        return self.after == _newest_over(tasks)


def drifted(group: ScalingGroup, instances: tuple[Instance, ...]) -> tuple[Instance, ...]:
    """Return the instances that are not on what is active now.

    Those on their way out and those that a refresh would ignore do not count. Where drift cannot be told, ask
    `untold` before: ids alone are compared here.
    """
    return tuple(i for i in _judged(instances) if not matches(i, group, ActiveConfiguration()))


def untold(group: ScalingGroup, instances: tuple[Instance, ...], tasks: Iterable[RefreshTask]) -> str:
    """Return why drift cannot be told, or nothing where it can; `tasks` are the refreshes of the group.

    It goes by the id of a configuration or the number of a version. A version that is not a number names a
    moving thing. A refresh to an image or to containers keeps the id: where it fell short, what it made has
    the id of what is active and not its contents; where it succeeded, so has what it did not replace.
    """
    if group.from_template:
        return "" if (group.launch_template_version or "").isdecimal() else _MOVING
    on_active = [i for i in _judged(instances) if matches(i, group, ActiveConfiguration())]
    for task in tasks:
        strange = _strange_after(task)
        if strange is not None and any(born(task, i) is strange for i in on_active):
            return _SHARED.format(what="images" if isinstance(task.target, ImageTarget) else "containers")
    return ""


def ages(group: ScalingGroup, instances: tuple[Instance, ...], tasks: Iterable[RefreshTask] = ()) -> Ages:
    """Sum up the instances of a group, of which these refreshes are known, newest first."""
    there = [i for i in instances if i.state not in LEAVING]
    made = [i.created_at for i in there if i.created_at is not None]
    tasks = tuple(tasks)
    why = untold(group, instances, tasks)
    off = None if why else len(drifted(group, instances))
    return Ages(len(there), off, min(made, default=None), why, _newest_over(tasks))


def _judged(instances: Iterable[Instance]) -> Iterable[Instance]:
    return (i for i in instances if i.state not in LEAVING and not ignored_because(i))


def _newest_over(tasks: Iterable[RefreshTask]) -> TaskId | None:
    # A plain loop: it runs for each of the rows of a fleet.
    for task in tasks:
        if task.over:
            return task.id
    return None


def _strange_after(task: RefreshTask) -> Born | None:
    """Tell which instances of the active id may have other contents than it, by when they were made."""
    if not task.over or not isinstance(task.target, ImageTarget | ContainersTarget):
        return None
    if task.status is RefreshStatus.ROLLBACK_SUCCESSFUL:
        return None
    return Born.BEFORE if task.status is RefreshStatus.SUCCESSFUL else Born.DURING
