"""The end of a rollback comes true in the simulator, and nothing is said where nothing supports it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import median
from typing import TYPE_CHECKING

import pytest

from essgui.domain.durations import DEFAULTS, durations_of
from essgui.domain.eta_back import eta_back
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.plan import corridor
from essgui.domain.refresh import ImageTarget, RefreshSpec
from essgui.domain.scaling import RegionId
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Act, Refusal, Start
from essgui.simulator.machine import advance, apply
from essgui.simulator.world import Pace
from tests.support.foretold import NOW, activities_of, task_of
from tests.support.states import make_group, make_task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from essgui.domain.eta import Eta
    from essgui.domain.scaling import GroupId
    from essgui.simulator.world import World

HOME = RegionId("cn-hangzhou")
LATE = NOW + timedelta(days=20)


def ended(world: World, group: GroupId) -> datetime:
    end = advance(world, LATE).groups[group].refreshes[-1].ended_at
    assert end is not None
    return end


def rolled_back(count: int) -> Iterator[tuple[Eta, datetime, datetime]]:
    """Yield what was said at half the way back, when it was said, and the true end."""
    random = Random(7)  # noqa: S311 - sizes of practice groups, not secrets
    done = 0
    while done < count:
        launch = random.uniform(20, 300)
        builder = WorldBuilder(NOW, seed=random.randrange(10_000))
        group = builder.group("web", random.randint(6, 80), warmup=random.choice((0, 30, 120)))
        world = builder.done()
        pace = Pace(
            launch=(round(launch * 0.6), round(launch * 1.6)),
            drain=(round(launch * 0.1) + 2, round(launch * 0.4) + 5),
            schedule=(3, 20),
        )
        world = replace(world, groups={group: replace(world.groups[group], pace=pace)})
        spec = RefreshSpec(
            HOME,
            group,
            ImageTarget("m-bp1shop20261112bbbb2"),
            min_healthy=random.choice((50, 80, 90)),
            max_healthy=random.choice((105, 110, 120)),
            skip_matching=False,
        )
        world, _ = apply(world, Start(spec), NOW)
        turn = NOW + (ended(world, group) - NOW) * random.uniform(0.4, 0.9)
        world = advance(world, turn)
        before = world.groups[group].refreshes[-1].finished
        world, reply = apply(world, Act(HOME, group, RefreshAction.ROLLBACK), turn)
        if isinstance(reply, Refusal) or not before:
            continue
        end = ended(world, group)
        at = turn + (end - turn) / 2
        world = advance(world, at)
        task = task_of(world, group, spec)
        activities = activities_of(world, group, task.id)
        there = durations_of(tuple(a for a in activities if a.started_at and a.started_at < turn))
        band = corridor(world.groups[group].wanted, spec.min_healthy, spec.max_healthy)
        done += 1
        yield eta_back(task, before, turn, band, at, there, activities), at, end


def test_the_end_that_is_foretold_at_half_way_back_comes_true() -> None:
    inside, errors = [], []
    for said, at, end in rolled_back(30):
        if said.soonest is None or said.latest is None or said.middle is None:
            continue
        inside.append(said.soonest <= end <= said.latest)
        errors.append(abs((said.middle - end).total_seconds()) / (end - at).total_seconds())
    assert len(inside) >= 25
    assert sum(inside) / len(inside) >= 0.85
    assert median(errors) <= 0.15


@pytest.mark.parametrize(("before", "left"), [(0, 0), (3, 4)])
def test_without_a_count_of_before_nothing_is_said(before: int, left: int) -> None:
    task = make_task(make_group(size=10), RefreshStatus.ROLLBACK_IN_PROGRESS, left)
    said = eta_back(task, before, NOW, corridor(10, 80, 120), NOW, DEFAULTS)
    assert said.hidden == "How many instances had become new was not seen."
