"""A refresh of ten that is watched, played to `update`: polls, failed activities, looks at its instances."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import messages as m
from essgui.core.effects import Act, ReadGroup
from essgui.core.state import Archive, Monitor
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.questions import PastActivities
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.scaling import Activity, ActivityError, ActivityId, Capacity, ScalingGroup
from tests.support.playbook import Playbook
from tests.support.states import (
    HANGZHOU,
    OTHER,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

WEB = make_group("web")
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))
SOLD_OUT = (ActivityError("OperationDenied.NoStock", "Sold out."),)


def size(desired: int | None, total: int, active: int) -> ScalingGroup:
    """Return the group as others have scaled it."""
    capacity = Capacity(total=total, active=active, min_size=1, max_size=40, desired=desired)
    return replace(WEB, capacity=capacity)


def failures(count: int) -> tuple[Activity, ...]:
    return tuple(Activity(ActivityId(f"asa-{n}"), "Failed", errors=SOLD_OUT) for n in range(count, 0, -1))


class Watched(Playbook):
    """A watched refresh whose activities were read, with polls that are numbered by themselves."""

    def __init__(self, guards: Guards = Guards(), **task: object) -> None:
        self.task = replace(TASK, **task)
        state = with_monitor(make_state([WEB], [self.task], archive=Archive(keeping=True)), self.task)
        super().__init__(state)
        self.polls = 0
        self.group = WEB
        self.take(
            m.ActivitiesLoaded(TASK.id, ()),
            m.Answered(PastActivities(HANGZHOU, WEB.id), ()),
            m.GuardsChosen(TASK.id, guards),
        )

    @property
    def monitor(self) -> Monitor:
        return self.state.monitors[TASK.id]

    def poll(self, status: RefreshStatus | str = RefreshStatus.IN_PROGRESS) -> list[Act]:
        self.polls += 1
        self.task = replace(self.task, status=status)
        self.after(5).take(
            m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, self.polls, (TASK.id,), (self.task,))
        )
        return self.asked(Act)

    def fail(self, count: int) -> list[Act]:
        self.after(1).take(m.ActivitiesLoaded(TASK.id, failures(count)))
        return self.asked(Act)

    def look(self, serving: int) -> list[Act]:
        """Read the instances, and then the group where that is asked for."""
        self.after(5).take(m.InstancesLoaded(WEB.id, make_instances(serving)))
        acts, asked = self.asked(Act), self.asked(ReadGroup)
        if asked:
            assert asked == [ReadGroup(HANGZHOU, WEB.id)]
            self.take(m.GroupLoaded(self.group))
        return acts + self.asked(Act) if asked else acts

    def suspended(self) -> None:
        """Let ESS accept the suspension and show it, with polls before and after."""
        self.take(m.ActionAccepted(TASK.id, RefreshAction.SUSPEND))
        self.poll(RefreshStatus.PAUSED)
        self.poll(RefreshStatus.PAUSED)
        assert self.monitor.in_flight is None

    def resume(self) -> None:
        self.take(
            m.ActionRequested(TASK.id, RefreshAction.RESUME), m.ActionAccepted(TASK.id, RefreshAction.RESUME)
        )
        self.poll()
        self.poll()

    def events(self) -> list[tuple[str, str]]:
        return [(e.sentence, e.detail) for e in self.state.chronicles.get(TASK.id, ())]
