"""A Start that ESS had accepted just before the program ended is taken up, and its form is done with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.lookup import guards_of
from essgui.core.on_archive import run_of
from essgui.core.state import Page, ProfileKind
from essgui.domain.exchange.drafts import draft_of
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ImageTarget, RefreshSpec
from essgui.domain.refresh_words import asked_in_words
from essgui.domain.request_mark import mark_of
from essgui.domain.run import Deed, Intent, Run, Settlement, Shelf
from essgui.domain.scaling import TaskId
from tests.support.playbook import Playbook
from tests.support.states import HANGZHOU, later, make_group, make_state, make_task

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask

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


def of_an_account() -> Playbook:
    state = make_state([WEB], page=Page.FLEET)
    # A practice cloud keeps no forms.
    return Playbook(replace(state, profile=replace(state.profile, kind=ProfileKind.ACCOUNT)))


def begun(intent: Intent = START) -> Playbook:
    play = of_an_account()
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
    assert notice.text.endswith("accepted the refresh of web. It is watched again.")
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
        ((), f"ESS does not list {TASK.id} now."),
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


LOST = replace(START, task=None, settlement=None, mark=mark_of(TASK.spec))
"""Nobody saw its answer."""


def settled(
    intent: Intent, *found: RefreshTask, beside: tuple[Intent, ...] = ()
) -> tuple[Playbook, TaskId | None]:
    """Find refreshes of the group an hour after a Start; return what became of it."""
    play = Playbook(make_state([WEB]))
    play.after(3600)
    play.take(m.ShelfRead(Shelf(unsettled=(intent,), unkept=beside)), m.RefreshesFound(WEB.id, found))
    return play, next(s.task for s in play.asked(e.Settle) if s.token == intent.token)


@pytest.mark.parametrize(
    ("after", "mine"), [(-29, True), (240, True), (3599, True), (-31, False), (3601, False)]
)
def test_a_refresh_that_waited_up_to_an_hour_before_it_began_is_what_became_of_a_start(
    after: float, mine: bool
) -> None:
    began = replace(TASK, started_at=START.made_at + timedelta(seconds=after))
    play, task = settled(replace(LOST, guards=Guards(suspend_after=3)), began)
    assert task == (TASK.id if mine else None)
    assert guards_of(play.state, TASK.id).on == (("failures",) if mine else ())
    (notice,) = play.state.notices
    assert ("probably not started" in notice.text) != mine
    if after == 240:
        assert f"{TASK.id}, which has the same settings and began 4 min later. Its guards" in notice.text


def test_of_two_the_one_that_began_first_is_it_and_what_came_of_another_start_is_not() -> None:
    first, second = (replace(TASK, id=TaskId(f"ir-{n}"), started_at=later(n * 300).at) for n in (1, 2))
    assert settled(LOST, second, first)[1] == first.id
    other = replace(START, token="essgui-old-2", task=first.id)
    assert settled(LOST, second, first, beside=(other,))[1] == second.id
    play = Playbook(make_state([WEB]))
    ours = Run(first, "web", later(-5).at, ours=True)
    play.take(m.ShelfRead(Shelf((ours,), unsettled=(LOST,))), m.RefreshesFound(WEB.id, (first,)))
    assert play.asked(e.Settle)[0].task is None


def test_settings_are_known_again_by_their_mark_whatever_the_words_are() -> None:
    then = replace(TASK, started_at=later(-58).at)
    theirs = replace(then, min_healthy=50)
    reworded = replace(LOST, words="to the image m-2")
    assert settled(reworded, then)[1] == TASK.id
    assert settled(replace(LOST, words=asked_in_words(theirs.spec)), theirs)[1] is None
    assert settled(replace(reworded, mark=""), then)[1] is None, "an earlier version has kept words alone"
    assert settled(replace(LOST, mark=""), then)[1] == TASK.id
    for wordless in (then, theirs):
        assert settled(replace(LOST, mark="", words=""), wordless)[1] == TASK.id, "by the time alone"


SPEC = RefreshSpec(WEB.region, WEB.id, ImageTarget("m-2"))


def image_in_form(play: Playbook, written: float) -> str:
    play.state = replace(play.state, profile=replace(play.state.profile, kind=ProfileKind.ACCOUNT))
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
    play = of_an_account()
    play.take(m.ShelfRead(Shelf((Run(TASK, "web", later(-5).at),))))
    assert image_in_form(play, -70) == "m-2"
