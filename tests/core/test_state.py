"""The state begins empty and honest: nothing read is not the same as nothing there."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from essgui.core.state import AppState, Page, ProfileFacts, ProfileKind, Remote, Step
from essgui.domain.clock import START_OF_TIME

FACTS = ProfileFacts("p", ProfileKind.SIMULATED)


def test_a_new_state_knows_nothing_and_claims_nothing() -> None:
    state = AppState(FACTS)
    assert state.regions == Remote()
    assert state.regions.value is None
    assert state.now == START_OF_TIME
    assert (state.page, state.monitor, state.wizard, state.watch) == (Page.FLEET, None, None, None)
    assert not state.groups
    assert not state.tasks
    assert not state.history


def test_two_states_share_no_mapping() -> None:
    one, two = AppState(FACTS), AppState(FACTS)
    for part in fields(AppState):
        if isinstance(getattr(one, part.name), dict):
            assert getattr(one, part.name) is not getattr(two, part.name)


def test_a_state_cannot_be_changed() -> None:
    state = AppState(FACTS)
    for part in fields(AppState):
        with pytest.raises(FrozenInstanceError):
            setattr(state, part.name, None)


def test_what_was_read_and_is_empty_differs_from_what_was_not_read() -> None:
    assert Remote(()) != Remote()


def test_steps_come_in_order() -> None:
    assert list(Step) == sorted(Step)
    assert [s.name for s in Step] == ["TARGET", "SCOPE", "PACE", "SAFETY", "REVIEW"]
