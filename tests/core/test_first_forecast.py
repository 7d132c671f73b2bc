"""What is foretold at a Start, and which of two memories of it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core.first_forecast import foreseen, kept_durations
from essgui.core.state import Archive, Detail, Origin, Remote
from essgui.domain.durations import DEFAULTS
from essgui.domain.forecast import forecast
from essgui.domain.plan import corridor
from essgui.domain.refresh import RefreshSpec, ScalingConfigurationTarget
from essgui.domain.run import Run
from essgui.domain.scaling import Capacity
from tests.support.states import (
    HANGZHOU,
    NOW,
    OTHER,
    make_configurations,
    make_group,
    make_instances,
    make_state,
    make_task,
)

if TYPE_CHECKING:
    from essgui.core.state import AppState

WEB = make_group()
TASK = make_task(WEB)
SPEC = RefreshSpec(
    HANGZHOU, WEB.id, ScalingConfigurationTarget(OTHER), checkpoints=(50, 100), pause_minutes=30
)


def read(moved: int) -> AppState:
    """Return a state that has read the instances of the group, so many of which are on the target already."""
    fresh = tuple(replace(i, configuration=OTHER) for i in make_instances()[:moved])
    detail = Detail(
        instances=Remote((*fresh, *make_instances()[moved:]), NOW),
        configurations=Remote(make_configurations(WEB), NOW),
    )
    return make_state([WEB], details={WEB.id: detail})


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(make_state(), id="group not read"),
        pytest.param(make_state([make_group(capacity=Capacity())]), id="empty group"),
        pytest.param(read(10), id="all on the target already"),
    ],
)
def test_nothing_is_foretold_where_nothing_would_be_replaced(state: AppState) -> None:
    assert foreseen(state, SPEC) is None


@pytest.mark.parametrize(("moved", "replaced"), [(0, 10), (9, 1)])
def test_only_what_will_be_replaced_counts(moved: int, replaced: int) -> None:
    found = foreseen(read(moved), SPEC)
    assert found is not None
    expected = forecast(corridor(10, 80, 120), replaced, (50, 100), 30, DEFAULTS)
    assert found.finish == expected.finish
    everything = foreseen(read(moved), replace(SPEC, skip_matching=False))
    assert everything is not None
    assert everything.finish == forecast(corridor(10, 80, 120), 10, (50, 100), 30, DEFAULTS).finish


def test_a_group_without_a_desired_number_is_taken_at_its_size() -> None:
    plain = make_group(capacity=Capacity(total=10, active=10, min_size=0, max_size=20))
    assert foreseen(make_state([plain]), SPEC) == foreseen(make_state([WEB]), SPEC)


def test_checkpoints_that_cannot_be_are_left_out_and_not_stumbled_over() -> None:
    state = make_state([WEB])
    odd = foreseen(state, replace(SPEC, checkpoints=(50, 20, 0, 100)))
    assert odd is not None
    assert odd.finish[0] <= odd.finish[1]


def test_what_this_session_foretold_goes_before_what_an_earlier_one_kept() -> None:
    older = replace(DEFAULTS, source="earlier")
    newer = replace(DEFAULTS, source="this session")
    run = Run(TASK, "web", NOW.at, first_durations=older)

    def state(origin: Origin | None = None) -> AppState:
        archive = Archive(runs={TASK.id: run}, origins={TASK.id: origin} if origin else {})
        return make_state([WEB], [TASK], archive=archive)

    assert kept_durations(state(Origin(first_durations=newer)), TASK.id) is newer
    assert kept_durations(state(Origin(ours=True)), TASK.id) is older
    assert kept_durations(state(), TASK.id) is older
    assert kept_durations(make_state([WEB], [TASK]), TASK.id) is None
