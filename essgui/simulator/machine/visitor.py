"""A second operator who acts on refreshes now and then, for the scenario two-operators."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import ALLOWED
from essgui.simulator import draw
from essgui.simulator.commands import Act

if TYPE_CHECKING:
    from essgui.simulator.world import World

NAME = "second-operator"


def next_act(world: World) -> Act | None:
    """Choose what the second operator does now: an action that is allowed on some refresh, or nothing."""
    running = [
        refresh
        for _, group in sorted(world.groups.items())
        if (refresh := group.running) is not None and ALLOWED[refresh.status]
    ]
    if not running:
        return None
    refresh = draw.choice(tuple(running), world.seed, "visit", world.visits)
    action = draw.choice(tuple(sorted(ALLOWED[refresh.status])), world.seed, "action", world.visits)
    return Act(refresh.spec.region, refresh.spec.group, action, refresh.id)


def gone(world: World) -> World:
    """Return the world after a visit, with the time of the next one."""
    pause = draw.seconds(
        world.visit_every // 2, world.visit_every * 3 // 2, world.seed, "pause", world.visits
    )
    return replace(world, visits=world.visits + 1, next_visit=world.now + max(pause, timedelta(seconds=1)))
