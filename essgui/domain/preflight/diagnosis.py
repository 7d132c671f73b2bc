"""What ESS's own diagnosis of the group found (DescribeDiagnoseReports)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.preflight.verdict import Check, CheckKind, Verdict

if TYPE_CHECKING:
    from essgui.domain.surroundings import Diagnosis, Finding

ABOUT = "The diagnosis looks at the active configuration, not at the target."
"""Assumed: the reference does not say which configuration is looked at."""


def diagnosis_check(diagnosis: Diagnosis) -> Check:
    """Judge a report: a critical finding is a no-go, a warning a caution; an unknown level is a caution."""
    critical = tuple(f for f in diagnosis.findings if f.level == "Critical")
    warn = tuple(f for f in diagnosis.findings if f.level not in {"Critical", "Normal"})
    evidence = (*map(_line, (*critical, *warn)), ABOUT)
    if critical:
        count = "1 critical finding" if len(critical) == 1 else f"{len(critical)} critical findings"
        return Check(
            CheckKind.DIAGNOSIS,
            Verdict.NO_GO,
            f"{count}: {_codes(critical)}",
            evidence,
            "Mend what the report names, then check again.",
        )
    if warn:
        count = "1 warning" if len(warn) == 1 else f"{len(warn)} warnings"
        return Check(
            CheckKind.DIAGNOSIS,
            Verdict.CAUTION,
            f"{count}: {_codes(warn)}",
            evidence,
            "Launches may fail for it; look at it before you start.",
        )
    return Check(CheckKind.DIAGNOSIS, Verdict.GO, "ESS finds nothing wrong with the group", (ABOUT,))


def _codes(found: tuple[Finding, ...]) -> str:
    return ", ".join(dict.fromkeys(f.code or f.kind or f.resource for f in found))


def _line(finding: Finding) -> str:
    about = f" ({finding.resource})" if finding.resource else ""
    said = f": {finding.sentence}" if finding.sentence else ""
    return f"{finding.level}: {finding.code or finding.kind}{about}{said}"
