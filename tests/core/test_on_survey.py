"""Every group is looked at for drift and age: rows on screen first, within the budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.cadence import Cadence
from essgui.core.state import Discovery
from essgui.domain.ages import Ages
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ImageTarget
from essgui.domain.scaling import Capacity
from tests.support.playbook import BUSY, DENIED, Playbook
from tests.support.states import HANGZHOU, NOW, make_group, make_instances, make_state, make_task

GROUPS = tuple(make_group(name) for name in ("a", "b", "c", "d", "e"))
A, B, C, D, E = (g.id for g in GROUPS)


def playbook() -> Playbook:
    """Return a fleet that was listed and whose refreshes have been looked at."""
    play = Playbook(make_state(GROUPS, cadence=Cadence(discover_burst=2)))
    play.take(m.GroupsLoaded(HANGZHOU, GROUPS))
    play.state = replace(play.state, discovery=Discovery())
    return play


def asked(play: Playbook) -> list[str]:
    return [effect.group for effect in play.asked(e.SurveyInstances)]


def test_the_list_of_groups_wakes_the_survey_once() -> None:
    play = Playbook(make_state(GROUPS))
    play.take(m.GroupsLoaded(HANGZHOU, GROUPS))
    assert "survey" in play.wakes()
    play.take(m.GroupsLoaded(HANGZHOU, GROUPS))
    assert "survey" not in play.wakes()
    assert play.state.survey.queue == (A, B, C, D, E)


def test_a_few_at_a_time_and_rows_on_screen_first() -> None:
    play = playbook()
    play.take(m.RowsShown((D, E)), m.SurveyDue())
    assert asked(play) == [D, E]
    assert "survey" in play.wakes()
    play.take(m.SurveyDue())
    assert asked(play) == [], "two are out"
    play.take(m.Surveyed(D, make_instances(3)), m.SurveyDue())
    assert asked(play) == [A]


def test_the_search_for_refreshes_goes_first() -> None:
    play = playbook()
    play.state = replace(play.state, discovery=Discovery(queue=(C,)))
    play.take(m.SurveyDue())
    assert asked(play) == []
    assert "survey" in play.wakes()


def test_groups_that_are_listed_while_others_are_out_are_looked_at_too() -> None:
    play = Playbook(make_state(GROUPS, cadence=Cadence(discover_burst=9)))
    play.take(m.GroupsLoaded(HANGZHOU, GROUPS[:2]))
    play.state = replace(play.state, discovery=Discovery())
    play.take(m.SurveyDue())
    assert (asked(play), play.state.survey.queue) == ([A, B], ())
    play.take(m.GroupsLoaded(HANGZHOU, GROUPS))
    assert "survey" in play.wakes(), "nobody else wakes it"


def test_only_sums_are_kept_and_equal_ones_stay_the_same_object() -> None:
    play = playbook()
    play.take(m.Surveyed(A, make_instances(3)))
    facts = play.state.survey.facts
    assert facts[A] == Ages(3, 0, make_instances(1)[0].created_at)
    assert A not in play.state.details
    play.take(m.Surveyed(A, make_instances(3)))
    assert play.state.survey.facts is facts


def test_a_group_that_is_read_closely_counts_too() -> None:
    play = playbook()
    play.take(m.InstancesLoaded(A, make_instances(3)))
    assert play.state.survey.facts[A].total == 3


def test_after_a_while_a_group_is_looked_at_again() -> None:
    play = playbook()
    play.take(m.Surveyed(A, make_instances(3)))
    play.state = replace(play.state, survey=replace(play.state.survey, queue=()))
    play.after(299).take(m.GroupsLoaded(HANGZHOU, GROUPS[:1]))
    assert play.state.survey.queue == ()
    play.after(2).take(m.GroupsLoaded(HANGZHOU, GROUPS[:1]))
    assert play.state.survey.queue == (A,)


def test_an_empty_group_needs_no_look() -> None:
    empty = replace(GROUPS[0], capacity=Capacity())
    play = Playbook(make_state([empty]))
    play.take(m.GroupsLoaded(HANGZHOU, (empty,)))
    assert play.state.survey.queue == ()


def test_throttling_slows_the_survey_down_and_loses_no_group() -> None:
    play = playbook()
    play.take(m.SurveyDue(), m.SurveyFailed(A, BUSY))
    wait = play.wakes()["survey"]
    assert wait > 1
    play.take(m.SurveyDue())
    assert asked(play) == []
    assert A in play.state.survey.queue
    play.after(wait + 1).take(m.SurveyDue())
    assert asked(play)


def test_a_group_that_may_not_be_read_is_left_alone_until_its_next_turn() -> None:
    play = playbook()
    play.take(m.SurveyDue(), m.SurveyFailed(A, DENIED))
    assert A not in play.state.survey.queue
    assert play.state.survey.looked[A] == NOW.mono
    assert A not in play.state.survey.facts


def test_a_group_whose_refresh_has_ended_is_looked_at_again_at_once() -> None:
    play = playbook()
    running = make_task(GROUPS[0])
    play.take(m.RefreshesFound(A, (running,)), m.Surveyed(A, make_instances(3)))
    play.state = replace(play.state, survey=replace(play.state.survey, queue=()))
    play.take(m.GroupsLoaded(HANGZHOU, GROUPS))
    assert A not in play.state.survey.queue
    ended = replace(running, status=RefreshStatus.CANCELLED, ended_at=NOW.at)
    play.take(m.PollSucceeded(HANGZHOU, 1, (running.id,), (ended,)), m.GroupsLoaded(HANGZHOU, GROUPS))
    assert A in play.state.survey.queue
    denied = Playbook(replace(play.state, survey=replace(play.state.survey, queue=())))
    denied.take(m.SurveyFailed(A, DENIED), m.GroupsLoaded(HANGZHOU, GROUPS))
    assert A not in denied.state.survey.queue, "left alone until its next turn"
    play.take(m.Surveyed(A, make_instances(3)))
    assert play.state.survey.facts[A].after == ended.id


def test_a_half_cancelled_image_refresh_leaves_drift_not_known() -> None:
    play = playbook()
    began = NOW.at - timedelta(hours=1)
    half = make_task(
        GROUPS[0],
        RefreshStatus.CANCELLED,
        target=ImageTarget("m-new"),
        started_at=began,
        ended_at=NOW.at,
    )
    fleet = (*make_instances(6), *make_instances(4, created_at=began))
    play.take(m.RefreshesFound(A, (half,)), m.Surveyed(A, fleet))
    assert play.state.survey.facts[A].drifted is None
