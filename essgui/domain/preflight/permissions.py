"""Whether the identity may read what the checks need; what it may change shows only when it is tried."""

from __future__ import annotations

from essgui.domain.preflight.verdict import Check, CheckKind, Verdict, and_more

_START = "Whether it may start a refresh shows only when it is tried: ESS has no dry run for it."
"""Assumed: StartInstanceRefresh lists no DryRun parameter."""


def permissions_check(denied: tuple[str, ...], *, asked: int, answered: int) -> Check:
    """Judge the refusals; `denied` are the actions that are missing, such as ess:DescribeAlarms."""
    if denied:
        names = tuple(dict.fromkeys(denied))
        return Check(
            CheckKind.PERMISSIONS,
            Verdict.CAUTION,
            f"This identity lacks {names[0]}{and_more(len(names))}",
            (*(f"Missing: {name}" for name in names), _START),
            "Ask for the permission, or take it that these checks were not made.",
        )
    if not answered:
        return Check(CheckKind.PERMISSIONS, Verdict.UNKNOWN, "Nothing was answered yet", (_START,))
    return Check(
        CheckKind.PERMISSIONS,
        Verdict.GO,
        f"Nothing was denied: {answered} of {asked} answers came",
        (_START,),
    )
