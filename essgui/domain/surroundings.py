"""What may collide with a refresh: hooks, scheduled tasks, alarms, missing stock, findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import InstanceId


@dataclass(frozen=True, slots=True)
class LifecycleHook:
    """A lifecycle hook (DescribeLifecycleHooks)."""

    id: str
    name: str
    transition: str
    """SCALE_OUT or SCALE_IN."""
    timeout: int = 600
    """Seconds that an instance waits at most (HeartbeatTimeout)."""
    result: str = "CONTINUE"
    """What happens at the end of the time-out: CONTINUE, ABANDON or ROLLBACK."""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class HookWait:
    """An instance that a hook holds (DescribeLifecycleActions)."""

    hook: str
    token: str
    """LifecycleActionToken; completes or extends the wait of all its instances."""
    status: str
    """Pending while it holds them; Timeout or Completed afterwards."""
    instances: tuple[InstanceId, ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """A scheduled task that changes a group (DescribeScheduledTasks)."""

    id: str
    name: str
    enabled: bool = True
    launch_at: datetime | None = None
    """The next run."""
    recurrence: str = ""
    """Daily, Weekly, Monthly, Cron, or nothing."""
    recurrence_value: str = ""
    ends_at: datetime | None = None
    desired: int | None = None
    min_size: int | None = None
    max_size: int | None = None
    action: str = ""
    """The scaling rule that it runs, where it does not set the sizes itself."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm that triggers scaling (DescribeAlarms)."""

    id: str
    name: str
    enabled: bool = True
    state: str = ""
    """OK, ALARM or INSUFFICIENT_DATA."""
    metric: str = ""


@dataclass(frozen=True, slots=True)
class Stock:
    """How well an instance type can be had in a zone (DescribeElasticStrength)."""

    instance_type: str
    zone: str
    vswitch: str = ""
    """The vSwitches of the group in that zone, joined by ", "."""
    strength: float | None = None
    """0 to 1: the chance to get it; None where ESS gives none, as the number is deprecated."""
    available: bool = True
    code: str = ""
    """Why it is not available."""
    rating: str = ""
    """Strong, Medium or Weak (ElasticStrength), or nothing."""
    message: str = ""
    """The cloud's own words for the code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a diagnosis report (DescribeDiagnoseReports)."""

    level: str
    """Normal, Warn or Critical."""
    code: str
    """The error code; empty where all is well."""
    resource: str = ""
    """The id of what it is about, or nothing."""
    sentence: str = ""
    """What was checked or found, for a person; a code that is not known here stays as it is."""
    kind: str = ""
    """What was checked, as DiagnoseType spells it."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A finished diagnosis of a group's active configuration and surroundings."""

    id: str
    made_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
