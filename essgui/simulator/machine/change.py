"""Every other change that can be asked of a group: actions on a refresh, scaling, instances, processes."""

from __future__ import annotations

from datetime import timedelta
from math import ceil, floor
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import ALLOWED, RefreshAction, RefreshStatus
from essgui.domain.refresh import MOVING_VERSIONS, LaunchTemplateTarget, can_roll_back
from essgui.domain.scaling import InstanceId, InstanceState
from essgui.simulator import draw
from essgui.simulator.commands import Refusal
from essgui.simulator.machine import course
from essgui.simulator.machine.part import Part, oldest_first, part, removable
from essgui.simulator.machine.refresh import phase_over

if TYPE_CHECKING:
    from essgui.simulator.commands import Act, HookAnswer, Processes, Protect, Scale, Standby
    from essgui.simulator.machine.draft import Draft
    from essgui.simulator.world import Member, Refresh

PROCESSES = ("ScaleIn", "ScaleOut", "HealthCheck", "AlarmNotification", "ScheduledAction")
_S = InstanceState


def act(draft: Draft, command: Act) -> str:
    """Suspend, resume, cancel or roll back; refuses by the table ALLOWED. Returns the id of the refresh."""
    refresh = _named(draft, command)
    if command.action not in ALLOWED[refresh.status]:
        raise Refusal(
            "IncorrectInstanceRefreshTaskStatus",
            f"The instance refresh is {refresh.status.value}: {command.action.value} is not possible now.",
        )
    match command.action:
        case RefreshAction.SUSPEND:
            course.move(draft, RefreshStatus.PAUSED)
        case RefreshAction.RESUME:
            course.move(draft, RefreshStatus.IN_PROGRESS)
        case RefreshAction.CANCEL:
            course.abandon(draft)
            low, high = draft.group.pace.stop
            until = draft.at + draw.seconds(low, high, draft.seed, refresh.id, "cancel")
            course.move(draft, RefreshStatus.CANCELLING, until=until)
        case RefreshAction.ROLLBACK:
            _check_rollback(refresh)
            course.roll_back(draft)
    return refresh.id


def _named(draft: Draft, command: Act) -> Refresh:
    if command.task is None:
        if draft.refresh is None:
            raise Refusal(
                "InvalidInstanceRefreshTaskId.NotFound",
                "No instance refresh of this scaling group is under way.",
                404,
            )
        return draft.refresh
    known = (draft.refresh, *draft.past) if draft.refresh else draft.past
    found = next((r for r in known if r.id == command.task), None)
    if found is None:
        raise Refusal(
            "InvalidInstanceRefreshTaskId.NotFound",
            "The specified instance refresh does not exist in this scaling group.",
            404,
        )
    return found


def _check_rollback(refresh: Refresh) -> None:
    if can_roll_back(refresh.target):
        return
    target = refresh.target
    moving = isinstance(target, LaunchTemplateTarget) and target.version in MOVING_VERSIONS
    why = (
        "A refresh to launch template version Default or Latest cannot be rolled back."
        if moving
        else "No desired configuration was given, so there is nothing to roll back to."
    )
    raise Refusal("OperationDenied.RollbackUnsupported", why)


def scale(draft: Draft, command: Scale) -> str:
    """Change how many instances the group wants; returns the id of the scaling activity."""
    group = draft.group
    wanted = _adjusted(group.wanted, command)
    if wanted > group.max_size:
        raise Refusal("IncorrectCapacity.MaxSize", f"The group may have at most {group.max_size} instances.")
    if wanted < group.min_size:
        raise Refusal("IncorrectCapacity.MinSize", f"The group has to have at least {group.min_size}.")
    draft.change(wanted=wanted)
    more = wanted - group.wanted
    known = len(draft.activities.known)
    if more > 0:
        source, by_target = course.source_now(draft)
        maker = draft.refresh.id if draft.refresh is not None and by_target else None
        draft.launch(more, source, "A user requests to scale out.", maker=maker)
    elif more < 0:
        leaving = [m for m in oldest_first(draft.members.values()) if removable(m)]
        course.leave(draft, leaving[:-more], "A user requests to scale in.")
    return next(reversed(draft.activities.known)) if len(draft.activities.known) > known else ""


