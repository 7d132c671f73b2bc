"""How many instances of a watched refresh serve, whether that is believed, and what the head says of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.lookup import detail_of, instances_of
from essgui.core.select_monitor import Figure
from essgui.domain.footing import PATIENCE
from essgui.domain.scaling import SERVING
from essgui.domain.words import counted, span

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState


def serving_of(state: AppState, found: Watched) -> int | None:
    """Return how many instances are in service, or None where that was not read."""
    instances = instances_of(state, found.task.group)
    if instances is None or (not instances and found.group is not None and found.group.capacity.total):
        # An empty list beside a group that has instances says nothing.
        return None
    return sum(1 for instance in instances if instance.state in SERVING)


def doubtful(state: AppState, found: Watched) -> bool:
    """Tell whether the newest look is not judged yet, and none before it was below the floor.

    It may have found fewer instances because the group was scaled in since it was read.
    """
    footing = found.monitor.footing
    if footing.size is None or footing.low:
        return False
    return footing.judged != detail_of(state, found.task.group).instances.seen


def judged_from(state: AppState, found: Watched) -> datetime | None:
    """Return from when on fewer than the floor count, whatever others do; None where nothing waits."""
    footing = found.monitor.footing
    if footing.waits is None or footing.judged == detail_of(state, found.task.group).instances.seen:
        return None
    return footing.waits.at + timedelta(seconds=PATIENCE)


def in_service(state: AppState, found: Watched) -> Figure:
    """Say how many instances serve now, and between what they stay."""
    band = found.band
    instances = instances_of(state, found.task.group)
    if instances is not None:
        serving = sum(1 for i in instances if i.state in SERVING)
    elif found.group is not None:
        serving = found.group.capacity.in_service
    else:
        return Figure("In service now", "–", "the group was not read yet")
    if band is None:
        return Figure("In service now", str(serving))
    footing, kept = found.monitor.footing, found.kept or band
    line = f"floor {kept.floor}, ceiling {band.ceiling}"
    tip = (
        f"{found.task.min_healthy} % to {found.task.max_healthy} % of "
        f"{counted(band.capacity, 'instance')}, rounded to whole ones."
    )
    if footing.growing:
        line = f"floor {kept.floor}, {band.floor} once grown"
        tip += f" The group grows from {kept.capacity}: until it has, the floor of before counts."
    if serving < kept.floor and judged_from(state, found) is not None and doubtful(state, found):
        line = "not judged: others scale"
        tip += (
            " Others may be scaling the group: fewer than the floor count as a loss once that has lasted for "
        )
        tip += f"{span(PATIENCE)}."
    elif serving < kept.floor and not doubtful(state, found):
        return Figure("In service now", str(serving), f"below the floor of {kept.floor}", "amber_fg", tip)
    return Figure("In service now", str(serving), line, "text", tip)
