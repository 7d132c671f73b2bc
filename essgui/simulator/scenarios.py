"""Named seed worlds. States in the middle of things are made by the real machine from earlier times."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.scaling import GroupType
from essgui.simulator import catalog
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.fleet import FAR_PAUSE, FleetBuilder, default, image, other
from essgui.simulator.surroundings import alarm, scheduled
from essgui.simulator.world import Fault, FaultKind, Pace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from essgui.domain.scaling import GroupId
    from essgui.simulator.world import World

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def small(now: datetime, seed: int) -> World:
    """Two busy regions with three idle groups: quick to read, for tests."""
    b = WorldBuilder(now, seed)
    b.group("web", 6, drifted=1)
    b.group("worker", 4, configurations=0, template=b.template("cn-hangzhou"))
    b.group("media", 4, "cn-shanghai", kind=GroupType.ECI)
    world = b.done()
    return _only_places(world, 2)


def calm(now: datetime, seed: int) -> World:
    """Ten idle groups, nothing that goes wrong."""
    b = WorldBuilder(now, seed)
    for index, name in enumerate(_NAMES[:10]):
        b.group(name, 2 + index, catalog.PLACES[index % 3].id)
    return b.done()


def slow(now: datetime, seed: int) -> World:
    """Instances take minutes to come and to go."""
    b = WorldBuilder(now, seed)
    pace = Pace(schedule=(20, 40), launch=(240, 600), health=(60, 120), drain=(120, 300), stop=(10, 30))
    for index, name in enumerate(_NAMES[:6]):
        b.group(name, 4 + 2 * index, catalog.PLACES[index % 3].id, pace=pace, warmup=120)
    return b.done()


def checkpointed(now: datetime, seed: int) -> World:
    """Three refreshes that wait at their first checkpoint."""
    b = WorldBuilder(now - _HOUR, seed)
    groups = [b.group(name, 10, catalog.PLACES[i].id) for i, name in enumerate(_NAMES[:3])]
    for group in groups:
        b.refresh(group, other(b, group), checkpoints=(20, 50, 100), pause_minutes=FAR_PAUSE)
    b.at(now)
    return b.forget_ledger()


def out_of_stock(now: datetime, seed: int) -> World:
    """Half of all launches find no stock."""
    b = WorldBuilder(now, seed)
    for index, name in enumerate(_NAMES[:6]):
        b.group(name, 4 + 2 * index, catalog.PLACES[index % 3].id)
    b.faults(Fault("no-stock", FaultKind.OUT_OF_STOCK, probability=0.5, seed=seed))
    return b.world


def unhealthy(now: datetime, seed: int) -> World:
    """Every new instance fails its health check."""
    b = WorldBuilder(now, seed)
    for index, name in enumerate(_NAMES[:6]):
        b.group(name, 4 + 2 * index, catalog.PLACES[index % 3].id)
    b.faults(Fault("bad-image", FaultKind.UNHEALTHY))
    return b.world


def hook_timeout(now: datetime, seed: int) -> World:
    """Lifecycle hooks hold new instances; nobody answers them, and then the launch is abandoned."""
    b = FleetBuilder(now - 3 * _MINUTE, seed)
    made: list[GroupId] = []
    for index, name in enumerate(_NAMES[:4]):
        group = b.group(name, 4 + 2 * index, catalog.PLACES[index % 3].id)
        b.hook(group, "warm-cache", "SCALE_OUT", 600, "ABANDON" if index % 2 == 0 else "CONTINUE")
        b.change(
            group,
            scheduled=(scheduled(group, "morning", now + 9 * _HOUR, 6 + 2 * index, ("Daily", "1")),),
            alarms=(alarm(group, "cpu-high", "CpuUtilization", ">=", 80),),
        )
        made.append(group)
    b.hook(made[1], "drain-queue", "SCALE_IN", 300)
    for group in made[:2]:
        b.refresh(group, other(b, group))
    b.at(now)
    return b.forget_ledger()


def throttled(now: datetime, seed: int) -> World:
    """Return the default fleet behind a gateway that throttles a third of all calls."""
    return _with(default(now, seed), Fault("throttled", FaultKind.THROTTLE, probability=0.33, seed=seed))


def flaky_network(now: datetime, seed: int) -> World:
    """Return the default fleet behind a network that drops, delays and garbles."""
    return _with(
        default(now, seed),
        Fault("slow", FaultKind.LATENCY, probability=0.2, amount=1.5, seed=seed),
        Fault("cut", FaultKind.RESET, probability=0.05, seed=seed + 1),
        Fault("half", FaultKind.HALF, probability=0.03, seed=seed + 2),
        Fault("page", FaultKind.ERROR_503_HTML, probability=0.05, seed=seed + 3),
        Fault("lost", FaultKind.RESET_AFTER, probability=0.03, seed=seed + 4),
    )


def two_operators(now: datetime, seed: int) -> World:
    """Return the default fleet with somebody else who acts on its refreshes every minute or so."""
    return replace(default(now, seed), visit_every=60, next_visit=now + _MINUTE)


def huge(now: datetime, seed: int) -> World:
    """5,000 groups; --groups says how many."""
    return of_size(now, seed, 5_000)


def of_size(now: datetime, seed: int, groups: int) -> World:
    """Many groups in the first region, every fiftieth of them running a refresh."""
    b = WorldBuilder(now - 2 * _MINUTE, seed)
    made = [
        b.group(f"{_NAMES[i % len(_NAMES)]}-{i:04d}", 1 + i % 6, configurations=2, max_size=50)
        for i in range(groups)
    ]
    for group in made[:: max(50, groups // 100)]:
        b.refresh(group, image("cn-hangzhou"))
    b.at(now)
    return b.forget_ledger()


def _with(world: World, *faults: Fault) -> World:
    return replace(world, faults=faults)


def _only_places(world: World, count: int) -> World:
    return replace(world, places=world.places[:count])


_NAMES = (
    "web-frontend",
    "checkout-api",
    "catalogue-api",
    "image-resizer",
    "search-indexer",
    "payments-ledger",
    "notification-fanout",
    "session-store",
    "edge-gateway",
    "recommender",
    "media-transcode",
    "report-builder",
)

SCENARIOS: dict[str, Callable[[datetime, int], World]] = {
    "default": default,
    "small": small,
    "calm": calm,
    "slow": slow,
    "checkpointed": checkpointed,
    "out-of-stock": out_of_stock,
    "unhealthy-new-image": unhealthy,
    "hook-timeout": hook_timeout,
    "throttled": throttled,
    "flaky-network": flaky_network,
    "huge": huge,
    "expired-token": default,
    "two-operators": two_operators,
}
"""Every scenario by name; with expired-token the program tells the key whose token has ended."""


def build(name: str, now: datetime, seed: int = 1, groups: int | None = None) -> World:
    """Return the world of a scenario at a moment; `groups` asks for a fleet of that size instead."""
    if groups is not None:
        return of_size(now, seed, groups)
    if name not in SCENARIOS:
        raise ValueError(f"There is no scenario {name}; there are {', '.join(SCENARIOS)}.")
    return SCENARIOS[name](now, seed)
