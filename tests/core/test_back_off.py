"""A region that is down holds up no other; an account that is throttled waits everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.effects import FindRefreshes, SurveyInstances
from essgui.core.state import Discovery, Survey
from tests.support.playbook import BUSY, OFFLINE, Playbook
from tests.support.states import HANGZHOU, SHANGHAI, make_group, make_state

NEAR = tuple(make_group(f"near{n}") for n in range(4))
FAR = tuple(make_group(f"far{n}", region=SHANGHAI) for n in range(4))
IDS = tuple(g.id for pair in zip(FAR, NEAR, strict=True) for g in pair)

SEARCHES = [
    (FindRefreshes, m.DiscoveryDue(), m.RefreshesFailed, lambda g: m.RefreshesFound(g, ()), "discovery"),
    (SurveyInstances, m.SurveyDue(), m.SurveyFailed, lambda g: m.Surveyed(g, ()), "survey"),
]


def playbook(kind: type) -> Playbook:
    state = make_state((*NEAR, *FAR), history={})
    queued = Discovery(queue=IDS) if kind is FindRefreshes else Discovery()
    return Playbook(replace(state, discovery=queued, survey=Survey(queue=IDS)))


@pytest.mark.parametrize(("kind", "due", "failed", "found", "name"), SEARCHES)
def test_a_region_that_is_down_holds_up_no_other(kind, due, failed, found, name) -> None:
    play = playbook(kind)
    play.take(due)
    asked = [effect.group for effect in play.asked(kind)]
    assert asked == [FAR[0].id, NEAR[0].id]
    play.take(failed(FAR[0].id, OFFLINE), found(NEAR[0].id))
    seen: list[str] = []
    for _ in range(3):
        play.after(0.25).take(due)
        groups = [effect.group for effect in play.asked(kind)]
        seen += groups
        play.take(*(found(group) for group in groups))
    assert seen == [g.id for g in NEAR[1:]], "the other region goes on at its pace"
    play.take(due)
    wait = play.wakes()[name]
    assert wait > 2, "nothing is left but the region that is down"
    play.after(wait).take(due)
    assert [effect.region for effect in play.asked(kind)] == [SHANGHAI, SHANGHAI]


@pytest.mark.parametrize(("kind", "due", "failed", "found", "name"), SEARCHES)
def test_throttling_is_of_the_account_and_holds_every_region(kind, due, failed, found, name) -> None:
    play = playbook(kind)
    play.take(due, failed(FAR[0].id, BUSY), found(NEAR[0].id))
    play.after(1).take(due)
    assert play.asked(kind) == []
    assert play.wakes()[name] > 2
    searched = play.state.discovery if kind is FindRefreshes else play.state.survey
    assert searched.back_off.misses == {SHANGHAI: 1}


def test_the_wait_grows_for_each_region_by_itself() -> None:
    play = playbook(FindRefreshes)
    for _ in range(3):
        play.take(m.RefreshesFailed(FAR[0].id, OFFLINE))
    play.take(m.RefreshesFailed(NEAR[0].id, OFFLINE))
    until = play.state.discovery.back_off.until
    assert until[SHANGHAI] - until[HANGZHOU] > 5
