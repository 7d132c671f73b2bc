"""Where instances cannot be had: by a fault that strikes launches, or because a zone has none of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.simulator.world import FaultKind

if TYPE_CHECKING:
    from essgui.simulator.world import Group, World


def everywhere(world: World, group: Group | None = None) -> bool:
    """Tell whether launches find no stock: in a group, or everywhere where none is given."""
    names = {"", group.id, group.name} if group else {""}
    return any(f.kind is FaultKind.OUT_OF_STOCK and f.group in names for f in world.faults)


def sold_out(world: World, name: str, zone: str) -> bool:
    """Tell whether a zone has none of an instance type."""
    return any(t.id == name and zone in t.sold_out for t in world.types)
