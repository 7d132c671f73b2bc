"""Which fault strikes which request: rules with chance and count, and their two spellings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from essgui.simulator import draw
from essgui.simulator.commands import Refusal
from essgui.simulator.world import LAUNCH_FAULTS, Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.simulator.world import World

_FIELDS = {"operation", "group", "probability", "count", "seed", "amount", "text"}


def strike(world: World, operation: str, group: str) -> tuple[World, tuple[Fault, ...]]:
    """Return the faults of the wire that strike a request, and the world in which they have.

    Latency adds up; of the others only the first one strikes.
    """
    if not world.faults:
        return world, ()
    struck: list[Fault] = []
    rules: list[Fault] = []
    taken = False
    for fault in world.faults:
        if fault.kind in LAUNCH_FAULTS or not _fits(fault, operation, group):
            rules.append(fault)
            continue
        late = fault.kind is FaultKind.LATENCY
        left = fault.count is None or fault.struck < fault.count
        hit = left and draw.fraction(fault.seed, fault.id, fault.seen) < fault.probability
        if hit and (late or not taken):
            struck.append(fault)
            taken = taken or not late
            rules.append(replace(fault, seen=fault.seen + 1, struck=fault.struck + 1))
        else:
            rules.append(replace(fault, seen=fault.seen + 1))
    return replace(world, faults=tuple(rules)), tuple(struck)


def from_json(rule: Mapping[str, Any], identifier: str) -> Fault:
    """Read a rule such as {"kind": "throttle", "operation": "StartInstanceRefresh", "count": 2}."""
    unknown = set(rule) - _FIELDS - {"kind", "id"}
    if unknown:
        raise Refusal("InvalidParameter", f"A fault has no {', '.join(sorted(unknown))}.")
    try:
        kind = FaultKind(str(rule.get("kind", "")))
        count = rule.get("count")
        return Fault(
            id=str(rule.get("id") or identifier),
            kind=kind,
            operation=str(rule.get("operation", "")),
            group=str(rule.get("group", "")),
            probability=float(rule.get("probability", 1.0)),
            count=None if count is None else int(count),
            seed=int(rule.get("seed", 0)),
            amount=float(rule.get("amount", 0.0)),
            text=str(rule.get("text", "")),
        )
    except (TypeError, ValueError) as error:
        kinds = ", ".join(k.value for k in FaultKind)
        raise Refusal("InvalidParameter", f"Not a fault: {error}. Kinds are {kinds}.") from None


def from_text(text: str, identifier: str) -> Fault:
    """Read a rule such as throttle:operation=StartInstanceRefresh,count=2."""
    kind, _, rest = text.partition(":")
    pairs = dict(part.split("=", 1) for part in rest.split(",") if "=" in part)
    return from_json({"kind": kind, **pairs}, identifier)


def to_json(fault: Fault) -> dict[str, Any]:
    """Write a rule with how often it was looked at and how often it struck."""
    return {
        "id": fault.id,
        "kind": fault.kind.value,
        "operation": fault.operation,
        "group": fault.group,
        "probability": fault.probability,
        "count": fault.count,
        "seed": fault.seed,
        "amount": fault.amount,
        "text": fault.text,
        "seen": fault.seen,
        "struck": fault.struck,
    }


def _fits(fault: Fault, operation: str, group: str) -> bool:
    if fault.operation and fault.operation != operation:
        return False
    return not fault.group or fault.group == group
