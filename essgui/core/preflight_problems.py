"""The no-goes and cautions of a preflight as problems of the form: marked on the steps, linked on Review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.override import covers, no_goes
from essgui.domain.preflight.verdict import CheckKind, Verdict
from essgui.domain.rules import Problem, Severity

if TYPE_CHECKING:
    from essgui.core.preflight import Preflight
    from essgui.core.state import Override

_SAID_ELSEWHERE = frozenset({CheckKind.ROOM, CheckKind.WAY_BACK})
"""Remarks and facts of other steps say the same."""


def preflight_problems(found: Preflight | None, override: Override) -> tuple[Problem, ...]:
    """List what stands against a start or deserves a look; an overridden no-go is only a caution."""
    if found is None:
        return ()
    passed = covers(override, no_goes(found.checks))
    problems: list[Problem] = []
    for check in found.checks:
        if check.verdict not in {Verdict.NO_GO, Verdict.CAUTION} or check.kind in _SAID_ELSEWHERE:
            continue
        grave = check.verdict is Verdict.NO_GO and (check.final or not passed)
        severity = Severity.ERROR if grave else Severity.CAUTION
        problems.append(Problem(f"safety.{check.kind.value}", f"{check.headline}.", severity))
    return tuple(problems)
