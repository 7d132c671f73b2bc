"""The form is never lost, whatever fills it in, and its steps can be gone to freely."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import messages as m
from essgui.core.draft import TargetKind
from essgui.core.effects import ReadGroup, StartRefresh
from essgui.core.state import Page, Step
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Shelf
from tests.core.test_on_start import ALL, API, GOOD, OURS, WEB, opened, ours, started, wizard
from tests.support.playbook import UNKNOWN, Playbook
from tests.support.states import HANGZHOU, later, make_state

S = RefreshStatus


# The form


def test_the_wizard_opens_on_its_page_and_reads_its_group() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.WizardOpened(WEB.id))
    assert play.state.page is Page.WIZARD
    assert wizard(play).draft.kind is TargetKind.CONFIGURATION
    assert play.asked(ReadGroup) == [ReadGroup(HANGZHOU, WEB.id)]


def test_a_group_that_is_not_known_opens_no_wizard() -> None:
    play = Playbook(make_state([WEB]))
    assert play.take(m.WizardOpened(API.id)) == ()
    assert play.state.wizard is None


def test_a_form_that_was_closed_comes_back_as_it_was() -> None:
    draft = replace(GOOD, min_healthy=55, image="m-typed")
    play = opened(draft)
    play.take(m.WizardClosed())
    assert (play.state.wizard, play.state.page) == (None, Page.FLEET)
    play.take(m.WizardOpened(WEB.id))
    assert wizard(play).draft == draft


def test_opening_another_group_keeps_the_first_form_too() -> None:
    play = opened()
    play.take(m.WizardOpened(API.id))
    assert wizard(play).group == API.id
    assert wizard(play).draft != GOOD
    play.take(m.WizardOpened(WEB.id))
    assert wizard(play).draft == GOOD


def test_opening_the_same_group_again_only_shows_it() -> None:
    play = opened()
    play.take(m.StepChosen(Step.REVIEW), m.PageChosen(Page.FLEET))
    before = play.state.wizard
    assert play.take(m.WizardOpened(WEB.id)) == ()
    assert play.state.wizard is before
    assert play.state.page is Page.WIZARD


def test_a_form_that_did_start_is_not_kept() -> None:
    play, start = started()
    play.take(m.StartAccepted(start.token, OURS))
    assert play.state.drafts == {}


def test_steps_can_be_gone_to_freely_and_the_furthest_is_remembered() -> None:
    play = opened()
    play.take(m.StepChosen(Step.REVIEW), m.StepChosen(Step.SCOPE))
    assert (wizard(play).step, wizard(play).furthest) == (Step.SCOPE, Step.REVIEW)


def test_typing_the_same_changes_nothing() -> None:
    play = opened()
    before = play.state.wizard
    play.take(m.DraftChanged(replace(GOOD)))
    assert play.state.wizard is before


def test_without_a_wizard_its_messages_change_nothing() -> None:
    play = Playbook(make_state([WEB]))
    before = play.state
    play.take(
        m.DraftChanged(GOOD),
        m.StepChosen(Step.PACE),
        m.StartRequested(),
        m.StartAccepted("t", OURS),
        m.StartFailed("t", UNKNOWN),
        m.StartCheckDue("t"),
    )
    assert play.effects == ()
    assert play.state == before


# Guards of a refresh that is started again


def test_a_refresh_is_started_again_with_the_guards_that_it_had() -> None:
    play = opened(replace(GOOD, guards=ALL))
    play.take(m.ShelfRead(Shelf()), m.StartRequested())
    (start,) = play.asked(StartRefresh)
    play.take(m.StartAccepted(start.token, OURS))
    play.take(m.WizardOpenedLike(OURS))
    assert wizard(play).draft.guards == ALL, "from its monitor"
    over = ours(S.FAILED, ended_at=later(60).at)
    play.take(m.WizardClosed(), m.DraftRestored(WEB.id, GOOD))
    play.take(m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, 1, (OURS,), (over,)))
    play.take(m.KeepDue(), m.MonitorClosed(OURS), m.KeepDue())
    assert play.state.archive.runs[OURS].guards == ALL, "what it had, after its monitor was closed too"
    play.take(m.WizardOpenedLike(OURS, retry=True))
    assert wizard(play).draft.guards == ALL, "from the archive"


def test_one_that_was_never_watched_here_leaves_the_guards_of_the_form_alone() -> None:
    play = Playbook(make_state([WEB], [ours(S.FAILED, ended_at=later(60).at)]))
    play.take(m.WizardOpened(WEB.id), m.DraftChanged(replace(GOOD, guards=ALL)))
    play.take(m.WizardOpenedLike(OURS))
    assert wizard(play).draft.guards == ALL
