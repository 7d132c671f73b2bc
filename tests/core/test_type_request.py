"""The request as JSON and the form are one thing; what is wrong in the text keeps Start off."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.draft import target_of
from essgui.core.effects import StartRefresh
from essgui.core.form import start_permit, wizard_spec
from essgui.domain.exchange.request import write_request
from essgui.domain.refresh import ImageTarget
from tests.domain.exchange.specs import SPECS
from tests.support.playbook import Playbook
from tests.support.states import make_group, make_state

GROUP = make_group()


def play() -> Playbook:
    made = Playbook(make_state((GROUP,)))
    made.take(m.WizardOpened(GROUP.id))
    return made


def text(**changes: object) -> str:
    """Write an image request of this group, some of its parameters changed, None ones left out."""
    found = {**json.loads(write_request(SPECS["image"])), "ScalingGroupId": GROUP.id, **changes}
    return json.dumps({k: v for k, v in found.items() if v is not None}, indent=2) + "\n"


def test_a_text_that_reads_well_is_the_form() -> None:
    stage = play()
    stage.take(m.RequestTyped(text(MinHealthyPercentage=60)))
    wizard = stage.state.wizard
    assert wizard is not None
    assert wizard.draft.min_healthy == 60
    assert target_of(wizard.draft) == ImageTarget("m-1")
    assert wizard.typed is None
    assert start_permit(stage.state).enabled


def test_a_text_that_differs_by_spaces_stays_as_typed() -> None:
    stage = play()
    typed = text().replace("  ", "    ")
    stage.take(m.RequestTyped(typed))
    wizard = stage.state.wizard
    assert wizard is not None
    assert (wizard.typed, wizard.slips) == (typed, ())
    assert start_permit(stage.state).enabled


@pytest.mark.parametrize(
    ("typed", "where", "said"),
    [
        ("{", "line 1, column 2", "Not valid JSON"),
        (text(Strategy="x"), "Strategy", "no such parameter"),
        (text(RegionId="cn-beijing"), "RegionId", "cannot be changed"),
        (text(ScalingGroupId="asg-other"), "ScalingGroupId", "own form"),
        (text(Checkpoints=None), "CheckpointPauseTime", "not sent"),
        (text(DesiredConfiguration={"ImageId": " m-1"}), "DesiredConfiguration", "spaces"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_starts(typed: str, where: str, said: str) -> None:
    stage = play()
    stage.take(m.RequestTyped(text()))
    before = wizard_spec(stage.state)
    stage.take(m.RequestTyped(typed))
    wizard = stage.state.wizard
    assert wizard is not None
    assert wizard.typed == typed
    assert [slip.where for slip in wizard.slips] == [where]
    assert said in wizard.slips[0].sentence
    assert wizard.slips[0].line >= 1
    assert wizard_spec(stage.state) == before
    assert said in start_permit(stage.state).reason
    assert not [e for e in stage.take(m.StartRequested()) if isinstance(e, StartRefresh)]
    stage.take(m.RequestTyped(text()))
    assert start_permit(stage.state).enabled


def test_the_form_speaks_last() -> None:
    stage = play()
    stage.take(m.RequestTyped("{"))
    wizard = stage.state.wizard
    assert wizard is not None
    stage.take(m.DraftChanged(replace(wizard.draft, min_healthy=61)))
    assert stage.state.wizard is not None
    assert (stage.state.wizard.typed, stage.state.wizard.slips) == (None, ())


def test_nothing_is_typed_while_a_start_is_under_way() -> None:
    stage = play()
    stage.take(m.RequestTyped(text()), m.StartRequested(), m.RequestTyped("{"))
    assert stage.state.wizard is not None
    assert stage.state.wizard.slips == ()
