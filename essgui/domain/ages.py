"""How far a group has drifted from its active configuration, and how old its oldest instance is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.eligibility import ignored_because, matches
from essgui.domain.refresh import ActiveConfiguration
from essgui.domain.scaling import LEAVING

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import Instance, ScalingGroup


@dataclass(frozen=True, slots=True)
class Ages:
    """What a look at the instances of a group told; in instances."""

    total: int
    """Those that are not on their way out."""
    drifted: int | None
    """Those not on what is active now; None where the group's template version names a moving thing."""
    oldest: datetime | None = None
    """When the oldest instance was made."""


def drifted(group: ScalingGroup, instances: tuple[Instance, ...]) -> tuple[Instance, ...]:
    """Return the instances that are not on what is active now.

    Those on their way out and those that a refresh would ignore do not count. A template version that
    is not a number names a moving thing, so nothing can be said of it: none are returned.
    """
    if not drift_is_known(group):
        return ()
    return tuple(
        i
        for i in instances
        if i.state not in LEAVING and not ignored_because(i) and not matches(i, group, ActiveConfiguration())
    )


def drift_is_known(group: ScalingGroup) -> bool:
    """Tell whether drift can be judged: by the id of a configuration, or by the number of a version."""
    return not group.from_template or (group.launch_template_version or "").isdecimal()


def ages(group: ScalingGroup, instances: tuple[Instance, ...]) -> Ages:
    """Sum up the instances of a group."""
    there = [i for i in instances if i.state not in LEAVING]
    born = [i.created_at for i in there if i.created_at is not None]
    off = len(drifted(group, instances)) if drift_is_known(group) else None
    return Ages(len(there), off, min(born, default=None))
