"""Scaling activities, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import ActivityId, InstanceId, TaskId


@dataclass(frozen=True, slots=True)
class Failure:
    """One error of an activity."""

    code: str
    message: str
    instances: tuple[InstanceId, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """One scaling activity."""

    id: ActivityId
    status: str
    cause: str
    description: str
    started_at: datetime
    size: int
    """Instances that it is about."""
    total_before: int
    ended_at: datetime | None = None
    message: str = ""
    created: tuple[InstanceId, ...] = ()
    destroyed: tuple[InstanceId, ...] = ()
    failures: tuple[Failure, ...] = ()
    task: TaskId | None = None
    open: frozenset[InstanceId] = frozenset()
    """Instances of which the end is not known yet."""
    trigger: str = "Ess"
