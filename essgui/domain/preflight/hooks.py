"""How long lifecycle hooks may hold a batch, and what happens at the end of their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.preflight.verdict import Check, CheckKind, Verdict
from essgui.domain.words import span

if TYPE_CHECKING:
    from essgui.domain.surroundings import LifecycleHook

LONG = 1800.0
"""Seconds that hooks may add to the whole refresh before it is a caution (assumed)."""


def wait_per_batch(hooks: tuple[LifecycleHook, ...]) -> float:
    """Return the seconds that unanswered hooks add to a batch: the longest of each side.

    Documented (CreateLifecycleHook): hooks of one side wait together.
    """
    longest = {
        side: max((h.timeout for h in hooks if h.enabled and h.transition == side), default=0)
        for side in ("SCALE_OUT", "SCALE_IN")
    }
    return float(sum(longest.values()))


def hooks_check(hooks: tuple[LifecycleHook, ...], batches: int) -> Check:
    """Judge the hooks of a refresh of so many batches."""
    working = tuple(h for h in hooks if h.enabled)
    if not working:
        return Check(CheckKind.HOOKS, Verdict.GO, "No lifecycle hook holds instances")
    evidence = tuple(map(_line, working))
    each, whole = wait_per_batch(working), wait_per_batch(working) * batches
    strict = tuple(h for h in working if h.transition == "SCALE_OUT" and h.result != "CONTINUE")
    if strict:
        first = min(strict, key=lambda h: h.timeout)
        return Check(
            CheckKind.HOOKS,
            Verdict.CAUTION,
            f"{first.name} releases new instances that nobody answers for within {span(first.timeout)}",
            evidence,
            f"Be sure that something completes the hook, or launches fail. A batch may wait {span(each)}.",
        )
    if whole > LONG:
        longest = max(working, key=lambda h: h.timeout)
        return Check(
            CheckKind.HOOKS,
            Verdict.CAUTION,
            f"{longest.name} may hold each batch up to {span(each)}, {span(whole)} in all",
            evidence,
            "The finish moves by that much where nothing completes the hook.",
        )
    names = ", ".join(h.name for h in working)
    return Check(CheckKind.HOOKS, Verdict.GO, f"{names}: up to {span(each)} more per batch", evidence)


def _line(hook: LifecycleHook) -> str:
    side = "new instances" if hook.transition == "SCALE_OUT" else "leaving instances"
    after = {"CONTINUE": "goes on", "ABANDON": "gives them up", "ROLLBACK": "gives them up"}
    end = after.get(hook.result, hook.result)
    return f"{hook.name} holds {side} up to {span(hook.timeout)}, then {end}"
