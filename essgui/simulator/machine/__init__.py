"""The simulated cloud in motion: `apply` performs a command, `advance` lets time pass. Both are pure.

`advance` gives the same world however the time is cut: what happens is decided by events whose times are
part of the world, and chance is a hash of what it is about.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.scaling import GroupId, TaskId
from essgui.simulator.commands import (
    Act,
    Command,
    Diagnose,
    Done,
    HookAnswer,
    Mark,
    Origin,
    Processes,
    Protect,
    Refusal,
    RemoveGroup,
    Reply,
    Scale,
    Standby,
    Start,
)
from essgui.simulator.machine import change, refresh, visitor
from essgui.simulator.machine.draft import Draft
from essgui.simulator.machine.start import check_token, fingerprint, start
from essgui.simulator.world import Entry

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.simulator.world import Group, World

_ACTIONS = {
    RefreshAction.SUSPEND: "SuspendInstanceRefresh",
    RefreshAction.RESUME: "ResumeInstanceRefresh",
    RefreshAction.CANCEL: "CancelInstanceRefresh",
    RefreshAction.ROLLBACK: "RollbackInstanceRefresh",
}


def advance(world: World, now: datetime) -> World:
    """Return the world as it is at `now`; time never runs backwards."""
    while world.next_visit is not None and world.next_visit <= now:
        world = _pass_time(world, world.next_visit)
        command = visitor.next_act(world)
        if command is not None:
            with suppress(Refusal):
                world, _ = _perform(world, command, Origin(user=visitor.NAME))
        world = visitor.gone(world)
    return _pass_time(world, now)


def _pass_time(world: World, now: datetime) -> World:
    if now <= world.now:
        return world
    ready = [group for group, at in world.due.items() if at <= now]
    if not ready:
        return replace(world, now=now)
    groups, due = dict(world.groups), dict(world.due)
    for identifier in ready:
        group = groups[identifier]
        draft = Draft(world, group, group.created_at)
        refresh.run(draft, now)
        groups[identifier] = draft.freeze()
        at = draft.due()
        if at is None:
            del due[identifier]
        else:
            due[identifier] = at
    return replace(world, now=now, groups=groups, due=due)


def apply(world: World, command: Command, now: datetime, origin: Origin | None = None) -> tuple[World, Reply]:
    """Perform a command at `now`: the new world with Done, or the world as it was with a Refusal."""
    world = advance(world, now)
    origin = origin or Origin()
    try:
        return _perform(world, command, origin)
    except Refusal as refusal:
        return world, refusal


def find_group(world: World, region: str, group: str) -> Group:
    """Return a group by region and id, or by id alone; raises Refusal where there is none."""
    found = world.groups.get(GroupId(group))
    if found is None or (region and found.region != region):
        raise Refusal("InvalidScalingGroupId.NotFound", "The specified scaling group does not exist.", 404)
    return found


def _perform(world: World, command: Command, origin: Origin) -> tuple[World, Reply]:
    match command:
        case Start():
            return _start(world, command, origin)
        case Diagnose():
            return _diagnose(world, command)
        case RemoveGroup():
            find_group(world, command.region, command.group)
            groups = {k: v for k, v in world.groups.items() if k != command.group}
            due = {k: v for k, v in world.due.items() if k != command.group}
            return replace(world, groups=groups, due=due), Done()
        case Mark():
            group = next((g for g in world.groups.values() if command.instance in g.members), None)
            if group is None or (command.region and group.region != command.region):
                raise Refusal("InvalidInstanceId.NotFound", "The specified instance does not exist.", 404)
        case HookAnswer():
            group = next(
                (
                    g
                    for g in world.groups.values()
                    if g.region == command.region and any(h.id == command.hook for h in g.hooks)
                ),
                None,
            )
            if group is None:
                raise Refusal("InvalidLifecycleHookId.NotExist", "The lifecycle hook does not exist.", 404)
        case _:
            group = find_group(world, command.region, command.group)
    draft = Draft(world, group, world.now)
    operation, made = _changed(draft, command)
    refresh.settle(draft)
    task = made if isinstance(command, Act) else ""
    world = _noted(_stored(world, draft), operation, origin, group.id, task)
    return world, Done(made)


def _changed(
    draft: Draft, command: Act | Scale | Protect | Standby | Mark | Processes | HookAnswer
) -> tuple[str, str]:
    match command:
        case Act():
            return _ACTIONS[command.action], change.act(draft, command)
        case Scale():
            return "ScaleWithAdjustment", change.scale(draft, command)
        case Protect():
            return "SetInstancesProtection", change.protect(draft, command)
        case Standby():
            return "EnterStandby" if command.enter else "ExitStandby", change.standby(draft, command)
        case Mark():
            change.mark(draft, draft.members[command.instance], healthy=command.healthy)
            return "SetInstanceHealth", ""
        case Processes():
            operation = "SuspendProcesses" if command.suspend else "ResumeProcesses"
            return operation, change.processes(draft, command)
        case HookAnswer():
            operation = "CompleteLifecycleAction" if command.result else "RecordLifecycleActionHeartbeat"
            return operation, change.answer_hook(draft, command)


def _start(world: World, command: Start, origin: Origin) -> tuple[World, Reply]:
    check_token(command.token)
    group = find_group(world, command.spec.region, command.spec.group)
    mark = fingerprint(command)
    if command.token and command.token in world.tokens:
        known, task = world.tokens[command.token]
        if known != mark:
            raise Refusal(
                "IdempotentParameterMismatch",
                "The request uses the same client token as a previous, but non-identical request.",
            )
        return world, Done(task)
    draft = Draft(world, group, world.now)
    task = start(draft, command)
    refresh.settle(draft)
    world = _noted(_stored(world, draft), "StartInstanceRefresh", origin, group.id, task, command.token)
    if command.token:
        world = replace(world, tokens={**world.tokens, command.token: (mark, task)})
    return world, Done(task)


def _diagnose(world: World, command: Diagnose) -> tuple[World, Reply]:
    group = find_group(world, command.region, command.group)
    report = f"dr-{world.seed}{world.serial + 1:06d}"
    when = world.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    reports = {**world.reports, report: (group.id, when)}
    return replace(world, reports=reports, serial=world.serial + 1), Done(report)


def _stored(world: World, draft: Draft) -> World:
    group = draft.freeze()
    due = dict(world.due)
    at = draft.due()
    due.pop(group.id, None)
    if at is not None:
        due[group.id] = at
    return replace(world, groups={**world.groups, group.id: group}, due=due)


def _noted(world: World, operation: str, origin: Origin, group: GroupId, task: str, token: str = "") -> World:
    entry = Entry(
        operation=operation,
        client_token=token,
        parameters=dict(origin.parameters),
        time=world.now,
        task_id=TaskId(task),
        group=group,
        user=origin.user,
        request_id=origin.request_id,
    )
    return replace(world, ledger=(*world.ledger, entry))
