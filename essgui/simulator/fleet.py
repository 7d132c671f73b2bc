"""The default fleet: three regions and a believable mixture of groups, made by the real machine."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import ImageTarget, ScalingConfigurationTarget
from essgui.domain.scaling import ConfigurationId, GroupId, GroupType
from essgui.simulator import catalog
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.surroundings import alarm, hook, media_containers, scheduled
from essgui.simulator.world import Fault, FaultKind

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.simulator.world import World

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
FAR_PAUSE = 240
"""Minutes of pause of the refresh that waits at a checkpoint."""


def other(builder: WorldBuilder, group: GroupId) -> ScalingConfigurationTarget:
    """Return the configuration of a group that is not active."""
    known = builder.done().groups[group]
    return ScalingConfigurationTarget(
        next(ConfigurationId(c) for c in known.configurations if c != known.active_configuration)
    )


def image(region: str) -> ImageTarget:
    """Return the build of shop-web that refreshes move to."""
    return ImageTarget(catalog.shop_image(region, "2026.11.12"))


class FleetBuilder(WorldBuilder):
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

    def hook(
        self, group: GroupId, name: str, transition: str, timeout: int, result: str = "CONTINUE"
    ) -> None:
        """Add a lifecycle hook to a group; `timeout` in seconds."""
        region = self.done().groups[group].region
        seed, code = self.world.seed, catalog.code(region)
        made = hook(group, name, transition, code=code, seed=seed, timeout=timeout, result=result)
        self.change(group, hooks=(*self.world.groups[group].hooks, made))


def default(now: datetime, seed: int) -> World:
    """Three regions and a believable fleet: groups at rest, running, waiting, failed and not refreshable."""
    b = FleetBuilder(now - 3 * _DAY, seed)
    web = b.group("web-frontend-prod", 12, configurations=3, drifted=2, warmup=30, max_size=40)
    checkout = b.group("checkout-api-prod", 8, configurations=2, warmup=20)
    b.group(
        "image-resizer",
        6,
        types=("ecs.c7.xlarge",),
        standby=1,
        protected=1,
        suspended_processes=frozenset({"AlarmNotification"}),
    )
    search = b.group("search-indexer", 5, types=("ecs.r7.large", "ecs.r7.xlarge"), attached=1)
    b.group("terraform-example", 1, min_size=0, max_size=10, tags={"made-by": "terraform"})
    b.group(
        "platform-workers",
        6,
        configurations=0,
        template=b.template("cn-hangzhou"),
        drifted=1,
        tags={"app": "platform", "env": "prod"},
    )
    media = b.group(
        "media-transcode-eci",
        4,
        kind=GroupType.ECI,
        containers=media_containers(),
        tags={"app": "media", "env": "prod"},
    )
    ledger = b.group("payments-ledger", 20, warmup=30, max_size=40)
    catalogue = b.group("catalogue-api-prod", 60, "cn-shanghai", warmup=30, max_size=120)
    recommender = b.group("recommender-gpu", 10, "cn-shanghai", types=("ecs.g8i.xlarge",))
    fanout = b.group("notification-fanout", 3, "cn-shanghai")
    b.group("batch-balanced", 4, "cn-shanghai", multi_az_policy="BALANCE")
    night = b.group("night-batch-economical", 2, "cn-shanghai", scaling_policy="recycle")
    b.group(
        "analytics-spot-vcpu",
        6,
        "ap-southeast-1",
        configurations=0,
        template=b.template("ap-southeast-1", "worker-base"),
        override_types=("ecs.c7.large", "ecs.c7.xlarge"),
        weights=(2, 4),
    )
    edge = b.group("edge-gateway-sg", 7, "ap-southeast-1", warmup=15, drifted=1)
    b.group("session-store-sg", 3, "ap-southeast-1", system_suspended=True)
    b.group("legacy-portal-sg", 2, "ap-southeast-1", lifecycle_state="Inactive")
    promo = b.group("promo-landing-sg", 0, "ap-southeast-1")

    b.hook(search, "flush-shards", "SCALE_IN", 120)
    b.hook(edge, "register-in-dns", "SCALE_OUT", 180)
    b.hook(fanout, "warm-cache", "SCALE_OUT", 240)
    b.hook(fanout, "drain-queue", "SCALE_IN", 120)
    _timetable(b, now, web, ledger, night, promo)
    b.change(
        web,
        alarms=(
            alarm(web, "cpu-high", "CpuUtilization", ">=", 75),
            alarm(web, "cpu-low", "CpuUtilization", "<=", 20, enabled=False),
        ),
    )
    b.change(
        catalogue,
        alarms=(alarm(catalogue, "connections-high", "ConcurrentConnections", ">", 12000, state="ALARM"),),
    )
    b.change(ledger, alarms=(alarm(ledger, "memory-high", "MemoryUtilization", ">=", 80),))
    b.change(
        media,
        alarms=(alarm(media, "pods-busy", "EciPodCpuUtilization", ">=", 70, state="INSUFFICIENT_DATA"),),
    )

    b.refresh(checkout, image("cn-hangzhou"))
    b.at(now - 2 * _DAY)
    stopped = b.refresh(web, other(b, web), checkpoints=(50, 100), skip_matching=False)
    b.at(now - 2 * _DAY + 20 * _MINUTE)
    if (running := b.world.groups[web].running) is not None and running.id == stopped:
        b.act(web, RefreshAction.CANCEL)
    b.at(now - 5 * _HOUR)
    b.faults(Fault("scenario", FaultKind.OUT_OF_STOCK, group=recommender, probability=1.0))
    b.refresh(recommender, image("cn-shanghai"))
    b.at(now - 4 * _HOUR)
    b.faults()
    b.at(now - 25 * _MINUTE)
    b.refresh(ledger, other(b, ledger), checkpoints=(25, 50, 100), pause_minutes=FAR_PAUSE)
    b.at(now - 7 * _MINUTE)
    b.refresh(catalogue, image("cn-shanghai"), min_healthy=90, max_healthy=110)
    b.at(now)
    return b.forget_ledger()


def _timetable(
    b: WorldBuilder, now: datetime, web: GroupId, ledger: GroupId, night: GroupId, promo: GroupId
) -> None:
    """Give four groups of the default fleet scheduled tasks: daily, weekly, by cron and once."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
    b.change(
        web,
        scheduled=(
            scheduled(web, "weekday-morning", midnight + 30 * _MINUTE, 18, ("Weekly", "1,2,3,4,5")),
            scheduled(web, "evening", midnight + 14 * _HOUR, 12, ("Daily", "1")),
        ),
    )
    month_end = midnight + 3 * _DAY
    b.change(ledger, scheduled=(scheduled(ledger, "month-end-closing", month_end, 30),))
    b.change(
        night, scheduled=(scheduled(night, "nightly", midnight + 18 * _HOUR, 6, ("Cron", "0 18 * * ?")),)
    )
    campaign = midnight + 10 * _DAY
    b.change(promo, scheduled=(scheduled(promo, "campaign", campaign, 8, enabled=False),))
