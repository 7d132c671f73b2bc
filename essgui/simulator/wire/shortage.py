"""Where instances cannot be had: by a fault that strikes launches, or because a zone has none of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.simulator.world import FaultKind

if TYPE_CHECKING:
    from essgui.simulator.world import Group, World


def scarce(world: World, group: Group) -> bool:
    """Tell whether some launches of a group find no stock, or all of them."""
    return share_failing(world, group) > 0


def share_failing(world: World, group: Group | None = None) -> float:
    """Return the share of launches, 0 to 1, that find no stock: of a group, or of all where none is given."""
    names = {"", group.id, group.name} if group else {""}
    shares = (f.probability for f in world.faults if f.kind is FaultKind.OUT_OF_STOCK and f.group in names)
    return max(shares, default=0.0)


def sold_out(world: World, name: str, zone: str) -> bool:
    """Tell whether a zone has none of an instance type."""
    return any(t.id == name and zone in t.sold_out for t in world.types)
