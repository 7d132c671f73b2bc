"""Whether the group leaves room for the exchange: its bounds, its rest, and what ESS refuses outright."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.eligibility import blockers
from essgui.domain.preflight.verdict import Check, CheckKind, Verdict

if TYPE_CHECKING:
    from essgui.domain.plan import Corridor
    from essgui.domain.scaling import ScalingGroup


def group_check(group: ScalingGroup, running: bool, replaced: int | None = None) -> Check:
    """Judge whether ESS refreshes this group at all, and whether it is at rest.

    `replaced` is how many instances the refresh would replace, None where that is not known. That ESS refuses
    a start without any is assumed: it has a code for it, which Terraform waits for.
    """
    stands = blockers(group, running)
    if stands:
        return Check(
            CheckKind.GROUP,
            Verdict.NO_GO,
            stands[0].short,
            tuple(c.sentence for c in stands),
            "ESS refuses such a start, so it cannot be overridden.",
            final=True,
        )
    if replaced == 0:
        return Check(
            CheckKind.GROUP,
            Verdict.NO_GO,
            "Nothing would be replaced",
            ("Every instance matches the target already, or is ignored: see Scope",),
            "ESS has a refusal for such a start. Change the target, or turn skip matching off.",
        )
    capacity = group.capacity
    moving = capacity.pending + capacity.pending_wait + capacity.removing + capacity.removing_wait
    evidence = (
        f"{capacity.in_service} in service, {capacity.wanted} wanted",
        f"{moving} coming or going",
    )
    if capacity.in_service < capacity.wanted:
        return Check(
            CheckKind.GROUP,
            Verdict.CAUTION,
            f"{capacity.wanted - capacity.in_service} of {capacity.wanted} instances are missing already",
            evidence,
            "The refresh would begin below the desired capacity; wait until the group is complete.",
        )
    if moving:
        verb = "is" if moving == 1 else "are"
        return Check(
            CheckKind.GROUP,
            Verdict.CAUTION,
            f"The group is busy: {moving} {verb} coming or going",
            evidence,
            "Wait until the group is at rest, so that counts mean what they say.",
        )
    return Check(CheckKind.GROUP, Verdict.GO, "The group can be refreshed and is at rest", evidence)


def room_check(group: ScalingGroup, band: Corridor) -> Check:
    """Judge the corridor against the group's own bounds.

    Assumed: whether a refresh may leave the bounds is not documented, so leaving them is a caution.
    """
    low, high = group.capacity.min_size, group.capacity.max_size
    evidence = (
        f"The refresh stays from {band.floor} to {band.ceiling} in service",
        f"The group's bounds are {low} to {high}",
    )
    if band.ceiling > high > 0:
        return Check(
            CheckKind.ROOM,
            Verdict.CAUTION,
            f"Up to {band.ceiling} instances, but the group's maximum is {high}",
            evidence,
            "ESS does not say whether a refresh may exceed the maximum: raise it, or lower the percentage.",
        )
    if band.floor < low:
        return Check(
            CheckKind.ROOM,
            Verdict.CAUTION,
            f"As few as {band.floor} in service, but the group's minimum is {low}",
            evidence,
            "Below its minimum a group launches instances by itself: raise the minimum healthy percentage.",
        )
    return Check(
        CheckKind.ROOM, Verdict.GO, f"{band.floor} to {band.ceiling} fits into {low} to {high}", evidence
    )
