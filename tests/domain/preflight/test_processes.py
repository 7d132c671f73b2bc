from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain.preflight.processes import processes_check
from essgui.domain.preflight.verdict import Verdict
from tests.support.states import make_group

WEB = make_group()


@pytest.mark.parametrize("process", ["ScaleOut", "ScaleIn", "HealthCheck"])
def test_a_process_that_a_refresh_needs_is_a_caution(process: str) -> None:
    check = processes_check(replace(WEB, suspended_processes=(process,)))
    assert check.verdict is Verdict.CAUTION
    assert check.headline == f"{process} is suspended in this group"
    assert check.evidence


def test_processes_that_only_disturb_are_no_concern() -> None:
    assert processes_check(WEB).evidence == ()
    check = processes_check(replace(WEB, suspended_processes=("AlarmNotification",)))
    assert check.verdict is Verdict.GO
    assert "cannot disturb" in check.evidence[0]


def test_two_are_named_together() -> None:
    check = processes_check(replace(WEB, suspended_processes=("ScaleIn", "ScaleOut")))
    assert check.headline == "ScaleIn and ScaleOut are suspended in this group"
