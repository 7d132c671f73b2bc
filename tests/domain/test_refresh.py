"""Shares stay between 0 and 1, percentages tell no lies, and the way back is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.lifecycle import TERMINAL, RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
    can_roll_back,
)
from essgui.domain.scaling import Container, TemplateId
from tests.support.states import OTHER, make_group, make_task

if TYPE_CHECKING:
    from essgui.domain.refresh import Target

WEB = make_group()


@pytest.mark.parametrize(
    ("finished", "total", "share", "percent"),
    [
        (0, 0, 0.0, 0),
        (5, 0, 0.0, 0),
        (0, 10, 0.0, 0),
        (5, 10, 0.5, 50),
        (10, 10, 1.0, 100),
        (12, 10, 1.0, 100),
        (-3, 10, 0.0, 0),
        (5, -1, 0.0, 0),
        (999, 1000, 0.999, 99),
        (29, 100, 0.29, 29),
    ],
)
def test_progress_stays_within_its_bounds(finished: int, total: int, share: float, percent: int) -> None:
    task = make_task(WEB, finished=finished, total=total)
    assert task.share == share
    assert task.percent == percent


@given(st.integers(1, 5000), st.integers(0, 5000))
def test_100_percent_means_all_of_it_and_binary_noise_takes_nothing_away(total: int, finished: int) -> None:
    task = make_task(WEB, finished=min(finished, total), total=total)
    assert (task.percent == 100) == (task.finished == total)
    assert task.percent * total <= task.finished * 100 < (task.percent + 1) * total


@pytest.mark.parametrize("status", RefreshStatus)
def test_a_refresh_is_over_where_its_status_is_terminal(status: RefreshStatus) -> None:
    assert make_task(WEB, status).over == (status in TERMINAL)


def test_an_unknown_status_is_never_over() -> None:
    assert not make_task(WEB, "Baking").over


@pytest.mark.parametrize(
    ("target", "possible"),
    [
        (ActiveConfiguration(), False),
        (ScalingConfigurationTarget(OTHER), True),
        (ImageTarget("m-1"), True),
        (LaunchTemplateTarget(TemplateId("lt-1"), "3"), True),
        (LaunchTemplateTarget(TemplateId("lt-1"), "Default"), False),
        (LaunchTemplateTarget(TemplateId("lt-1"), "Latest"), False),
        (ContainersTarget((Container("app", "a:1"),)), True),
    ],
)
def test_the_way_back(target: Target, possible: bool) -> None:
    assert can_roll_back(target) is possible
