"""Whether a refresh may start, and its beginning."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from essgui.domain.eligibility import blockers, scope
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ContainersTarget, LaunchTemplateTarget, ScalingConfigurationTarget
from essgui.domain.rules import CLIENT_TOKEN_LENGTH, blocking, problems
from essgui.domain.scaling import TaskId
from essgui.simulator import draw
from essgui.simulator.commands import Refusal
from essgui.simulator.machine import describe
from essgui.simulator.machine.part import oldest_first
from essgui.simulator.machine.target import active_source
from essgui.simulator.world import Refresh

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.scaling import Instance
    from essgui.simulator.commands import Start
    from essgui.simulator.machine.draft import Draft
    from essgui.simulator.world import Group, World

_CODES = {
    "Group is active": "IncorrectScalingGroupStatus",
    "Not suspended by ESS": "IncorrectScalingGroupStatus",
    "Scale-out policy": "OperationDenied.MultiAZPolicy",
    "Reclaim mode": "OperationDenied.ScalingPolicy",
    "Capacity unit": "OperationDenied.CapacityUnit",
    "Source of instances": "InvalidScalingConfigurationId.NotFound",
    "Has instances": "InvalidInstance.NoInstanceNeedBeRefreshed",
    "No refresh running": "ScalingActivityInProgress",
}
"""Codes for eligibility; those with OperationDenied are this simulator's own."""


def fingerprint(command: Start) -> str:
    """Return what a client token stands for: the same request has the same fingerprint."""
    return sha256(repr((command.spec, command.strategy)).encode()).hexdigest()


def check_token(token: str) -> None:
    """Refuse a client token that is too long or not ASCII (documented)."""
    if token and not (token.isascii() and CLIENT_TOKEN_LENGTH.holds(len(token))):
        raise Refusal("InvalidParameter", "ClientToken has at most 64 ASCII characters.")


def start(draft: Draft, command: Start) -> TaskId:
    """Begin a refresh of the draft's group, or raise Refusal."""
    group, spec = draft.group, command.spec
    _eligible(group)
    _valid(draft, spec)
    queue = _queue(draft, spec)
    if not queue:
        raise Refusal(
            "InvalidInstance.NoInstanceNeedBeRefreshed",
            "The specified scaling group has no instance that needs to be refreshed.",
        )
    number = len(group.refreshes)
    task = TaskId(f"ir-{draft.code}{draw.word(17, draft.seed, group.id, 'refresh', number)}")
    low, high = group.pace.schedule
    draft.past = group.refreshes
    draft.refresh = Refresh(
        id=task,
        spec=spec,
        status=RefreshStatus.PENDING,
        started_at=draft.at,
        queue=tuple(i.id for i in queue),
        total=len(queue),
        until=draft.at + draw.seconds(low, high, draft.seed, task, "schedule"),
        strategy=command.strategy,
    )
    draft.queue = dict.fromkeys(draft.refresh.queue)
    draft.wake(draft.refresh.until, "refresh")
    return task


def _eligible(group: Group) -> None:
    found = blockers(describe.group(group), running=group.running is not None)
    if found:
        raise Refusal(_CODES[found[0].name], found[0].sentence)


def _valid(draft: Draft, spec: RefreshSpec) -> None:
    group = draft.group
    target = spec.target
    for problem in blocking(problems(spec, describe.group(group))):
        if _inherits_image(spec, problem.field):
            continue
        raise Refusal("InvalidParameter", f"{problem.field}: {problem.sentence}")
    if isinstance(target, ContainersTarget):
        known = {c.name for c in active_source(draft.world, group).containers}
        if not known & {c.name for c in target.containers}:
            raise Refusal(
                "InvalidInstance.NoInstanceNeedBeRefreshed",
                "None of the containers has the name of one in the active configuration.",
            )
    if isinstance(target, ScalingConfigurationTarget) and target.id not in group.configurations:
        raise Refusal(
            "InvalidScalingConfigurationId.NotFound",
            "The specified scaling configuration does not exist in this scaling group.",
            404,
        )
    if isinstance(target, LaunchTemplateTarget):
        _template(draft.world, target)


def _inherits_image(spec: RefreshSpec, field: str) -> bool:
    """Tell whether a problem is only that a container keeps its image, which the API allows."""
    target = spec.target
    if not isinstance(target, ContainersTarget) or not field.endswith(".image"):
        return False
    return not target.containers[int(field.split(".")[1])].image


def _template(world: World, target: LaunchTemplateTarget) -> None:
    template = world.templates.get(target.id)
    if template is None:
        raise Refusal("InvalidLaunchTemplate.NotFound", "The specified launch template does not exist.", 404)
    if template.version(target.version) is None:
        raise Refusal(
            "InvalidLaunchTemplateVersion.NotFound",
            f"The launch template has no version {target.version}.",
            404,
        )


def _queue(draft: Draft, spec: RefreshSpec) -> list[Instance]:
    """Return the instances to replace, the oldest first (documented: ignored and matching ones are not)."""
    members = [describe.instance(m) for m in oldest_first(draft.members.values())]
    image = active_source(draft.world, draft.group).image
    found = scope(members, describe.group(draft.group), spec.target, spec.skip_matching, image)
    return list(found.replaced)
