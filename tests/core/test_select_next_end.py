"""The card names the end that comes first, as a guess, and nothing where nothing was learned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from essgui.core.select_eta import expected_end
from essgui.core.select_fleet import Standing, fleet_rows
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_words import clock
from essgui.core.select_next_end import NextEnd, next_end
from essgui.core.state import AppState, Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import PastActivities
from tests.support.states import NOW, with_monitor
from tests.ui.fleet import worlds

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask

S = RefreshStatus


def said(state: AppState, *names: str) -> NextEnd | None:
    """Return what is said of the groups at work, or of those among them that are named."""
    rows = [row for row in fleet_rows(state).values() if row.standing is Standing.RUNNING]
    return next_end(state, [row for row in rows if not names or row.group.name in names], UTC)


def middle(state: AppState, task: RefreshTask) -> str:
    """Return the middle of the range that a monitor of a refresh would say."""
    state = with_monitor(state, task)
    found = watched(state, task.id)
    assert found is not None
    at = expected_end(state, found).middle
    assert at is not None
    return clock(at, NOW.at, UTC)


def test_the_soonest_is_named_with_its_range_and_what_it_rests_on() -> None:
    both = said(worlds.foretold(), "checkout-api-prod", "search-api-prod")
    assert both is not None
    times = {
        "checkout-api-prod": middle(worlds.foretold(), worlds.CHECKOUT_TASK),
        "search-api-prod": middle(worlds.foretold(), worlds.SEARCH_TASK),
    }
    first = min(times, key=times.__getitem__)
    assert both.line == f"next to finish ≈ {times[first]}"
    assert both.tip.startswith(f"{first}: ")
    assert " to " in both.tip
    assert both.tip.endswith("learned from 8 activities of this group.")


def test_where_another_end_is_not_known_it_does_not_claim_to_be_the_next() -> None:
    all_three = said(worlds.foretold())
    assert all_three is not None
    assert all_three.line.startswith("next known end ≈ ")
    assert all_three.tip.endswith("The end of 1 other is not known.")


@pytest.mark.parametrize("status", [S.PAUSED, S.ROLLBACK_IN_PROGRESS, S.CANCELLING, S.PENDING, "Baking"])
def test_one_that_has_no_end_to_foretell_says_nothing(status: RefreshStatus | str) -> None:
    state = worlds.foretold()
    held = replace(worlds.SEARCH_TASK, status=status)
    state = replace(state, tasks={**state.tasks, held.id: held})
    assert said(state, "search-api-prod") is None


def test_defaults_alone_support_nothing() -> None:
    state = worlds.believable()
    assert said(state) is None
    of = worlds.SEARCH
    unlearned = replace(state, looks={PastActivities(of.region, of.id): Remote((), NOW)})
    assert said(unlearned) is None
    assert said(with_monitor(unlearned, worlds.SEARCH_TASK)) is None
