from __future__ import annotations

from dataclasses import replace

from essgui.core.permits import OFFLINE_AFTER
from essgui.core.state import Poll, Segment
from essgui.ui.fleet.differences import rows_differ, same_filter
from tests.support.states import HANGZHOU, later
from tests.ui.fleet import worlds


def test_the_first_state_is_worked_out_whole() -> None:
    state = worlds.believable()
    assert rows_differ(None, state)
    assert not same_filter(None, state)


def test_rows_are_left_alone_while_nothing_about_them_changes() -> None:
    state = worlds.believable()
    chosen = replace(state, fleet=replace(state.fleet, selected=worlds.WEB.id), now=later(1, state.now))
    assert not rows_differ(state, chosen)
    assert rows_differ(state, replace(state, tasks=dict(state.tasks)))
    assert rows_differ(state, replace(state, chosen=state.chosen[:1]))


def test_a_region_that_has_stopped_answering_draws_its_rows_anew() -> None:
    state = worlds.believable()
    missed = {
        misses: replace(state, polls={HANGZHOU: Poll(misses=misses)}) for misses in (1, 2, OFFLINE_AFTER)
    }
    assert not rows_differ(missed[1], missed[2])
    assert rows_differ(missed[2], missed[OFFLINE_AFTER])


def test_a_selection_is_no_filter() -> None:
    state = worlds.believable()
    assert same_filter(state, replace(state, fleet=replace(state.fleet, selected=worlds.WEB.id)))
    assert not same_filter(state, replace(state, fleet=replace(state.fleet, text="web")))
    assert not same_filter(state, replace(state, fleet=replace(state.fleet, segment=Segment.RUNNING)))
