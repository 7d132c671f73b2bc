"""Starting again like an earlier refresh asks for exactly what that refresh asked for."""

import pytest

from essgui.core.draft import Draft, like, spec_of
from essgui.core.messages import WizardOpened, WizardOpenedLike
from essgui.core.update import update
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import RefreshSpec, RefreshTask
from essgui.domain.scaling import TaskId
from tests.domain.exchange.specs import SPECS
from tests.support.states import NOW, make_group, make_state


def asked(spec: RefreshSpec) -> tuple[object, ...]:
    return (spec.target, spec.min_healthy, spec.max_healthy, spec.skip_matching, spec.checkpoints)


@pytest.mark.parametrize("name", SPECS)
def test_the_form_asks_for_the_same_again(name: str) -> None:
    spec = SPECS[name]
    again = spec_of(like(Draft(min_healthy=1), spec), make_group())
    assert asked(again) == asked(spec)
    assert again.pause_minutes == spec.pause_minutes


def test_the_price_stays_as_typed() -> None:
    assert like(Draft(hourly_price=0.5), SPECS["image"]).hourly_price == 0.5


@pytest.mark.parametrize("open_before", [False, True])
def test_the_wizard_opens_filled_in(open_before: bool) -> None:
    group, spec = make_group(), SPECS["image"]
    task = RefreshTask(
        TaskId("ir-1"), group.id, group.region, RefreshStatus.FAILED, target=spec.target, min_healthy=33
    )
    state = make_state((group,), (task,))
    if open_before:
        state, _ = update(state, WizardOpened(group.id), NOW)
    state, _ = update(state, WizardOpenedLike(task.id), NOW)
    assert state.wizard is not None
    assert state.wizard.draft.image == "m-1"
    assert state.wizard.draft.min_healthy == 33


def test_a_refresh_that_is_not_known_opens_nothing() -> None:
    state, effects = update(make_state((make_group(),)), WizardOpenedLike(TaskId("ir-0")), NOW)
    assert state.wizard is None
    assert not effects
