"""Which fault strikes which request: rules with chance and count, and their two spellings."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from essgui.simulator import draw
from essgui.simulator.commands import Refusal
from essgui.simulator.world import LAUNCH_FAULTS, Fault, FaultKind

if TYPE_CHECKING:
    from essgui.simulator.world import World

LONGEST = 3600.0
"""Seconds that a fault may last."""
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


def from_json(rule: Any, identifier: str) -> Fault:
    """Read a rule such as {"kind": "throttle", "operation": "StartInstanceRefresh", "count": 2}.

    Raises Refusal where it is none, or a number of it is out of its range.
    """
    if not isinstance(rule, dict):
        raise Refusal("InvalidParameter", "A fault is a JSON object.")
    given = cast(dict[str, Any], rule)
    unknown = set(given) - _FIELDS - {"kind", "id"}
    if unknown:
        raise Refusal("InvalidParameter", f"A fault has no {', '.join(sorted(unknown))}.")
    kind = str(given.get("kind", ""))
    if kind not in set(FaultKind):
        kinds = ", ".join(k.value for k in FaultKind)
        raise Refusal("InvalidParameter", f"There is no fault {kind!r}; there are {kinds}.")
    count = given.get("count")
    text = str(given.get("text", ""))
    if not text.isprintable():
        raise Refusal("InvalidParameter", "text is one line.")
    return Fault(
        id=str(given.get("id") or identifier),
        kind=FaultKind(kind),
        operation=str(given.get("operation", "")),
        group=str(given.get("group", "")),
        probability=_number("probability", given.get("probability", 1.0), 1.0),
        count=None if count is None else _whole("count", count),
        seed=_whole("seed", given.get("seed", 0)),
        amount=_number("amount", given.get("amount", 0.0), LONGEST),
        text=text,
    )


def from_text(text: str, identifier: str) -> Fault:
    """Read a rule such as throttle:operation=StartInstanceRefresh,count=2; raises Refusal."""
    kind, _, rest = text.partition(":")
    parts = [part for part in rest.split(",") if part]
    alone = [part for part in parts if "=" not in part]
    if alone:
        raise Refusal("InvalidParameter", f"{alone[0]!r} of a fault is not KEY=VALUE.")
    return from_json({"kind": kind, **dict(part.split("=", 1) for part in parts)}, identifier)


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


def _number(name: str, given: Any, most: float) -> float:
    try:
        value = math.nan if isinstance(given, bool) else float(given)
    except (OverflowError, TypeError, ValueError):
        value = math.nan
    if not 0 <= value <= most:
        raise Refusal("InvalidParameter", f"{name} of a fault is a number from 0 to {most:g}.")
    return value


def _whole(name: str, given: Any) -> int:
    try:
        value = -1 if isinstance(given, bool | float) else int(given)
    except (TypeError, ValueError):
        value = -1
    if not 0 <= value < 2**63:
        raise Refusal("InvalidParameter", f"{name} of a fault is a whole number from 0.")
    return value


def _fits(fault: Fault, operation: str, group: str) -> bool:
    if fault.operation and fault.operation != operation:
        return False
    return not fault.group or fault.group == group
