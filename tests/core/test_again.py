"""A refresh can be started again where its group can be refreshed, and it is said why not."""

from __future__ import annotations

from dataclasses import replace

from essgui.core.again import again_permit
from essgui.core.messages import DraftChanged, WizardOpened, WizardOpenedLike
from essgui.core.update import update
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import TaskId
from tests.support.states import NOW, make_group, make_state, make_task
from tests.ui.wizard import scenes

GROUP = make_group()
OVER = make_task(GROUP, RefreshStatus.FAILED)


def test_one_that_is_over_can_be_started_again() -> None:
    assert again_permit(make_state((GROUP,), (OVER,)), OVER.id).enabled


def test_it_is_said_why_not() -> None:
    running = make_task(GROUP, id=TaskId("ir-2"))
    state = make_state((GROUP,), (running, OVER))
    assert again_permit(state, OVER.id).reason
    assert "not known" in again_permit(state, TaskId("ir-0")).reason
    assert "in no list" in again_permit(replace(state, groups={}), OVER.id).reason


def test_a_start_under_way_is_not_covered_up() -> None:
    state = scenes.starting(scenes.ecs(**scenes.CONFIGURATION))
    assert state.wizard is not None
    task = replace(OVER, group=state.wizard.group)
    state = replace(state, tasks={task.id: task})
    assert "under way" in again_permit(state, task.id).reason


def test_the_form_of_before_can_be_had_back() -> None:
    state, _ = update(make_state((GROUP,), (OVER,)), WizardOpened(GROUP.id), NOW)
    assert state.wizard is not None
    mine = replace(state.wizard.draft, min_healthy=11)
    state, _ = update(state, DraftChanged(mine), NOW)
    state, _ = update(state, WizardOpenedLike(OVER.id), NOW)
    (notice,) = state.notices
    assert OVER.id in notice.text
    assert notice.act is not None
    state, _ = update(state, notice.act[1], NOW)
    assert state.wizard is not None
    assert state.wizard.draft == mine
    assert state.notices == ()
