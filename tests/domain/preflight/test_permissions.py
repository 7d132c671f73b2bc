from __future__ import annotations

from essgui.domain.preflight.permissions import permissions_check
from essgui.domain.preflight.verdict import Verdict


def test_a_missing_permission_is_named() -> None:
    check = permissions_check(
        ("ess:DescribeAlarms", "ess:DescribeAlarms", "ecs:DescribeImages"), asked=6, answered=3
    )
    assert check.verdict is Verdict.CAUTION
    assert check.headline == "This identity lacks ess:DescribeAlarms and 1 more"
    assert check.evidence[:2] == ("Missing: ess:DescribeAlarms", "Missing: ecs:DescribeImages")


def test_without_an_answer_there_is_no_verdict_and_with_all_of_them_a_go() -> None:
    assert permissions_check((), asked=6, answered=0).verdict is Verdict.UNKNOWN
    check = permissions_check((), asked=6, answered=6)
    assert check.verdict is Verdict.GO
    assert "only when it is tried" in check.evidence[0]
