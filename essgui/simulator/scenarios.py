"""Named seed worlds. States in the middle of things are made by the real machine from earlier times."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import ImageTarget, ScalingConfigurationTarget
from essgui.domain.scaling import ConfigurationId, GroupId, GroupType
from essgui.simulator import catalog, draw
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.world import Fault, FaultKind, Hook, Pace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from essgui.simulator.world import World

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
FAR_PAUSE = 240
"""Minutes of pause of the refresh that waits at a checkpoint."""


def _other(builder: WorldBuilder, group: GroupId) -> ScalingConfigurationTarget:
    """Return the configuration of a group that is not active."""
    known = builder.done().groups[group]
    return ScalingConfigurationTarget(
        next(ConfigurationId(c) for c in known.configurations if c != known.active_configuration)
    )


class _Fleet(WorldBuilder):
    """Builds groups with the bounds and tags that a fleet in use would have."""

    def group(self, name: str, instances: int = 4, region: str = "cn-hangzhou", **settings: Any) -> GroupId:
        """Add a group; its bounds are half and twice its size, and only some groups are in production."""
        environment = "prod" if "prod" in name or "ledger" in name else "staging"
        usual: dict[str, Any] = {
            "min_size": instances // 2,
            "max_size": max(4, 2 * instances),
            "tags": {"app": name.split("-")[0], "env": environment},
        }
        return super().group(name, instances, region, **{**usual, **settings})


def default(now: datetime, seed: int) -> World:
    """Three regions and a believable fleet: groups at rest, running, waiting, failed and not refreshable."""
    b = _Fleet(now - 3 * _DAY, seed)
    web = b.group("web-frontend-prod", 12, configurations=3, drifted=2, warmup=30, max_size=40)
    checkout = b.group("checkout-api-prod", 8, configurations=2, warmup=20)
    b.group("image-resizer", 6, types=("ecs.c7.xlarge",), standby=1, protected=1)
    b.group("search-indexer", 5, types=("ecs.r7.large",), attached=1)
    b.group("terraform-example", 1, min_size=0, max_size=10, tags={"made-by": "terraform"})
    b.group(
        "platform-workers",
        6,
        configurations=0,
        template=b.template("cn-hangzhou"),
        drifted=1,
        tags={"app": "platform", "env": "prod"},
    )
    b.group("media-transcode-eci", 4, kind=GroupType.ECI, tags={"app": "media", "env": "prod"})
    ledger = b.group("payments-ledger", 20, warmup=30, max_size=40)
    catalogue = b.group("catalogue-api-prod", 60, "cn-shanghai", warmup=30, max_size=120)
    recommender = b.group("recommender-gpu", 10, "cn-shanghai", types=("ecs.g8i.xlarge",))
    warm = Hook("ash-uf6fanoutwarmcache01", "warm-cache", "SCALE_OUT", timeout=1800, result="ABANDON")
    b.group("notification-fanout", 3, "cn-shanghai", hooks=(warm,))
    b.group("batch-balanced", 4, "cn-shanghai", multi_az_policy="BALANCE")
    b.group("night-batch-economical", 2, "cn-shanghai", scaling_policy="recycle")
    b.group(
        "analytics-spot-vcpu",
        6,
        "ap-southeast-1",
        configurations=0,
        template=b.template("ap-southeast-1", "worker-base"),
        override_types=("ecs.c7.large", "ecs.c7.xlarge"),
        weights=(2, 4),
    )
    b.group("edge-gateway-sg", 7, "ap-southeast-1", warmup=15, drifted=1)
    b.group("session-store-sg", 3, "ap-southeast-1", system_suspended=True)
    b.group("legacy-portal-sg", 2, "ap-southeast-1", lifecycle_state="Inactive")
    b.group("promo-landing-sg", 0, "ap-southeast-1")

    b.refresh(checkout, ImageTarget("m-bp1shop20261112bbbb2"))
    b.at(now - 2 * _DAY)
    stopped = b.refresh(web, _other(b, web), checkpoints=(50, 100), skip_matching=False)
    b.at(now - 2 * _DAY + 20 * _MINUTE)
    if (running := b.world.groups[web].running) is not None and running.id == stopped:
        b.act(web, RefreshAction.CANCEL)
    b.at(now - 5 * _HOUR)
    b.faults(Fault("scenario", FaultKind.OUT_OF_STOCK, group=recommender, probability=1.0))
    b.refresh(recommender, ImageTarget("m-bp1shop20261112bbbb2"))
    b.at(now - 4 * _HOUR)
    b.faults()
    b.at(now - 25 * _MINUTE)
    b.refresh(ledger, _other(b, ledger), checkpoints=(25, 50, 100), pause_minutes=FAR_PAUSE)
    b.at(now - 7 * _MINUTE)
    b.refresh(catalogue, ImageTarget("m-bp1shop20261112bbbb2"), min_healthy=90, max_healthy=110)
    b.at(now)
    return b.forget_ledger()


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
        b.refresh(group, _other(b, group), checkpoints=(20, 50, 100), pause_minutes=FAR_PAUSE)
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
    b = WorldBuilder(now, seed)
    for index, name in enumerate(_NAMES[:4]):
        place = catalog.PLACES[index % 3]
        hook = Hook(
            id=f"ash-{place.code}{draw.word(17, seed, name, 'hook')}",
            name="warm-cache",
            transition="SCALE_OUT",
            timeout=600,
            result="ABANDON" if index % 2 == 0 else "CONTINUE",
        )
        b.group(name, 4 + 2 * index, place.id, hooks=(hook,))
    return b.done()


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
        b.refresh(group, ImageTarget("m-bp1shop20261112bbbb2"))
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
