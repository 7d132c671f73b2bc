"""A group of the simulated cloud in the words of the domain, for the rules that both sides share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essgui.domain.refresh import RefreshTask
from essgui.domain.scaling import Capacity, Instance, InstanceState, ScalingGroup

if TYPE_CHECKING:
    from essgui.simulator.world import Group, Member, Refresh

_S = InstanceState


def capacity(group: Group) -> Capacity:
    """Count the members of a group by state."""
    counts = Counter(m.state for m in group.members.values())
    return Capacity(
        total=len(group.members),
        active=counts[_S.IN_SERVICE],
        pending=counts[_S.PENDING],
        pending_wait=counts[_S.PENDING_WAIT],
        protected=counts[_S.PROTECTED],
        standby=counts[_S.STANDBY],
        stopped=counts[_S.STOPPED],
        removing=counts[_S.REMOVING],
        removing_wait=counts[_S.REMOVING_WAIT],
        min_size=group.min_size,
        max_size=group.max_size,
        desired=group.wanted if group.shows_desired else None,
    )


def group(group: Group) -> ScalingGroup:
    """Return a group as the domain knows it."""
    return ScalingGroup(
        id=group.id,
        name=group.name,
        region=group.region,
        type=group.type,
        lifecycle_state=group.lifecycle_state,
        multi_az_policy=group.multi_az_policy,
        scaling_policy=group.scaling_policy,
        capacity=capacity(group),
        active_configuration=group.active_configuration,
        launch_template=group.launch_template,
        launch_template_version=group.launch_template_version,
        override_types=group.override_types,
        weighted=any(w > 1 for w in group.weights),
        suspended_processes=tuple(sorted(group.suspended_processes)),
        system_suspended=group.system_suspended,
        vswitches=group.vswitches,
        tags=group.tags,
        created_at=group.created_at,
    )


def instance(member: Member) -> Instance:
    """Return a member as the domain knows it."""
    return Instance(
        id=member.id,
        state=member.state,
        health="Healthy" if member.healthy else "Unhealthy",
        creation_type=member.creation,
        configuration=member.source.configuration,
        launch_template=member.source.template,
        launch_template_version=member.source.version,
        activity=member.activity,
        created_at=member.created_at,
        zone=member.zone,
        private_ip=member.private_ip,
        warmup=member.warmup,
    )


def task(refresh: Refresh) -> RefreshTask:
    """Return a refresh as the domain knows it."""
    spec = refresh.spec
    return RefreshTask(
        id=refresh.id,
        group=spec.group,
        region=spec.region,
        status=refresh.status,
        total=refresh.total,
        finished=refresh.finished,
        target=spec.target,
        min_healthy=spec.min_healthy,
        max_healthy=spec.max_healthy,
        skip_matching=spec.skip_matching,
        checkpoints=spec.checkpoints,
        pause_minutes=spec.pause_minutes,
        started_at=refresh.started_at,
        ended_at=refresh.ended_at,
        detail=refresh.detail,
    )
