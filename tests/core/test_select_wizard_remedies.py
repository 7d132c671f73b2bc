from __future__ import annotations

import json
from dataclasses import replace

from essgui.core.failure import FailureKind
from essgui.core.policy import policy_for
from essgui.core.select_wizard import Subject, subject_of
from essgui.core.select_wizard_remedies import (
    NO_REMEDY,
    RemedyLine,
    remedy_failures,
    remedy_lines,
    remedy_of,
    remedy_question,
)
from essgui.core.state import AppState, Remote, Step
from essgui.domain.remedies import ExitStandby, MarkUnhealthy, Unprotect
from essgui.domain.scaling import InstanceId
from tests.support.states import HANGZHOU, make_group
from tests.ui.wizard import scenes

WEB = make_group()
ONE, TWO = InstanceId("i-1"), InstanceId("i-2")


def subject(state: AppState) -> Subject:
    found = subject_of(state)
    assert found is not None
    return found


def lines(state: AppState) -> dict[str, RemedyLine]:
    return {line.reason: line for line in remedy_lines(subject(state))}


def test_each_reason_has_its_remedy_or_none() -> None:
    found = lines(scenes.ecs(Step.SCOPE, **scenes.CONFIGURATION))
    assert [(line.said, line.off) for line in found.values()] == [
        ("1 Protected", ""),
        ("1 Standby", ""),
        ("1 attached by hand", NO_REMEDY),
    ]
    assert found["Protected"].instances == ("i-bp100000",)
    assert found["Attached by hand"].act == ""


def test_before_the_instances_were_read_nothing_is_offered() -> None:
    assert remedy_lines(subject(scenes.with_detail(scenes.ecs(Step.SCOPE), instances=Remote()))) == ()


def test_one_under_way_turns_its_own_kind_off_and_says_so() -> None:
    found = lines(scenes.mending(scenes.ecs(Step.SCOPE)))
    assert found["Protected"].said == "Unprotecting 1 instance…"
    assert "under way" in found["Protected"].off
    assert found["Standby"].off == ""


def test_while_the_group_is_read_again_and_when_it_is_gone_the_reason_is_said() -> None:
    state = scenes.ecs(Step.SCOPE)
    assert state.wizard is not None
    instances = state.details[state.wizard.group].instances
    reading = scenes.with_detail(state, instances=replace(instances, loading=True))
    assert lines(reading)["Standby"].off == "The instances are being read again."
    assert "no longer exists" in lines(scenes.with_wizard(state, gone=True))["Standby"].off


def test_a_failure_says_what_did_not_happen_and_which_permission_is_missing() -> None:
    (failed,) = remedy_failures(subject(scenes.mending(scenes.ecs(Step.SCOPE), scenes.MAY_NOT)))
    assert failed.sentence.startswith("1 instance was not unprotected: This identity")
    assert json.loads(policy_for(failed.failure))["Statement"][0]["Action"] == "ess:SetInstancesProtection"
    unknown = replace(scenes.SILENCE, kind=FailureKind.UNKNOWN_OUTCOME)
    (failed,) = remedy_failures(subject(scenes.mending(scenes.ecs(Step.SCOPE), unknown)))
    assert failed.sentence.startswith("It is not known whether 1 instance was unprotected")
    assert policy_for(unknown) == ""


def test_failures_of_other_groups_and_other_remedies_are_shown_elsewhere() -> None:
    state = scenes.mending(scenes.ecs(Step.SCOPE), scenes.MAY_NOT)
    (errand,) = state.errands.values()
    other = {
        Unprotect(HANGZHOU, WEB.id, (ONE,)): errand,
        MarkUnhealthy(HANGZHOU, subject(state).group.id, ONE): errand,
    }
    assert remedy_failures(subject(replace(state, errands=other))) == ()


def test_the_remedy_of_a_reason() -> None:
    assert remedy_of(WEB, "Protected", (ONE,)) == Unprotect(HANGZHOU, WEB.id, (ONE,))
    assert remedy_of(WEB, "Standby", (ONE, TWO)) == ExitStandby(HANGZHOU, WEB.id, (ONE, TWO))
    assert remedy_of(WEB, "Attached by hand", (ONE,)) is None
    assert remedy_of(WEB, "Protected", ()) is None


def test_the_question_counts_and_tells_what_stays_undone() -> None:
    asked = remedy_question(Unprotect(HANGZHOU, WEB.id, (ONE, TWO)), WEB)
    assert asked.title == "Unprotect 2 instances of web?"
    assert asked.lines == ("This and every later refresh, and scale-in, may then replace or release them.",)
    assert "until somebody sets it again" in asked.loses[0]
    asked = remedy_question(ExitStandby(HANGZHOU, WEB.id, (ONE,)), WEB)
    assert asked.title == "Put 1 instance of web back into service?"
    assert asked.lines[0].endswith("replace or release it.")
    assert asked.loses[0].startswith("It takes traffic again at once")
