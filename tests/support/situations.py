"""Builders of situations for the attention rules: a refresh of ten, begun ten minutes ago, nothing wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from essgui.domain.plan import corridor
from essgui.domain.scaling import Activity, ActivityError, ActivityId, Instance, InstanceId
from essgui.domain.situation import Item, Situation
from essgui.domain.surroundings import HookWait, LifecycleHook
from essgui.domain.timeline import Timeline, sample
from tests.support.states import NOW, OTHER, make_group, make_instances, make_task

WEB = make_group("web", 10)
TASK = make_task(WEB)
LAUNCH = ActivityId("asa-bp1launch")
HOOK = LifecycleHook("ash-1", "warm-cache", "SCALE_OUT", timeout=1200, result="ABANDON")
OLD = make_instances(6)


def ago(minutes: float):
    """Return a moment some minutes before now."""
    return NOW.at - timedelta(minutes=minutes)


def new(number: int, state: str = "InService", **changes: object) -> Instance:
    """Build an instance that the refresh made."""
    made = Instance(
        id=InstanceId(f"i-bp1new{number}"),
        state=state,
        configuration=OTHER,
        activity=LAUNCH,
        created_at=ago(5),
        zone="cn-hangzhou-h",
    )
    return replace(made, **changes)


def activity(number: int = 1, minutes: float = 5, **changes: object) -> Activity:
    """Build a successful launch of the refresh that began some minutes ago and took two."""
    made = Activity(
        id=ActivityId(f"asa-bp1a{number}"),
        status="Successful",
        cause="An instance refresh task was executed.",
        description='Add "1" ECS instance',
        started_at=ago(minutes),
        ended_at=ago(minutes - 2),
        created=(InstanceId(f"i-bp1made{number}"),),
        task=TASK.id,
    )
    return replace(made, **changes)


def failed(code: str, message: str = "It did not work.", number: int = 1, minutes: float = 5) -> Activity:
    """Build a launch of the refresh that failed with a code."""
    error = ActivityError(code, message, (InstanceId(f"i-bp1failed{number}"),))
    return activity(number, minutes, status="Failed", created=(), errors=(error,))


def wait(token: str, *instances: Instance, hook: str = HOOK.id) -> HookWait:
    """Build a wait of a hook."""
    return HookWait(hook, token, "Pending", tuple(i.id for i in instances))


def situation(**changes: object) -> Situation:
    """Build a situation in which nothing needs attention."""
    instances = (*OLD, *(new(n) for n in range(4)))
    calm = Situation(
        now=NOW.at,
        task=TASK,
        group=WEB,
        instances=instances,
        hooks=(),
        band=corridor(10, 80, 120),
        batch=540.0,
        timeline=Timeline().add(sample(TASK, ago(1), instances)),
        zones=frozenset({"cn-hangzhou-h", "cn-hangzhou-j"}),
    )
    return replace(calm, **changes)


def only(items: object) -> Item:
    """Return the one item of a rule."""
    (item,) = items
    return item