def _adjusted(wanted: int, command: Scale) -> int:
    match command.kind:
        case "QuantityChangeInCapacity":
            return wanted + command.value
        case "TotalCapacity":
            return command.value
        case "PercentChangeInCapacity":
            change = wanted * command.value / 100
            step = ceil(change) if change > 0 else floor(change)
            if 0 < abs(step) < command.least:
                step = command.least if step > 0 else -command.least
            return wanted + step
        case _:
            raise Refusal("InvalidParameter", "AdjustmentType is not one of the three that exist.")


def protect(draft: Draft, command: Protect) -> str:
    """Protect instances from being released, or stop protecting them."""
    wanted = _S.PROTECTED if command.protected else _S.IN_SERVICE
    for member in _members(draft, command.instances):
        if member.state not in {_S.IN_SERVICE, _S.PROTECTED}:
            raise Refusal("IncorrectInstanceStatus", f"The instance {member.id} is {member.state.value}.")
        draft.put(member, state=wanted)
    return ""


def standby(draft: Draft, command: Standby) -> str:
    """Take instances out of service, or back; the number that the group wants follows (assumed).

    Returns the id of the activity, whose cause says that an operator did it: with what the group wants, the
    floor and the ceiling of a refresh move too.
    """
    members = _members(draft, command.instances)
    for member in members:
        proper = {_S.IN_SERVICE, _S.PROTECTED} if command.enter else {_S.STANDBY}
        if member.state not in proper:
            raise Refusal("IncorrectInstanceStatus", f"The instance {member.id} is {member.state.value}.")
        if command.enter and draft.group.wanted - len(members) < draft.group.min_size:
            raise Refusal(
                "IncorrectCapacity.MinSize", f"The group has to have at least {draft.group.min_size}."
            )
    for member in members:
        state = _S.STANDBY if command.enter else _S.IN_SERVICE
        draft.put(member, state=state, until=None)
    course.forget(draft, members if command.enter else [])
    draft.change(wanted=draft.group.wanted + (-len(members) if command.enter else len(members)))
    noun = "instance" if len(members) == 1 else "instances"
    if command.enter:
        cause, what = (
            "A user requests to put instances in standby.",
            f'Put "{len(members)}" {noun} in standby',
        )
    else:
        cause, what = "A user requests to bring instances back.", f'Bring "{len(members)}" {noun} back'
    return draft.activities.record(draft.at, cause, what, len(members), len(draft.members))


def mark(draft: Draft, member: Member, *, healthy: bool) -> None:
    """Set the health of an instance; an unhealthy one is released and replaced."""
    marked = draft.put(member, healthy=healthy)
    suspended = "HealthCheck" in draft.group.suspended_processes
    counted = part(member) in {Part.SERVING, Part.COMING}
    if not healthy and counted and not suspended and member.state is not _S.PROTECTED:
        course.leave(draft, [marked], "An instance was set unhealthy.")


def processes(draft: Draft, command: Processes) -> str:
    """Suspend or resume processes of the group."""
    unknown = [name for name in command.names if name not in PROCESSES]
    if unknown or not command.names:
        raise Refusal("InvalidParameter", f"Process is one of {', '.join(PROCESSES)}.")
    now = draft.group.suspended_processes
    names = frozenset(command.names)
    draft.change(suspended_processes=now | names if command.suspend else now - names)
    return ""


def answer_hook(draft: Draft, command: HookAnswer) -> str:
    """Complete a lifecycle action, or keep it waiting."""
    member = next(
        (
            m
            for m in draft.members.values()
            if m.hook == command.hook and m.hook_token == command.token and m.until is not None
        ),
        None,
    )
    if member is None:
        raise Refusal("InvalidLifecycleActionToken.NotFound", "No such lifecycle action is waiting.", 404)
    if command.result:
        phase_over(draft, member, command.result)
        return ""
    hook = draft.hook(member.hook)
    extra = command.heartbeat or (hook.timeout if hook else 600)
    until = draft.at + timedelta(seconds=extra)
    draft.put(member, until=until, heartbeats=member.heartbeats + 1)
    return ""


def _members(draft: Draft, instances: tuple[InstanceId, ...]) -> list[Member]:
    if not instances:
        raise Refusal("MissingParameter", "InstanceId.N is missing.")
    named = dict.fromkeys(instances)  # one that is named twice is one
    missing = [i for i in named if i not in draft.members]
    if missing:
        raise Refusal("InvalidInstanceId.NotFound", f"The instance {missing[0]} does not exist.", 404)
    return [draft.members[i] for i in named]
