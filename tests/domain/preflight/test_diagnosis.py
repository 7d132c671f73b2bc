from __future__ import annotations

import pytest

from essgui.domain.preflight.diagnosis import ABOUT, diagnosis_check
from essgui.domain.preflight.verdict import Verdict
from essgui.domain.surroundings import Diagnosis, Finding

CRITICAL = Finding("Critical", "SecurityGroupNotFound", "sg-1", "The security group does not exist.")
WARN = Finding("Warn", "AccountNotEnoughBalance")
FINE = Finding("Normal", "")


@pytest.mark.parametrize(
    ("findings", "verdict", "headline"),
    [
        ((), Verdict.GO, "ESS finds nothing wrong with the group"),
        ((FINE,), Verdict.GO, "ESS finds nothing wrong with the group"),
        ((WARN, FINE), Verdict.CAUTION, "1 warning: AccountNotEnoughBalance"),
        ((Finding("Odd", "New"),), Verdict.CAUTION, "1 warning: New"),
        ((WARN, CRITICAL), Verdict.NO_GO, "1 critical finding: SecurityGroupNotFound"),
    ],
)
def test_levels(findings: tuple[Finding, ...], verdict: Verdict, headline: str) -> None:
    check = diagnosis_check(Diagnosis("d-1", None, findings))
    assert (check.verdict, check.headline) == (verdict, headline)
    assert check.evidence[-1] == ABOUT


def test_the_gravest_finding_comes_first_with_what_it_is_about() -> None:
    check = diagnosis_check(Diagnosis("d-1", None, (WARN, CRITICAL)))
    assert check.evidence[0] == ("Critical: SecurityGroupNotFound (sg-1): The security group does not exist.")
