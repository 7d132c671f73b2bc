"""Every check is made from what was answered; what was not answered is said and never stands against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.core.draft import TargetKind
from essgui.core.failure import FailureKind
from essgui.core.preflight import Preflight, preflight
from essgui.core.state import Remote, Step
from essgui.domain.preflight.verdict import Check, CheckKind, Verdict
from essgui.domain.questions import StockOf
from essgui.domain.surroundings import Diagnosis
from tests.support.states import NOW
from tests.ui.wizard import answers, scenes

if TYPE_CHECKING:
    from essgui.core.state import AppState

CHOSEN = {**scenes.CONFIGURATION, "min_healthy": 90, "max_healthy": 150}


def found(state: AppState) -> Preflight:
    made = preflight(state)
    assert made is not None
    return made


def check(state: AppState, kind: CheckKind) -> Check:
    return next(c for c in found(state).checks if c.kind is kind)


@pytest.fixture
def ready() -> AppState:
    return scenes.ecs(Step.SAFETY, **CHOSEN)


def test_all_well_is_a_go_in_every_check(ready: AppState) -> None:
    checks = found(answers.answered(ready)).checks
    assert [c.kind for c in checks] == list(CheckKind)
    assert {c.verdict for c in checks} == {Verdict.GO}
    assert not any(c.reading for c in checks)


def test_a_start_that_would_replace_nothing_is_no_go(ready: AppState) -> None:
    same = scenes.ecs(Step.SAFETY, **{**CHOSEN, "kind": TargetKind.ACTIVE}, skip_matching=True)
    group = check(answers.answered(same), CheckKind.GROUP)
    all_of_them = scenes.ecs(Step.SAFETY, **{**CHOSEN, "kind": TargetKind.ACTIVE}, skip_matching=False)
    assert check(answers.answered(all_of_them), CheckKind.GROUP).verdict is Verdict.GO
    assert (group.verdict, group.headline) == (Verdict.NO_GO, "Nothing would be replaced")


@pytest.mark.parametrize(
    ("kind", "others", "verdict"),
    [
        (CheckKind.STOCK, {"StockOf": answers.SOLD_OUT}, Verdict.NO_GO),
        (CheckKind.STOCK, {"StockOf": answers.SOME_OUT}, Verdict.CAUTION),
        (CheckKind.DIAGNOSIS, {"DiagnosisOf": Diagnosis("d", None, (answers.CRITICAL,))}, Verdict.NO_GO),
        (CheckKind.HOOKS, {"Hooks": (answers.HOOK,)}, Verdict.CAUTION),
        (CheckKind.SCHEDULE, {"ScheduledTasks": (answers.NIGHT,)}, Verdict.CAUTION),
        (CheckKind.ALARMS, {"Alarms": (answers.RINGING,)}, Verdict.CAUTION),
        (CheckKind.WAY_BACK, {"ImageById": None}, Verdict.CAUTION),
        (CheckKind.PERMISSIONS, {"Alarms": answers.DENIED}, Verdict.CAUTION),
    ],
)
def test_one_trouble_changes_its_check_and_no_other(
    ready: AppState, kind: CheckKind, others: dict[str, object], verdict: Verdict
) -> None:
    checks = found(answers.answered(ready, **others)).checks
    assert {c.kind: c.verdict for c in checks if c.verdict not in {Verdict.GO, Verdict.UNKNOWN}} == {
        kind: verdict
    }


def test_nothing_asked_and_everything_on_its_way_are_both_being_checked(ready: AppState) -> None:
    for state in (ready, answers.asking(ready)):
        reading = {c.kind for c in found(state).checks if c.reading}
        assert reading == {
            CheckKind.STOCK,
            CheckKind.DIAGNOSIS,
            CheckKind.HOOKS,
            CheckKind.SCHEDULE,
            CheckKind.ALARMS,
            CheckKind.WAY_BACK,
            CheckKind.PERMISSIONS,
        }
    assert found(ready).oldest is None


def test_a_denied_question_names_the_permission_and_a_failed_one_says_why(ready: AppState) -> None:
    denied = check(answers.answered(ready, Alarms=answers.DENIED), CheckKind.ALARMS)
    assert denied.verdict is Verdict.UNKNOWN
    assert "ess:DescribeAlarms is missing" in denied.headline
    assert "Request ID 3F1A9C2E" in " ".join(denied.evidence)
    broken = check(answers.answered(ready, Alarms=answers.BROKEN), CheckKind.ALARMS)
    assert (broken.verdict, broken.reading) == (Verdict.UNKNOWN, False)
    assert "did not answer" in broken.headline


def test_an_answer_of_before_stands_while_it_is_asked_again_and_when_that_fails(ready: AppState) -> None:
    again = Remote(answers.SOLD_OUT, NOW, loading=True)
    shown = check(answers.answered(ready, StockOf=again), CheckKind.STOCK)
    assert (shown.verdict, shown.reading) == (Verdict.NO_GO, True)
    stale = Remote(answers.SOLD_OUT, NOW, failure=answers.BROKEN)
    shown = check(answers.answered(ready, StockOf=stale), CheckKind.STOCK)
    assert (shown.verdict, shown.reading) == (Verdict.NO_GO, False)
    assert "earlier answer" in shown.evidence[-1]


def test_the_window_ends_with_the_slowest_forecast_and_the_hooks(ready: AppState) -> None:
    # Two batches of 20 take 19 minutes at the slowest; hooks that nobody answers make it 20 more.
    late = replace(answers.NIGHT, launch_at=NOW.at + timedelta(minutes=30))
    alone = answers.answered(ready, ScheduledTasks=(late,))
    assert check(alone, CheckKind.SCHEDULE).verdict is Verdict.GO
    held = answers.answered(ready, ScheduledTasks=(late,), Hooks=(answers.HOOK,))
    assert check(held, CheckKind.SCHEDULE).verdict is Verdict.CAUTION
    paused = scenes.ecs(Step.SAFETY, **CHOSEN, checkpoints=(50, 100), pause_minutes=60)
    waits = answers.answered(paused, ScheduledTasks=(late,))
    assert check(waits, CheckKind.SCHEDULE).verdict is Verdict.CAUTION


def test_a_target_that_does_not_exist_is_a_no_go(ready: AppState) -> None:
    missing = check(answers.answered(ready, StockOf=scenes.REFUSED), CheckKind.STOCK)
    assert missing.verdict is Verdict.UNKNOWN
    gone = replace(scenes.REFUSED, kind=FailureKind.NOT_FOUND)
    missing = check(answers.answered(ready, StockOf=gone), CheckKind.STOCK)
    assert missing.verdict is Verdict.NO_GO
    assert "does not exist" in missing.headline
    again = Remote(failure=gone, misses=1, loading=True)
    assert check(answers.answered(ready, StockOf=again), CheckKind.STOCK).verdict is Verdict.NO_GO


def stock_asked(state: AppState) -> list[StockOf]:
    return [q for q in found(state).questions if isinstance(q, StockOf)]


def test_the_stock_is_asked_for_the_types_that_the_target_launches(ready: AppState) -> None:
    (question,) = stock_asked(ready)
    assert question.instance_types == ("ecs.g8i.xlarge", "ecs.g7.xlarge")
    named = scenes.template(Step.SAFETY, template_version="4", instance_types=("ecs.r7.large",))
    assert stock_asked(named)[0].instance_types == ("ecs.r7.large",)


def test_the_types_of_a_template_version_are_read_first() -> None:
    state = scenes.template(Step.SAFETY, template_version="4")
    assert stock_asked(state) == []
    assert check(state, CheckKind.STOCK).reading
    read = answers.answered(state, TemplateVersions=answers.versions(3, 4), ImageById=answers.IMAGE)
    assert stock_asked(read)[0].instance_types == ("ecs.c4.large",)
    failed = answers.answered(state, TemplateVersions=answers.BROKEN)
    assert stock_asked(failed)[0].instance_types == ()


def test_a_target_that_is_not_complete_and_containers_have_no_stock_to_ask_for() -> None:
    state = scenes.ecs(Step.SAFETY)
    assert stock_asked(state) == []
    assert check(state, CheckKind.STOCK).headline == "The target is not complete yet"
    eci = scenes.eci(Step.SAFETY)
    assert stock_asked(eci) == []
    assert check(eci, CheckKind.STOCK).verdict is Verdict.UNKNOWN


def test_the_way_back_is_judged_by_version_and_image(ready: AppState) -> None:
    state = scenes.template(Step.SAFETY, template_version="4")
    here = answers.answered(state, TemplateVersions=answers.versions(3, 4))
    assert check(here, CheckKind.WAY_BACK).verdict is Verdict.GO
    gone = answers.answered(state, TemplateVersions=answers.versions(4))
    assert "version 3 of lt-bp1fgzds4bdogu8zm no longer exists" in check(gone, CheckKind.WAY_BACK).headline
    no_image = answers.answered(state, TemplateVersions=answers.versions(3, 4), ImageById=None)
    assert "image m-bp1tpl no longer exists" in check(no_image, CheckKind.WAY_BACK).headline
    moving = answers.answered(scenes.template(Step.SAFETY, template_version="Latest"))
    assert check(moving, CheckKind.WAY_BACK).headline == "Rollback impossible"
    unread = scenes.with_detail(ready, configurations=Remote(failure=answers.BROKEN))
    assert check(unread, CheckKind.WAY_BACK).verdict is Verdict.UNKNOWN
    lost = scenes.with_detail(ready, configurations=Remote((), NOW))
    assert "no longer exists" in check(lost, CheckKind.WAY_BACK).headline


def test_containers_go_back_to_the_listed_configuration() -> None:
    first, *rest = scenes.containers()
    chosen = (scenes.ContainerDraft(first, chosen=True), *map(scenes.ContainerDraft, rest))
    state = answers.answered(scenes.eci(Step.SAFETY, containers=chosen))
    assert check(state, CheckKind.WAY_BACK).verdict is Verdict.GO


def test_without_a_wizard_or_its_group_there_is_nothing_to_check(ready: AppState) -> None:
    assert preflight(replace(ready, wizard=None)) is None
    assert preflight(scenes.without_group(ready)) is None


def test_half_typed_percentages_still_give_checks() -> None:
    state = scenes.ecs(
        Step.SAFETY,
        kind=TargetKind.CONFIGURATION,
        min_healthy=150,
        max_healthy=20,
        checkpoints=(0, 50, 50, 999),
    )
    assert len(found(state).checks) == len(CheckKind)
