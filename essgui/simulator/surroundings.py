"""What stands around the groups of the scenarios: lifecycle hooks, scheduled tasks, alarms, containers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from essgui.domain.scaling import Container, EnvironmentVariable
from essgui.simulator import draw
from essgui.simulator.world import Hook, Task

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import GroupId


def hook(
    group: str,
    name: str,
    transition: str,
    *,
    code: str,
    seed: int,
    timeout: int = 600,
    result: str = "CONTINUE",
) -> Hook:
    """Return a lifecycle hook of a group by name; `timeout` in seconds."""
    return Hook(
        id=f"ash-{code}{draw.word(17, seed, group, name, 'hook')}",
        name=name,
        transition=transition,
        timeout=timeout,
        result=result,
        notification="acs:ess:{region-id}:{account-id}:queue/scaling-events",
        metadata=f'{{"step":"{name}"}}',
    )


def scheduled(
    group: GroupId,
    name: str,
    at: datetime,
    instances: int,
    repeats: tuple[str, str] = ("", ""),
    *,
    enabled: bool = True,
) -> Task:
    """Return a scheduled task that asks for instances at a moment, and again as `repeats` says."""
    return Task(
        id=draw.word(17, group, name, "scheduled task"),
        name=name,
        enabled=enabled,
        when=at.strftime("%Y-%m-%dT%H:%MZ"),
        threshold=instances,
        repeats=repeats,
        description=f"Keeps {instances} instances",
    )


def alarm(
    group: GroupId,
    name: str,
    metric: str,
    comparison: str,
    threshold: float,
    *,
    enabled: bool = True,
    state: str = "OK",
) -> Task:
    """Return an event-triggered task that watches a metric."""
    unique = UUID(int=int(draw.fraction(group, name, "alarm") * 2**128), version=4)
    return Task(
        id=f"{group}_{unique}",
        name=name,
        enabled=enabled,
        when=metric,
        threshold=threshold,
        comparison=comparison,
        state=state,
        description=f"{metric} {comparison} {threshold:g}",
    )


def media_containers() -> tuple[Container, ...]:
    """Return the containers of a transcoder with a sidecar, with the variables that such a thing has."""
    return (
        Container(
            name="transcoder",
            image="registry.cn-hangzhou.aliyuncs.com/shop/transcoder:2.14.3",
            commands=("/opt/transcoder/bin/serve",),
            args=("--queue", "video-in", "--workers", "4"),
            environment=(
                EnvironmentVariable("LOG_LEVEL", "info"),
                EnvironmentVariable("QUEUE_ENDPOINT", "http://queue.internal.shop.example:8080/v2"),
                EnvironmentVariable("FFMPEG_OPTS", "-hwaccel none -threads 4"),
                EnvironmentVariable("OUTPUT_BUCKET", "oss://shop-media-out/hd"),
                EnvironmentVariable("MAX_DURATION_S", "5400"),
                EnvironmentVariable("GREETING", "价格 é & ü"),
                EnvironmentVariable("EMPTY_MEANS_OFF", ""),
                EnvironmentVariable("POD_IP", "", "status.podIP"),
            ),
        ),
        Container(
            name="metrics",
            image="registry.cn-hangzhou.aliyuncs.com/shop/metrics-sidecar:0.9.1",
            args=("--listen", ":9100"),
            environment=(EnvironmentVariable("SCRAPE_SECONDS", "15"),),
        ),
    )
