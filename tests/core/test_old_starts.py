"""A Start that ESS had accepted just before the program ended is taken up, and its form is done with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.lookup import guards_of
from essgui.core.on_archive import run_of
from essgui.core.state import Page
from essgui.domain.exchange.drafts import draft_of
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ImageTarget, RefreshSpec
from essgui.domain.refresh_words import asked_in_words
from essgui.domain.run import Deed, Intent, Run, Settlement, Shelf
from tests.support.playbook import Playbook
from tests.support.states import HANGZHOU, later, make_group, make_state, make_task

WEB = make_group()
TASK = make_task(WEB, started_at=later(-58).at, target=ImageTarget("m-2"))
START = Intent(
    "essgui-old-1",
    Deed.START,
    HANGZHOU,
    WEB.id,
    later(-60).at,
    asked_in_words(TASK.spec),
    task=TASK.id,
    reason="a patch",
    settlement=Settlement.ACCEPTED,
)


def begun(intent: Intent = START) -> Playbook:
    play = Playbook(make_state([WEB], page=Page.FLEET))
    play.take(m.ShelfRead(Shelf(unkept=(intent,))))
    return play


def test_it_is_watched_again_also_without_guards_and_is_ours() -> None:
    play = begun()
    assert e.FindRefreshes(HANGZHOU, WEB.id) in play.effects
    play.take(m.RefreshesFound(WEB.id, (TASK,)))
    assert TASK.id in play.state.monitors
    assert play.state.page is Page.FLEET, "nobody is led away"
    run = run_of(play.state, TASK)
    assert (run.ours, run.watched, run.reason) == (True, True, "a patch")
    (notice,) = play.state.notices
    assert notice.task == TASK.id
    assert notice.text.endswith(f"accepted the refresh {TASK.id} of web. It is watched again.")
    assert play.take(m.RefreshesFound(WEB.id, (TASK,))) == ()


def test_guards_that_were_set_meanwhile_stay() -> None:
    play = begun(replace(START, guards=Guards(suspend_after=3)))
    play.state = replace(play.state, tasks={TASK.id: TASK}, history={WEB.id: (TASK.id,)})
    play.take(m.MonitorOpened(TASK.id), m.GuardsChosen(TASK.id, Guards(suspend_after=1)))
    play.take(m.RefreshesFound(WEB.id, (TASK,)))
    assert guards_of(play.state, TASK.id) == Guards(suspend_after=1)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((replace(TASK, status=RefreshStatus.FAILED, ended_at=later(-5).at),), "It is over: Failed."),
        ((), "ESS does not list it now."),
    ],
)
def test_one_that_is_over_or_gone_is_told_and_not_watched(found, said: str) -> None:
    play = begun()
    play.take(m.RefreshesFound(WEB.id, found))
    assert play.state.monitors == {}
    assert play.state.notices[-1].text.endswith(said)
    assert all(run_of(play.state, task).ours for task in found)


def test_a_start_without_an_answer_that_is_found_is_ours_too() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf(unsettled=(replace(START, task=None, settlement=None),))))
    play.take(m.RefreshesFound(WEB.id, (TASK,)))
    run = run_of(play.state, TASK)
    assert (run.ours, run.reason) == (True, "a patch")


SPEC = RefreshSpec(WEB.region, WEB.id, ImageTarget("m-2"))


def image_in_form(play: Playbook, written: float) -> str:
    play.take(m.DraftsRead((draft_of(SPEC, later(written).at),)), m.WizardOpened(WEB.id))
    assert play.state.wizard is not None
    return play.state.wizard.draft.image


@pytest.mark.parametrize(("written", "image"), [(-70, ""), (-57, ""), (-20, "m-2")])
@pytest.mark.parametrize("taken_up", [False, True])
def test_its_form_does_not_come_back_but_one_that_was_filled_since_does(
    written: float, image: str, taken_up: bool
) -> None:
    play = begun()
    if taken_up:
        play.take(m.RefreshesFound(WEB.id, (TASK,)), m.KeepDue())
    assert image_in_form(play, written) == image
    assert ("draft" in " ".join(n.text for n in play.state.notices)) == bool(image)


def test_a_form_comes_back_where_somebody_else_has_refreshed_the_group() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((Run(TASK, "web", later(-5).at),))))
    assert image_in_form(play, -70) == "m-2"
