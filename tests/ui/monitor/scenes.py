"""Believable states of a watched refresh, for pictures and tests of the monitor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from essgui.core.failure import Failure, FailureKind
from essgui.core.state import Detail, Errand, InFlight, Pause, Poll, Remote
from essgui.domain.clock import Instant
from essgui.domain.footing import Footing
from essgui.domain.guards import Guard, Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.questions import Hooks, HookWaits, PastActivities, ScheduledTasks
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.remedies import EndHookWait
from essgui.domain.run import Event, EventKind
from essgui.domain.scaling import (
    Activity,
    ActivityError,
    ActivityId,
    ConfigurationId,
    InstanceId,
    TaskId,
)
from essgui.domain.surroundings import HookWait, LifecycleHook, ScheduledTask
from essgui.domain.timeline import Sample, Timeline
from essgui.domain.vigil import Call, posted, tripped
from tests.support.states import (
    ACTIVE,
    OTHER,
    make_configurations,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshTask

NOW = Instant(datetime(2026, 11, 23, 6, 31, 20, tzinfo=UTC), 5000.0)
START = datetime(2026, 11, 23, 5, 40, tzinfo=UTC)
TASK = TaskId("ir-bp1g6x0c3mtz8qkwy2ne")
_S = RefreshStatus
_WORK = ((0, 0), (5, 4), (8, 8), (14, 10), (18, 10), (33, 10), (40, 13), (44, 17), (48, 18))
"""Minutes after the start, and how many were finished then."""


def timeline(until: int = 51, total: int = 40, last: RefreshStatus | str = _S.IN_PROGRESS) -> Timeline:
    grown = Timeline()
    for minute in range(until + 1):
        done = [count for at, count in _WORK if at <= minute][-1]
        paused = 18 <= minute < 33
        surge = 0 if paused or minute % 5 > 2 else (minute % 5) * 3
        grown = grown.add(
            Sample(
                START + timedelta(minutes=minute, seconds=4),
                str(_S.CHECKPOINT_PAUSE if paused else last if minute == until else _S.IN_PROGRESS),
                done,
                total,
                40 + surge,
                done,
            )
        )
    return grown


def activities() -> tuple[Activity, ...]:
    made = tuple(InstanceId(f"i-bp1new{n:07}") for n in range(10))
    gone = tuple(InstanceId(f"i-bp1old{n:07}") for n in range(10))
    cause = "An instance refresh task was executed, changing the instances of the group."
    return (
        Activity(
            ActivityId("asa-bp1aa01"),
            "Successful",
            cause,
            'Add "10" ECS instances',
            started_at=START + timedelta(minutes=1),
            ended_at=START + timedelta(minutes=8),
            progress=100,
            created=made,
            task=TASK,
        ),
        Activity(
            ActivityId("asa-bp1aa02"),
            "Successful",
            cause,
            'Remove "10" ECS instances',
            started_at=START + timedelta(minutes=9),
            ended_at=START + timedelta(minutes=13),
            progress=100,
            destroyed=gone,
            task=TASK,
        ),
        Activity(
            ActivityId("asa-bp1aa03"),
            "Warning",
            cause,
            'Add "10" ECS instances',
            started_at=START + timedelta(minutes=34),
            ended_at=START + timedelta(minutes=44),
            progress=100,
            created=made[:8],
            errors=(
                ActivityError(
                    "OperationDenied.NoStock",
                    "The requested resource is sold out in the specified zone; try other types of resources.",
                    (InstanceId("i-bp1new0000008"), InstanceId("i-bp1new0000009")),
                ),
            ),
            task=TASK,
        ),
        Activity(
            ActivityId("asa-bp1aa04"),
            "InProgress",
            cause,
            'Add "2" ECS instances',
            started_at=START + timedelta(minutes=48),
            progress=40,
            task=TASK,
        ),
    )


def instances(new: int = 18, old: int = 22) -> tuple[object, ...]:
    fresh = tuple(
        replace(one, id=InstanceId(f"i-bp1new{n:07}"), created_at=START + timedelta(minutes=3 + n))
        for n, one in enumerate(make_instances(new, configuration=OTHER))
    )
    stale = tuple(
        replace(one, id=InstanceId(f"i-bp1old{n:07}"), created_at=START - timedelta(days=11, minutes=n))
        for n, one in enumerate(make_instances(old))
    )
    odd = (
        replace(stale[0], state="Protected"),
        replace(stale[1], creation_type="Attached", configuration=None),
        replace(stale[2], health="Unhealthy"),
        replace(stale[3], state="Removing"),
    )
    starting = replace(
        fresh[0],
        id=InstanceId("i-bp1new0000090"),
        state="Pending",
        warmup="WaitingForInstanceWarmup",
        created_at=NOW.at - timedelta(seconds=30),
    )
    return (*fresh, starting, *odd, *stale[4:])


def scene(
    status: RefreshStatus | str = _S.IN_PROGRESS,
    finished: int = 18,
    name: str = "checkout-api-prod",
    tags: dict[str, str] | None = None,
    until: int = 51,
    **task_changes: object,
) -> AppState:
    """A refresh of 40 instances with checkpoints at 25, 50 and 100 %, watched from its start."""
    group = make_group(name, 40, tags={"env": "prod"} if tags is None else tags)
    changes: dict[str, object] = {
        "id": TASK,
        "target": ScalingConfigurationTarget(OTHER),
        "min_healthy": 95,
        "max_healthy": 125,
        "checkpoints": (25, 50, 100),
        "pause_minutes": 15,
        "started_at": START,
        **task_changes,
    }
    task = make_task(group, status, finished, **changes)
    state = with_monitor(make_state([group], [task], now=NOW), task)
    monitor = replace(
        state.monitors[TASK],
        joined_late=False,
        timeline=timeline(until, last=status),
        activities=Remote(activities(), NOW),
    )
    detail = Detail(
        instances=Remote(instances(), NOW), configurations=Remote(make_configurations(group), NOW)
    )
    polls = {
        group.region: Poll(9, 9, Instant(NOW.at - timedelta(seconds=3), NOW.mono - 3), next_at=NOW.mono + 2)
    }
    return replace(state, monitors={TASK: monitor}, details={group.id: detail}, polls=polls)


def crowded() -> AppState:
    """A thousand instances in three zones, and a fourth that has lost its last one."""
    state = scene()
    group = next(iter(state.details))
    placed = tuple(
        replace(one, zone=f"cn-hangzhou-{'hjk'[n % 3]}") for n, one in enumerate(instances(480, 519))
    )
    waits = replace(
        placed[500],
        id=InstanceId("i-bp1wait"),
        state="Pending:Wait",
        created_at=NOW.at - timedelta(minutes=14),
    )
    detail = replace(state.details[group], instances=Remote((*placed, waits), NOW))
    state = replace(state, details={group: detail})
    return watching(state, zones=frozenset({"cn-hangzhou-i"}))


def departed() -> AppState:
    """Ten old ones were released, of which two were never seen here, and two new ones did not start."""
    state = scene()
    group = next(iter(state.details))
    everyone = {i.id: i for i in instances()}
    old = {i: replace(everyone.get(i, make_instances(1)[0]), id=i) for i in activities()[1].destroyed}
    failed = activities()[2].errors[0].instances
    here = tuple(i for i in instances() if i.id not in {*old, *failed})
    seen = {i: replace(one, state="Removing", health="Healthy") for i, one in list(old.items())[2:]}
    detail = replace(state.details[group], instances=Remote(here, NOW))
    return watching(replace(state, details={group: detail}), gone=seen)


def told() -> AppState:
    """Its log has something of each kind."""
    events = (
        Event(START, EventKind.CONNECTION, "Watching began."),
        Event(START + timedelta(seconds=9), EventKind.STATUS, "In progress."),
        Event(START + timedelta(minutes=5), EventKind.BATCH, "4 of 40 instances are new.", "+4"),
        Event(START + timedelta(minutes=18), EventKind.CHECKPOINT, "Waits at a checkpoint."),
        Event(
            START + timedelta(minutes=33), EventKind.ACTION, "Asked ESS to resume.", "Reason: ticket OPS-7"
        ),
        Event(
            START + timedelta(minutes=34),
            EventKind.ACTIVITY,
            "The requested resource is sold out.",
            "OperationDenied.NoStock",
            bad=True,
        ),
    )
    return replace(scene(), chronicles={TASK: events})


def with_task(state: AppState, **changes: object) -> AppState:
    """Change the refresh of a scene."""
    task: RefreshTask = replace(state.tasks[TASK], **changes)
    return replace(state, tasks={TASK: task})


def watching(state: AppState, **changes: object) -> AppState:
    """Change the monitor of a scene."""
    return replace(state, monitors={TASK: replace(state.monitors[TASK], **changes)})


def ticked(state: AppState, seconds: float) -> AppState:
    """Let time pass."""
    now = Instant(state.now.at + timedelta(seconds=seconds), state.now.mono + seconds)
    return replace(state, now=now)


def checkpoint(exact: bool = True) -> AppState:
    """It waits at 50 %, since 2 min 20 s."""
    state = scene(_S.CHECKPOINT_PAUSE, 20)
    grown = state.monitors[TASK].timeline
    for ago in (140, 3):
        at = NOW.at - timedelta(seconds=ago)
        grown = Timeline(
            (*(s for s in grown.samples if s.at < at), Sample(at, "CheckpointPause", 20, 40, 42, 20))
        )
    pause = Pause(NOW.at - timedelta(seconds=140), exact=exact)
    return replace(watching(state, timeline=grown), pauses={TASK: pause})


def stale() -> AppState:
    """Four polls in a row had no answer."""
    state = scene()
    failure = Failure(
        FailureKind.UNREACHABLE,
        "Timeout",
        "ESS in cn-hangzhou did not answer within 10 seconds.",
        "Check the network; what runs in the cloud goes on by itself.",
    )
    region = next(iter(state.polls))
    poll = Poll(13, 9, Instant(NOW.at, NOW.mono - 48), failure, 4, NOW.mono + 6)
    return replace(state, polls={region: poll})


def cut_off() -> AppState:
    """No answer has come for a quarter of an hour."""
    state = stale()
    region, poll = next(iter(state.polls.items()))
    seen = Instant(NOW.at - timedelta(minutes=15), NOW.mono - 900)
    samples = state.monitors[TASK].timeline.samples
    grown = Timeline(tuple(s for s in samples if s.at <= seen.at), 5.0)
    return replace(watching(state, timeline=grown), polls={region: replace(poll, seen=seen, misses=9)})


def near_checkpoints() -> AppState:
    """Checkpoints so near to one another that their flags have no room, and two that have."""
    return scene(checkpoints=(42, 45, 46, 60, 63, 100), pause_minutes=2)


def in_vain() -> AppState:
    """The zones are sold out: the newest launches have all failed."""
    state = scene()
    launch = activities()[2]
    bad = tuple(
        replace(
            launch,
            id=ActivityId(f"asa-bp1bad{n}"),
            status="Failed",
            created=(),
            started_at=START + timedelta(minutes=46 + 2 * n),
            ended_at=START + timedelta(minutes=47 + 2 * n),
        )
        for n in range(2)
    )
    return watching(state, activities=Remote((*activities()[:3], *bad), NOW))


def long_ago() -> AppState:
    """It ran for two days, was not seen to begin, and ended as a success."""
    state = ended(_S.SUCCESSFUL, 40)
    began = NOW.at - timedelta(days=2)
    task = replace(state.tasks[TASK], started_at=began)
    shots = tuple(Sample(began + timedelta(hours=h), "InProgress", h, 40, 40, h) for h in range(0, 41, 4))
    left = state.details[task.group].instances.value or ()
    gone = {i.id: replace(i, configuration=ConfigurationId("asc-bp1before")) for i in left}
    state = replace(state, tasks={TASK: task})
    return watching(state, timeline=Timeline(shots), gone=gone)


def rolling_back() -> AppState:
    """12 of 18 are back."""
    state = scene(_S.ROLLBACK_IN_PROGRESS, 6)
    return watching(state, before_rollback=18)


def failed() -> AppState:
    """It ended badly, with a reason."""
    return scene(
        _S.FAILED,
        18,
        ended_at=NOW.at - timedelta(minutes=1),
        detail="ScalingActivity asa-bp1aa03 failed: OperationDenied.NoStock, sold out in 2 zones.",
    )


def refused() -> AppState:
    """A suspend was denied."""
    failure = Failure(
        FailureKind.DENIED,
        "Forbidden.RAM",
        "This identity may not suspend an instance refresh.",
        "Ask an administrator for the permission ess:SuspendInstanceRefresh.",
        "6C2B1F9E-0C5A-5E0D-9A55-3F7A8E4B1C22",
        "ess:SuspendInstanceRefresh",
    )
    return watching(scene(), action_failure=(RefreshAction.SUSPEND, failure))


def flying() -> AppState:
    """Suspend was asked for a moment ago."""
    return watching(scene(), in_flight=InFlight(RefreshAction.SUSPEND, NOW))


def loading() -> AppState:
    """Just opened: nothing of it was read yet."""
    state = scene(_S.PENDING, 0, total=0, started_at=None)
    state = watching(state, timeline=Timeline(), activities=Remote(loading=True), joined_late=True)
    return replace(state, details={}, polls={})


def ended(status: RefreshStatus, finished: int) -> AppState:
    """It ended a minute ago."""
    return scene(status, finished, ended_at=NOW.at - timedelta(minutes=1))


def joined_late() -> AppState:
    """It ran for half an hour before it was opened here; no checkpoints, a long Chinese name."""
    name = "订单结算服务-生产环境-华东一区-超长名称用于测试界面排版"
    state = scene(name=name, checkpoints=(), target=ScalingConfigurationTarget(ConfigurationId("asc-bp1neu")))
    samples = tuple(s for s in state.monitors[TASK].timeline.samples if s.at > START + timedelta(minutes=34))
    return watching(state, timeline=Timeline(samples), joined_late=True)


def needing(result: str = "ABANDON") -> AppState:
    """A hook holds one new instance for 14 minutes; two will not change, and a scheduled task is near."""
    state = scene()
    group = next(iter(state.groups.values())).value[0]
    launch = replace(activities()[3], started_at=NOW.at - timedelta(minutes=14))
    listed = list(instances())
    stuck = next(n for n, i in enumerate(listed) if i.state == "Pending")
    listed[stuck] = replace(
        listed[stuck], state="Pending:Wait", activity=launch.id, zone="cn-hangzhou-j", warmup="NoNeedWarmup"
    )
    listed = [replace(i, health="Healthy") for i in listed]
    hook = LifecycleHook("ash-bp1warm", "warm-cache", "SCALE_OUT", timeout=1200, result=result)
    held = HookWait(hook.id, "TOKEN-1", "Pending", (listed[stuck].id,))
    night = ScheduledTask("st-1", "evening peak", launch_at=NOW.at + timedelta(minutes=29), desired=46)
    past = (launch, *activities()[:2])
    state = answered(state, Hooks(group.region, group.id), (hook,))
    state = answered(state, HookWaits(group.region, group.id, launch.id), (held,))
    state = answered(state, ScheduledTasks(group.region, group.id), (night,))
    state = answered(state, PastActivities(group.region, group.id), past)
    detail = replace(state.details[group.id], instances=Remote(tuple(listed), NOW))
    state = replace(state, details={group.id: detail})
    return watching(state, activities=Remote((launch, *activities()[:2]), NOW))


def answered(state: AppState, question: Question[object], value: object) -> AppState:
    """Answer a question in a scene."""
    return replace(state, looks={**state.looks, question: Remote(value, NOW)})


def many_troubles() -> AppState:
    """Nearly everything at once: sold out, ill, below the floor, processes suspended, a remedy refused."""
    state = needing()
    region, groups = next(iter(state.groups.items()))
    group = replace(groups.value[0], suspended_processes=("ScaleOut", "AlarmNotification"))
    detail = state.details[group.id]
    few = tuple(
        replace(i, health="Unhealthy") if n < 2 else i
        for n, i in enumerate(detail.instances.value)
        if n < 30 or i.state != "InService"
    )
    remedy = EndHookWait(region, group.id, "ash-bp1warm", "TOKEN-1", go_on=True)
    no = Failure(
        FailureKind.DENIED,
        "Forbidden.RAM",
        "This identity may not complete a lifecycle action.",
        "Ask an administrator for the permission ess:CompleteLifecycleAction.",
        "6C2B1F9E-0C5A-5E0D-9A55-3F7A8E4B1C22",
    )
    denied = Failure(FailureKind.DENIED, "Forbidden.RAM", "No.", action="ess:DescribeScheduledTasks")
    tasks = ScheduledTasks(region, group.id)
    return replace(
        watching(state, activities=Remote(activities(), NOW)),
        groups={region: Remote((group,), NOW)},
        details={group.id: replace(detail, instances=Remote(few, NOW))},
        errands={remedy: Errand(NOW, no)},
        looks={**state.looks, tasks: Remote(failure=denied)},
    )


def guarded(acted: bool = True, **task_changes: object) -> AppState:
    """The floor is watched, and the guard of failed activities has acted a minute ago."""
    state = scene(_S.PAUSED if acted else _S.IN_PROGRESS, **task_changes)
    vigil = posted(Guards(True, 1, 3), START + timedelta(minutes=30), frozenset())
    if acted:
        evidence = "1 activity has failed, with OperationDenied.NoStock."
        call = Call(Guard.FAILURES, RefreshAction.SUSPEND, evidence)
        vigil = tripped(vigil, call, NOW.at - timedelta(minutes=1))
    return watching(state, vigil=vigil)


def growing() -> AppState:
    """Others scale the group out from 40 to 60; the floor of before counts until it has grown."""
    state = guarded(acted=False)
    return watching(state, footing=Footing(size=60, held=40, judged=NOW, reached=True))


def scaled_in() -> AppState:
    """Others scale the group in, by a number that is not told yet: what is below the floor is not judged."""
    state = guarded(acted=False, min_healthy=100)
    return watching(state, footing=Footing(size=40, held=40, waits=NOW, most=39))


def guarded_elsewhere() -> AppState:
    """Another window acts on two of its guards."""
    state = scene()
    return replace(state, archive=replace(state.archive, elsewhere={TASK: Guards(True, None, 3)}))


__all__ = ["ACTIVE", "NOW", "OTHER", "START", "TASK"]


def outage() -> AppState:
    """It was suspended, an alarm scaled the group; later nobody answered for a while, and a launch failed."""
    state = scene()
    seen = tuple(
        s for s in state.monitors[TASK].timeline.samples if not 36 < (s.at - START).total_seconds() / 60 < 43
    )
    after = next(number for number, s in enumerate(seen) if s.at > START + timedelta(minutes=40))
    grown = Timeline((*seen[:after], replace(seen[after], after_gap=True), *seen[after + 1 :]))
    events = (
        Event(START + timedelta(minutes=20), EventKind.ACTION, "Asked ESS to suspend."),
        Event(
            START + timedelta(minutes=26),
            EventKind.SCALING,
            'An alarm scaled the group: Add "2" ECS instances, asa-bp1aa09.',
            'Alarm task "cpu-high" triggered the scaling rule "add-2".',
        ),
        Event(START + timedelta(minutes=32), EventKind.ACTION, "Asked ESS to resume."),
        Event(START + timedelta(minutes=46), EventKind.ACTIVITY, "The zone is sold out.", bad=True),
    )
    monitor = replace(state.monitors[TASK], timeline=grown)
    return replace(state, monitors={TASK: monitor}, chronicles={TASK: events})
