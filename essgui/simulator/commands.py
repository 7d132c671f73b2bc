"""What can be asked of the simulated cloud, and the one way in which it says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.scaling import GroupId, InstanceId, RegionId, TaskId


class Refusal(Exception):
    """Says no in the words of the cloud: an error code, a message and an HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400, denied: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.denied = denied
        """The RAM action that was missing, where permission was refused."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who asks, and what exactly was sent; kept in the ledger."""

    user: str = "administrator"
    request_id: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Start:
    """StartInstanceRefresh."""

    spec: RefreshSpec
    token: str = ""
    strategy: str = ""
    has_target: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """SuspendInstanceRefresh, ResumeInstanceRefresh, CancelInstanceRefresh or RollbackInstanceRefresh."""

    region: RegionId
    group: GroupId
    action: RefreshAction
    task: TaskId | None = None
    """None means the refresh that is under way."""


@dataclass(frozen=True, slots=True)
class Scale:
    """ScaleWithAdjustment."""

    region: RegionId
    group: GroupId
    kind: str
    """QuantityChangeInCapacity, PercentChangeInCapacity or TotalCapacity."""
    value: int
    least: int = 0
    """MinAdjustmentMagnitude, for percentages."""


@dataclass(frozen=True, slots=True)
class Protect:
    """SetInstancesProtection."""

    region: RegionId
    group: GroupId
    instances: tuple[InstanceId, ...]
    protected: bool


@dataclass(frozen=True, slots=True)
class Standby:
    """EnterStandby or ExitStandby."""

    region: RegionId
    group: GroupId
    instances: tuple[InstanceId, ...]
    enter: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """SetInstanceHealth."""

    region: RegionId
    instance: InstanceId
    healthy: bool


@dataclass(frozen=True, slots=True)
class Processes:
    """SuspendProcesses or ResumeProcesses."""

    region: RegionId
    group: GroupId
    names: tuple[str, ...]
    suspend: bool


@dataclass(frozen=True, slots=True)
class HookAnswer:
    """CompleteLifecycleAction or RecordLifecycleActionHeartbeat."""

    region: RegionId
    hook: str
    token: str
    result: str = ""
    """CONTINUE, ABANDON or ROLLBACK; empty for a heartbeat."""
    heartbeat: int = 0
    """Seconds that a heartbeat adds; 0 for the timeout of the hook."""


@dataclass(frozen=True, slots=True)
class Diagnose:
    """CreateDiagnoseReport."""

    region: RegionId
    group: GroupId


@dataclass(frozen=True, slots=True)
class RemoveGroup:
    """Deletes a group; asked for over the control surface only."""

    region: RegionId
    group: GroupId


Command = Start | Act | Scale | Protect | Standby | Mark | Processes | HookAnswer | Diagnose | RemoveGroup


@dataclass(frozen=True, slots=True)
class Done:
    """The reply to a mutation that was accepted; `id` is what it made, where it made something."""

    id: str = ""


Reply = Done | Refusal
