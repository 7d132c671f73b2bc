"""S13: what the simulator serves to one SDK client in eight threads, and how fast it lets a day pass.

Client and simulator are two processes on the same computer, so they share its cores; the processor time of
the simulator alone is given beside.
"""

from __future__ import annotations

import resource
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from alibabacloud_ess20220222 import models
from alibabacloud_ess20220222.client import Client
from alibabacloud_tea_openapi.models import Config
from darabonba.core import DaraCore

from essgui.domain.refresh import ImageTarget
from essgui.practice import start_practice
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.machine import advance
from tests.bench.report import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THREADS = 8
CALLS = 3_000
RATE = 500.0
REGION = "cn-hangzhou"
GROUP = "payments-ledger"
"""A group of the default scenario whose refresh waits at a checkpoint."""
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
INSTANCES = 1_000
DAY_SECONDS = 1.0
CASES = {
    "80/120": {"min_healthy": 80, "max_healthy": 120},
    "one at a time": {"min_healthy": 100, "max_healthy": 100},
    "100/110, four checkpoints of 1 h": {
        "min_healthy": 100,
        "max_healthy": 110,
        "checkpoints": (10, 25, 50, 100),
        "pause_minutes": 60,
    },
}


def rows() -> Iterator[Row]:
    """Measure both halves."""
    yield from _served()
    yield from _advanced()


def _served() -> Iterator[Row]:
    with _cloud() as ready:
        client = Client(
            Config(
                access_key_id=ready["access_key_id"],
                access_key_secret=ready["access_key_secret"],
                endpoint=ready["endpoint"],
                protocol=ready["protocol"],
                region_id=REGION,
            )
        )
        page = models.DescribeScalingGroupsRequest(region_id=REGION, page_size=10)
        groups = client.describe_scaling_groups(page).body.scaling_groups
        group = next(g for g in groups if g.scaling_group_name == GROUP)
        polled = models.DescribeInstanceRefreshesRequest(
            region_id=REGION, scaling_group_id=group.scaling_group_id
        )
        for name, call in {
            "poll of a refresh": lambda: client.describe_instance_refreshes(polled),
            "page of 10 groups": lambda: client.describe_scaling_groups(page),
        }.items():
            rate = _rate(call)
            yield Row(
                "S13",
                f"requests served to one SDK client in {THREADS} threads, {name}",
                rate,
                "1/s",
                RATE,
                True,
            )
        while DaraCore._sessions:
            DaraCore._sessions.popitem()[1].close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    each = (used.ru_utime + used.ru_stime) / (2 * CALLS) * 1000
    yield Row("S13", "processor time of the simulator for a request, its start included", each, "ms")


@contextmanager
def _cloud() -> Iterator[dict[str, Any]]:
    cloud = start_practice("default", 1.0, 1)
    try:
        yield cloud.ready
    finally:
        cloud.stop()


def _rate(call: Callable[[], Any]) -> float:
    """Return calls a second, after each thread has opened its connection."""
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda _: call(), range(10 * THREADS)))
        began = perf_counter()
        list(pool.map(lambda _: call(), range(CALLS)))
        return CALLS / (perf_counter() - began)


def _advanced() -> Iterator[Row]:
    for name, settings in CASES.items():
        b = WorldBuilder(NOW)
        group = b.group("web", INSTANCES, max_size=3 * INSTANCES)
        b.refresh(group, ImageTarget("m-bp1shop20261112bbbb2"), **settings)
        times: list[float] = []
        for _round in range(5):
            began = perf_counter()
            world = advance(b.world, NOW + timedelta(hours=24))
            times.append(perf_counter() - began)
        assert world.groups[group].refreshes[-1].finished > INSTANCES // 2
        what = f"24 h of a refresh of {INSTANCES:,} instances in one call, {name}"
        yield Row("S13", what, median(times), "s", DAY_SECONDS)
