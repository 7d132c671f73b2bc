"""Each remedy as one request through the SDK.

Runs in worker threads and raises whatever the SDK raises. Three of these operations take no region: they
find the group or the instance by its id alone.
"""

# The SDK ships no type marker, so the type of every field of it is only half known; names are checked.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from alibabacloud_ess20220222 import models as ask
from darabonba.runtime import RuntimeOptions

from essgui.cloud.sdk import whole
from essgui.domain.remedies import (
    EndHookWait,
    ExitStandby,
    ExtendHookWait,
    MarkUnhealthy,
    ResumeProcesses,
    SuspendProcesses,
    Unprotect,
)

if TYPE_CHECKING:
    from essgui.cloud.sdk import Client
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import RegionId


class Changes:
    """What can be done to the groups of one region beside a refresh."""

    def __init__(self, client: Client, region: RegionId) -> None:
        self._client = client
        self._region = region

    def make(self, remedy: Remedy, token: str) -> None:
        """Send a remedy once; `token` is its client token, where the operation takes one."""
        match remedy:
            case Unprotect() | ExitStandby() | MarkUnhealthy():
                self._to_instances(remedy, token)
            case EndHookWait() | ExtendHookWait():
                self._to_hook(remedy, token)
            case SuspendProcesses() | ResumeProcesses():
                self._to_processes(remedy, token)

    def _to_instances(self, remedy: Unprotect | ExitStandby | MarkUnhealthy, token: str) -> None:
        options = RuntimeOptions()
        match remedy:
            case Unprotect():
                unprotect = ask.SetInstancesProtectionRequest(
                    scaling_group_id=remedy.group,
                    instance_ids=list(remedy.instances),
                    protected_from_scale_in=False,
                )
                whole(self._client.set_instances_protection_with_options(unprotect, options).body)
            case ExitStandby():
                leave = ask.ExitStandbyRequest(
                    region_id=self._region,
                    scaling_group_id=remedy.group,
                    instance_ids=list(remedy.instances),
                    client_token=token,
                )
                whole(self._client.exit_standby_with_options(leave, options).body)
            case MarkUnhealthy():
                mark = ask.SetInstanceHealthRequest(instance_id=remedy.instance, health_status="Unhealthy")
                whole(self._client.set_instance_health_with_options(mark, options).body)

    def _to_hook(self, remedy: EndHookWait | ExtendHookWait, token: str) -> None:
        options = RuntimeOptions()
        match remedy:
            case EndHookWait():
                end = ask.CompleteLifecycleActionRequest(
                    region_id=self._region,
                    lifecycle_hook_id=remedy.hook,
                    lifecycle_action_token=remedy.token,
                    lifecycle_action_result="CONTINUE" if remedy.go_on else "ABANDON",
                    client_token=token,
                )
                whole(self._client.complete_lifecycle_action_with_options(end, options).body)
            case ExtendHookWait():
                extend = ask.RecordLifecycleActionHeartbeatRequest(
                    region_id=self._region,
                    lifecycle_hook_id=remedy.hook,
                    lifecycle_action_token=remedy.token,
                    heartbeat_timeout=remedy.seconds,
                )
                whole(self._client.record_lifecycle_action_heartbeat_with_options(extend, options).body)

    def _to_processes(self, remedy: SuspendProcesses | ResumeProcesses, token: str) -> None:
        options = RuntimeOptions()
        match remedy:
            case SuspendProcesses():
                suspend = ask.SuspendProcessesRequest(
                    region_id=self._region,
                    scaling_group_id=remedy.group,
                    processes=list(remedy.processes),
                    client_token=token,
                )
                whole(self._client.suspend_processes_with_options(suspend, options).body)
            case ResumeProcesses():
                resume = ask.ResumeProcessesRequest(
                    region_id=self._region,
                    scaling_group_id=remedy.group,
                    processes=list(remedy.processes),
                    client_token=token,
                )
                whole(self._client.resume_processes_with_options(resume, options).body)
