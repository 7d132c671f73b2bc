"""Starting again, finishing and going back: when it is possible, and what the form then says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.draft import TargetKind
from essgui.core.form import start_permit
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_frame import frame
from essgui.core.state import Page
from essgui.core.undoing import again_permit, back_permit, retry_permit
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ActiveConfiguration, ContainersTarget, ImageTarget
from essgui.domain.scaling import Container, EnvironmentVariable, GroupType, TaskId
from tests.support.playbook import Playbook
from tests.support.states import make_task
from tests.ui.history import scenes
from tests.ui.history.scenes import OLD_IMAGE, WEB, A, history

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.run import Run

S = RefreshStatus


def changed(state: AppState, **changes: object) -> AppState:
    run: Run = replace(state.archive.runs[A], **changes)
    return replace(state, archive=replace(state.archive, runs={**state.archive.runs, A: run}))


def with_status(state: AppState, status: RefreshStatus) -> AppState:
    return changed(state, task=replace(state.archive.runs[A].task, status=status))


def with_task(**changes: object) -> AppState:
    return changed(history(), task=replace(history().archive.runs[A].task, **changes))


def without_trace() -> AppState:
    """A run whose begin was not seen, and the only one of its group."""
    state = changed(history(), before=None)
    return replace(state, archive=replace(state.archive, runs={A: state.archive.runs[A]}))


def test_a_run_that_only_the_archive_knows_is_started_again() -> None:
    play = Playbook(history())
    assert A not in play.state.tasks
    assert again_permit(play.state, A).enabled
    play.take(m.WizardOpenedLike(A))
    wizard = play.state.wizard
    assert wizard is not None
    assert (wizard.draft.kind, wizard.draft.image) == (TargetKind.IMAGE, scenes.IMAGE.image)
    assert (wizard.draft.min_healthy, wizard.draft.checkpoints) == (90, (25, 50, 100))
    assert play.state.page is Page.WIZARD


def test_going_back_asks_for_what_ran_before() -> None:
    play = Playbook(history())
    play.take(m.WizardOpenedBack(A))
    wizard = play.state.wizard
    assert wizard is not None
    assert wizard.draft.image == OLD_IMAGE.image
    assert wizard.draft.max_healthy == 150


def test_the_head_of_the_form_says_from_what_it_was_filled_in() -> None:
    play = Playbook(history())

    def said() -> str:
        subject = subject_of(play.state)
        assert subject is not None
        return frame(subject).source

    play.take(m.WizardOpened(WEB.id))
    assert said() == ""
    own = play.state.wizard
    assert own is not None
    play.take(m.WizardOpenedBack(A))
    assert said() == f"filled in with what ran before {A}"
    play.take(m.WizardOpenedLike(A))
    assert said() == f"filled in as {A} was"
    play.take(m.DraftRestored(WEB.id, own.draft))
    assert said() == ""


def test_the_form_says_that_the_place_to_go_back_to_is_assumed() -> None:
    play = Playbook(changed(history(), before=None))
    play.take(m.WizardOpenedBack(A))
    wizard = play.state.wizard
    assert wizard is not None
    assert wizard.draft.image == OLD_IMAGE.image, "the refresh before it led there"
    (notice,) = [n for n in play.state.notices if n.key == f"assumed:{WEB.id}"]
    assert f"assumed, because {scenes.B} before it" in notice.text
    seen = Playbook(history())
    seen.take(m.WizardOpenedBack(A))
    assert not [n for n in seen.state.notices if n.key.startswith("assumed:")]


def test_a_retry_skips_what_is_done() -> None:
    state = with_status(history(), S.FAILED)
    state = changed(state, task=replace(state.archive.runs[A].task, skip_matching=False))
    assert retry_permit(state, A).enabled
    play = Playbook(state)
    play.take(m.WizardOpenedLike(A, retry=True))
    assert play.state.wizard is not None
    assert play.state.wizard.draft.skip_matching
    assert not retry_permit(history(), A).enabled, "a success has no rest"


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (without_trace(), "not known"),
        (with_task(status=S.FAILED, finished=0), "nothing to reverse"),
        (with_task(target=ActiveConfiguration()), "no other place"),
        (with_status(history(), S.ROLLBACK_SUCCESSFUL), "rolled back"),
        (with_status(history(), S.IN_PROGRESS), "still runs"),
        (replace(history(), groups={}), "not read yet"),
        (replace(history(), groups={}, chosen=()), "Choose the region"),
        (
            replace(
                history(),
                tasks={TaskId("ir-x"): make_task(WEB, id=TaskId("ir-x"))},
                history={WEB.id: (TaskId("ir-x"),)},
            ),
            "under way",
        ),
        (
            changed(
                history(),
                before=ContainersTarget((Container("a", "i", environment=(EnvironmentVariable("K"),)),)),
            ),
            "never stored",
        ),
    ],
)
def test_going_back_is_off_with_its_reason(state: AppState, reason: str) -> None:
    assert reason in back_permit(state, A).reason
    play = Playbook(state)
    play.take(m.WizardOpenedBack(A))
    assert play.state.wizard is None


def test_a_group_that_is_gone_cannot_be_started_again() -> None:
    state = history()
    gone = replace(state.groups[WEB.region], value=())
    state = replace(state, groups={**state.groups, WEB.region: gone})
    assert again_permit(state, A).reason == "This scaling group no longer exists."


def test_values_that_were_not_stored_hold_up_the_start_until_they_are_typed() -> None:
    eci = replace(WEB, type=GroupType.ECI)
    lost = (EnvironmentVariable("KEY"), EnvironmentVariable("POD", field_ref="status.podIP"))
    target = ContainersTarget((Container("app", "app:2", environment=lost),))
    state = changed(history(), task=replace(history().archive.runs[A].task, target=target))
    state = replace(state, groups={WEB.region: replace(state.groups[WEB.region], value=(eci,))})
    play = Playbook(state)
    play.take(m.WizardOpenedLike(A))
    assert any("never stored" in n.text for n in play.state.notices)
    assert start_permit(play.state).reason == "Type the values that are never stored again: KEY."
    wizard = play.state.wizard
    assert wizard is not None
    first = wizard.draft.containers[0]
    typed = replace(first.container, environment=(EnvironmentVariable("KEY", "again"), lost[1]))
    play.take(m.DraftChanged(replace(wizard.draft, containers=(replace(first, container=typed),))))
    assert "never stored" not in start_permit(play.state).reason


def test_the_origin_of_this_session_is_known_at_once() -> None:
    state = changed(history(), before=ImageTarget("m-x"))
    assert back_permit(state, A).enabled
