"""A simulated refresh that `update` watches, with what its monitor drew on the way, and its recording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core.on_archive import run_of
from essgui.core.replay import frame_at
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_chart import Drawing, drawing
from essgui.core.state import AppState, Archive, Remote
from essgui.core.tape import tape_of
from essgui.core.undoing import run_known
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import PastActivities
from essgui.domain.refresh import ImageTarget, RefreshSpec
from essgui.domain.scaling import Activity, ActivityId, Instance, InstanceId, TaskId
from essgui.domain.timeline import timeline_of
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Refusal, Start
from essgui.simulator.machine import advance, apply
from essgui.simulator.world import Pace
from tests.support.foretold import activities_of, task_of
from tests.support.playbook import OFFLINE, Playbook
from tests.support.states import HANGZHOU, NOW, make_group, make_instances, make_state

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.durations import Durations
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId
    from essgui.simulator.world import World

POLL = 5.0
SPEC = {"min_healthy": 80, "max_healthy": 120, "checkpoints": (50, 100), "pause_minutes": 60}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a monitor drew at one moment."""

    at: datetime
    task: RefreshTask
    drawing: Drawing


def earlier(launch: float, release: float, before: datetime, name: str = "early") -> tuple[Activity, ...]:
    """Return the activities of another refresh of the group that took so many seconds, newest first."""
    found: list[Activity] = []
    at = before - timedelta(seconds=5 * (launch + release))
    for n in range(4):
        seconds = launch if n % 2 == 0 else release
        for _ in range(2):
            ids = (InstanceId(f"i-{name}-{len(found)}"),)
            made, gone = (ids, ()) if n % 2 == 0 else ((), ids)
            end = at + timedelta(seconds=seconds + len(found))
            identifier = ActivityId(f"asa-{name}-{len(found)}")
            found.append(
                Activity(identifier, "Successful", "", "", "", 100, at, end, made, gone, (), TaskId(name))
            )
            at = end
    return tuple(reversed(found))


class Watching:
    """A refresh of a group of 12 in batches, watched closely from its begin, or some seconds after it."""

    def __init__(self, joined: float = 0.0, **spec: object) -> None:
        self.past = earlier(110, 30, NOW.at)
        builder = WorldBuilder(NOW.at, seed=7)
        self.id: GroupId = builder.group("web", 12)
        world = builder.done()
        pace = Pace(launch=(60, 140), drain=(10, 40), schedule=(5, 6))
        world = replace(world, groups={**world.groups, self.id: replace(world.groups[self.id], pace=pace)})
        self.spec = replace(RefreshSpec(HANGZHOU, self.id, ImageTarget("m-bp1shop20261112bbbb2")), **SPEC)
        self.spec = replace(self.spec, **spec)
        self.world, reply = apply(world, Start(self.spec), NOW.at)
        assert not isinstance(reply, Refusal)
        self.world = advance(self.world, NOW.at + timedelta(seconds=joined))
        self.task = self.told()
        group = replace(make_group("web", 12), id=self.id)
        state = make_state([group], [self.task], archive=Archive(keeping=True))
        self.play = Playbook(state).after(joined)
        self.play.take(m.Ticked())
        self.play.take(m.MonitorOpened(self.task.id))
        self.question = PastActivities(HANGZHOU, self.id)
        self.shown: list[Shown] = []
        self.polls = 0
        self.look()

    @property
    def state(self) -> AppState:
        return self.play.state

    def told(self) -> RefreshTask:
        return task_of(self.world, self.id, self.spec)

    def look(self, after: float = POLL) -> None:
        """Let time pass, and take what a poll and the reads after it bring."""
        self.play.after(after)
        self.world = advance(self.world, self.play.moment.at)
        self.task, self.polls = self.told(), self.polls + 1
        own = tuple(reversed(activities_of(self.world, self.id, self.task.id)))
        self.play.take(m.PollDue(HANGZHOU))
        self.play.take(m.PollSucceeded(HANGZHOU, self.polls, (self.task.id,), (self.task,)))
        self.play.take(m.Answered(self.question, (*own, *self.past)), m.ActivitiesLoaded(self.task.id, own))
        self.play.take(m.InstancesLoaded(self.id, instances_of(self.world, self.id)))
        self._show()

    def miss(self, after: float) -> Shown:
        """Let time pass, and get no answer."""
        self.play.after(after)
        self.polls += 1
        self.play.take(m.PollDue(HANGZHOU), m.PollFailed(HANGZHOU, self.polls, OFFLINE), m.Ticked())
        return self._show()

    def until(self, status: RefreshStatus) -> Shown:
        """Look on until a status is seen."""
        for _ in range(5000):
            self.look()
            if self.task.status is status:
                return self.shown[-1]
        raise AssertionError(status)

    def archived(self, *, past: bool = True, durations: Durations | None = None) -> AppState:
        """Return what a later session knows: its recording, and the activities that the group has by then."""
        task, archive = self.task.id, self.state.archive
        recording = archive.pending[task]
        run = replace(run_of(self.state, self.task), first_durations=durations)
        later = earlier(2000, 900, self.play.moment.at + timedelta(days=2), "late")
        own = tuple(reversed(activities_of(self.world, self.id, task)))
        return replace(
            make_state(self.state.groups[HANGZHOU].value or ()),
            looks={self.question: Remote((*later, *own, *self.past), NOW)} if past else {},
            archive=Archive(
                keeping=True,
                runs={task: run},
                recordings={task: Remote(recording, NOW)},
                timelines={task: timeline_of(recording.samples)},
            ),
        )

    def _show(self) -> Shown:
        found = watched(self.state, self.task.id)
        assert found is not None
        self.shown.append(Shown(self.state.now.at, self.task, drawing(self.state, found)))
        return self.shown[-1]


def instances_of(world: World, group: GroupId) -> tuple[Instance, ...]:
    """Return the instances of a group as the program knows them."""
    (usual,) = make_instances(1)
    return tuple(
        replace(usual, id=one.id, state=str(one.state), created_at=one.created_at, zone=one.zone)
        for one in world.groups[group].members.values()
    )


def then(state: AppState, task: TaskId, shown: Shown) -> tuple[Drawing, Drawing]:
    """Return what a replay draws at a moment, and what the monitor had drawn, in what both tell of."""
    run, tape = run_known(state, task), tape_of(state, task)
    assert run is not None
    position = (shown.at - tape.timeline.samples[0].at).total_seconds()
    found = frame_at(state, run, tape, position)
    assert found is not None
    live = shown.drawing
    ahead = replace(live.ahead, marks=()) if live.ahead is not None else None
    mine = found.drawing
    return replace(mine, now=live.now), replace(live, start=mine.start, end=mine.end, ahead=ahead)


def moments(live: Watching) -> list[Shown]:
    """Return the start, batches under way, the pause's begin, middle and end, after it, and the end."""
    pauses = [n for n, s in enumerate(live.shown) if s.task.status is RefreshStatus.CHECKPOINT_PAUSE]
    first, last, end = pauses[0], pauses[-1], len(live.shown) - 1
    at = (0, 3, first // 3, first // 2, first - 1, first, (first + last) // 2, last, last + 1, last + 9)
    return [live.shown[n] for n in (*at, (last + end) // 2, end - 1, end)]
