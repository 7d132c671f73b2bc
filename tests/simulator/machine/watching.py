"""A world of one's own, and ways to wait for what happens in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from essgui.domain.refresh import ImageTarget

if TYPE_CHECKING:
    from essgui.domain.lifecycle import RefreshStatus
    from essgui.domain.scaling import GroupId
    from essgui.simulator.builder import WorldBuilder
    from essgui.simulator.world import Group, Refresh

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
IMAGE = ImageTarget("m-bp1shop20261120cccc3")


def last(b: WorldBuilder, group: GroupId) -> Refresh:
    return b.done().groups[group].refreshes[-1]


def after(b: WorldBuilder, seconds: float) -> WorldBuilder:
    return b.at(b.world.now + timedelta(seconds=seconds))


def until(b: WorldBuilder, group: GroupId, *statuses: RefreshStatus, most: int = 7200) -> Refresh:
    for _ in range(most):
        if last(b, group).status in statuses:
            return last(b, group)
        after(b, 1)
    raise AssertionError(f"never {statuses}: {last(b, group)}")


def images(group: Group) -> list[str]:
    return sorted(m.source.image for m in group.members.values())
