"""States of the history page for its tests and pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.failure import Failure, FailureKind
from essgui.core.past import Ending, History, HistoryView, Replay
from essgui.core.state import AppState, Archive, Page, Remote
from essgui.domain.durations import DEFAULTS
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshTask,
    ScalingConfigurationTarget,
    Target,
)
from essgui.domain.run import Deed, Event, EventKind, Intent, Recording, Run, Settlement
from essgui.domain.scaling import (
    Activity,
    ActivityId,
    ConfigurationId,
    Container,
    InstanceId,
    RegionId,
    TaskId,
    TemplateId,
)
from essgui.domain.spent import Doing, Seen, Stretch
from essgui.domain.timeline import Sample, ZoneCount, timeline_of
from essgui.domain.told_activity import activity_event
from tests.support.states import ACTIVE, HANGZHOU, NOW, SHANGHAI, make_group, make_state

if TYPE_CHECKING:
    from datetime import datetime

S = RefreshStatus
SINGAPORE = RegionId("ap-southeast-1")
WEB = make_group("web-frontend-prod", 40)
GROUPS = (
    WEB,
    make_group("cart-session-prod", 12),
    make_group("image-resizer", 18, SHANGHAI),
    make_group("search-api-prod", 24, SHANGHAI),
)
TEMPLATE = TemplateId("lt-bp1c30n8k2m5q7w9")
IMAGE = ImageTarget("m-bp1c30n8x5v7b9n1m3k5")
OLD_IMAGE = ImageTarget("m-bp18w5g1t3r5e7w9q1")
A, B = TaskId("ir-bp1c7k2m4n6p8r0w2ne"), TaskId("ir-bp1m0x9c8v7b6n5k6tq")


def make_run(
    identifier: str,
    name: str,
    status: RefreshStatus = S.SUCCESSFUL,
    days: float = 3,
    minutes: float = 46,
    done: tuple[int, int] = (12, 12),
    target: Target = IMAGE,
    limits: tuple[int, int] = (80, 120),
    stops: tuple[int, ...] = (),
    pause: int = 30,
    region: RegionId = HANGZHOU,
    **changes: object,
) -> Run:
    """Build a run that began some days ago."""
    start = NOW.at - timedelta(days=days)
    task = RefreshTask(
        TaskId(identifier),
        make_group(name).id,
        region,
        status,
        total=done[1],
        finished=done[0],
        target=target,
        min_healthy=limits[0],
        max_healthy=limits[1],
        checkpoints=stops,
        pause_minutes=pause,
        started_at=start,
        ended_at=start + timedelta(minutes=minutes),
    )
    return replace(Run(task, name, NOW.at), **changes)


def runs() -> tuple[Run, ...]:
    """Return the runs of the mockup, newest first."""
    web = "web-frontend-prod"
    push = ContainersTarget((Container("push", "registry/push:4.2.1"),))
    return (
        make_run(
            "ir-1", "cart-session-prod", days=2, target=LaunchTemplateTarget(TEMPLATE, "31"), stops=(50, 100)
        ),
        make_run(
            "ir-2",
            "notify-push-eci",
            days=2.2,
            minutes=7,
            done=(8, 8),
            target=push,
            limits=(80, 150),
            ours=True,
        ),
        make_run(
            A,
            web,
            days=5,
            minutes=154,
            done=(40, 40),
            limits=(90, 150),
            stops=(25, 50, 100),
            pause=60,
            ours=True,
            reason="OpenSSL patch",
            before=OLD_IMAGE,
            first_durations=DEFAULTS,
        ),
        make_run(
            "ir-4",
            "checkout-api-prod",
            S.ROLLBACK_SUCCESSFUL,
            6,
            56,
            (14, 40),
            LaunchTemplateTarget(TEMPLATE, "8"),
            (90, 120),
            (25, 50, 100),
            15,
        ),
        make_run(
            "ir-5",
            "search-api-prod",
            days=7,
            minutes=89,
            done=(24, 24),
            target=ScalingConfigurationTarget(ConfigurationId("asc-uf6k2m4n6p8-g8i-0918")),
            limits=(90, 125),
            stops=(50, 100),
            pause=60,
            region=SHANGHAI,
        ),
        make_run(
            "ir-6",
            "payments-ledger",
            S.ROLLBACK_FAILED,
            8,
            18,
            (5, 16),
            LaunchTemplateTarget(TemplateId("lt-t4nk2m4n6p8r"), "12"),
            (100, 110),
            (25, 100),
            region=SINGAPORE,
        ),
        make_run(
            "ir-7",
            "login-gateway-prod",
            S.CANCELLED,
            9,
            15,
            (2, 6),
            LaunchTemplateTarget(TEMPLATE, "Latest"),
            (100, 120),
            (50, 100),
            60,
        ),
        make_run(
            "ir-8",
            "image-resizer",
            days=12,
            minutes=24,
            done=(18, 18),
            target=ActiveConfiguration(),
            region=SHANGHAI,
        ),
        make_run(
            B,
            web,
            days=19,
            minutes=178,
            done=(40, 40),
            target=OLD_IMAGE,
            limits=(90, 120),
            stops=(25, 50, 100),
            pause=60,
            reason="Kernel update",
            before=ScalingConfigurationTarget(ACTIVE),
        ),
        make_run(
            "ir-10",
            "image-resizer",
            S.CANCELLED,
            21,
            9,
            (4, 18),
            ImageTarget("m-uf6gq30zk2m4n6"),
            region=SHANGHAI,
        ),
        make_run(
            "ir-11",
            "batch-worker-eci",
            days=24,
            minutes=12,
            done=(14, 14),
            target=push,
            limits=(50, 150),
            region=SHANGHAI,
        ),
        make_run(
            "ir-12",
            "media-transcode",
            S.ROLLBACK_SUCCESSFUL,
            31,
            108,
            (11, 20),
            ScalingConfigurationTarget(ConfigurationId("asc-uf6k2m4n6p8-gn7i")),
            stops=(25, 50, 100),
            region=SHANGHAI,
        ),
        make_run(
            "ir-13",
            "ads-ranker-spot",
            S.FAILED,
            44,
            22,
            (0, 20),
            ImageTarget("m-t4n08cwzk2m4"),
            region=SINGAPORE,
        ),
    )


def spread(new: int, total: int) -> tuple[ZoneCount, ...]:
    """Return the counts of a group that stands in two zones, alike in both."""
    first, fresh = (total + 1) // 2, (new + 1) // 2
    return (
        ZoneCount("cn-hangzhou-h", fresh, first - fresh),
        ZoneCount("cn-hangzhou-j", new - fresh, total - first - (new - fresh)),
    )


def recording(run: Run, batches: tuple[int, ...], minutes: float, launch: float = 4) -> Recording:
    """Build what a run looked like: batches one after the other, a pause at each checkpoint."""
    start = run.task.started_at
    assert start is not None
    samples: list[Sample] = []
    events = [Event(start, EventKind.STATUS, "In progress.")]
    done, clock, total = 0, 0.0, run.task.total
    stops = {round(total * p / 100) for p in run.task.checkpoints if p < 100}

    def look(status: str, until: float) -> None:
        nonlocal clock
        while clock <= until:
            at = start + timedelta(minutes=clock)
            samples.append(Sample(at, status, done, total, total, done, zones=spread(done, total)))
            clock += 0.5

    for number, batch in enumerate(batches):
        begun = start + timedelta(minutes=clock)
        look(S.IN_PROGRESS, clock + launch)
        done += batch
        made = tuple(InstanceId(f"i-{done - n}") for n in range(batch))
        events.append(launched(f"asa-{number}", begun, start + timedelta(minutes=clock - 0.5), made))
        events.append(
            Event(
                start + timedelta(minutes=clock),
                EventKind.BATCH,
                f"{done} of {total} instances are new.",
                f"+{batch}",
            )
        )
        if done in stops:
            events.append(
                Event(start + timedelta(minutes=clock), EventKind.CHECKPOINT, "Waits at a checkpoint.")
            )
            look(S.CHECKPOINT_PAUSE, clock + run.task.pause_minutes)
    look(S.SUCCESSFUL, clock)
    events.append(Event(start + timedelta(minutes=clock), EventKind.STATUS, "Ended in success."))
    return Recording(tuple(samples), tuple(events))


def launched(name: str, begun: datetime, ended: datetime, made: tuple[InstanceId, ...]) -> Event:
    """Return what is told of a launch."""
    words = f"Add {len(made)} instances."
    activity = Activity(ActivityId(name), "Successful", "", words, "", 100, begun, ended, made)
    event = activity_event(activity)
    assert event is not None
    return event


WAITED = {A: 120.0, B: 120.0, TaskId("ir-1"): 30.0, TaskId("ir-2"): 0.0, TaskId("ir-4"): 15.0}
"""Minutes that the runs have waited that were watched from their begin to their end."""


def state_of(runs: tuple[Run, ...], task: TaskId) -> RefreshTask:
    """Return one of these refreshes."""
    return next(run.task for run in runs if run.task.id == task)


def whole(task: RefreshTask, waited: float) -> Seen:
    """Build what is known of a refresh that was seen from its begin to its end and waited last."""
    start, end = task.started_at, task.ended_at
    assert start is not None
    assert end is not None
    middle = end - timedelta(minutes=waited)
    stretches = (Stretch(Doing.WORK, start, middle), Stretch(Doing.WAITING, middle, end))
    return Seen(stretches, end, str(task.status), 90.0)


def joined_late(task: RefreshTask, minutes: float, waited: float) -> Seen:
    """Build what is known of a refresh of which only the last minutes were seen."""
    seen = whole(task, waited)
    assert task.ended_at is not None
    start = task.ended_at - timedelta(minutes=minutes)
    first, last = seen.stretches
    return replace(seen, stretches=(replace(first, start=start), last))


def history(**changes: object) -> AppState:
    """Build a state with the page of the mockup."""
    found = runs()
    state = make_state(GROUPS, page=Page.HISTORY)
    nothing = dict.fromkeys(run.task.id for run in found if run.task.over)
    archive = Archive(
        keeping=True,
        runs={run.task.id: run for run in found},
        waits={
            **nothing,
            **{task: whole(state_of(found, task), minutes) for task, minutes in WAITED.items()},
        },
    )
    return replace(state, archive=archive, past=replace(History(), **changes))


def half_read(*unread: str) -> AppState:
    """Build the same page before the recordings of these runs were read."""
    state = history()
    waits = {task: seen for task, seen in state.archive.waits.items() if task not in unread}
    return replace(state, archive=replace(state.archive, waits=waits))


def compared() -> AppState:
    """Build a state with two runs ticked and both recordings read."""
    state = history(ticked=(A, B))
    first, second = state.archive.runs[A], state.archive.runs[B]
    read = {
        A: recording(first, (10, 10, 20), 154, 8),
        B: recording(second, (8, 2, 8, 2, 8, 8, 4), 178, 8),
    }
    archive = replace(
        state.archive,
        recordings={task: Remote(found, NOW) for task, found in read.items()},
        timelines={task: timeline_of(found.samples) for task, found in read.items()},
    )
    return replace(state, archive=archive)


def replayed(position: float | None = 4000.0) -> AppState:
    """Build a state whose replay stands at a moment."""
    state = compared()
    return replace(state, past=replace(state.past, replay=Replay(A, position)))


def zone_lost() -> AppState:
    """Build a state whose replay stands where one zone has lost its last instance and another is to come."""
    state = replayed()
    third, fourth = ZoneCount("cn-hangzhou-i", 0, 2), ZoneCount("cn-hangzhou-k", 3, 0)
    read = state.archive.recordings[A].value
    assert read is not None
    samples = read.samples
    start = samples[0].at
    grown = tuple(
        replace(s, zones=(*(s.zones or ()), third))
        if s.at < start + timedelta(minutes=8)
        else replace(s, zones=(*(s.zones or ()), fourth))
        if s.at > start + timedelta(minutes=90)
        else s
        for s in samples
    )
    timelines = {**state.archive.timelines, A: timeline_of(grown)}
    return replace(state, archive=replace(state.archive, timelines=timelines))


def unrecorded() -> AppState:
    """Build a state that wants to go through what was not recorded."""
    state = history()
    return replace(state, past=replace(state.past, replay=Replay(A)))


def asked() -> AppState:
    """Build a state with the log of what was asked."""
    state = history(view=HistoryView.ASKED)
    group = WEB.id
    long = "image m-bp1c30n8x5v7b9n1m3k5, 90 to 150 % healthy, checkpoints 25 %, 50 %, 100 % of 60 min"
    at = NOW.at
    intents = (
        Intent("t4", Deed.ROLLBACK, HANGZHOU, group, at, task=B),
        Intent(
            "t3",
            Deed.CANCEL,
            HANGZHOU,
            group,
            at - timedelta(hours=2),
            "",
            A,
            "wrong image",
            Settlement.UNKNOWN,
            at,
        ),
        Intent(
            "t2",
            Deed.SUSPEND,
            HANGZHOU,
            group,
            at - timedelta(days=2),
            "",
            A,
            "",
            Settlement.REFUSED,
            at,
            "IncorrectStatus · 7F4C0E2A-15D1-5B6F",
        ),
        Intent(
            "t1",
            Deed.START,
            HANGZHOU,
            group,
            at - timedelta(days=5),
            long,
            A,
            "OpenSSL patch",
            Settlement.ACCEPTED,
            at,
        ),
    )
    return replace(state, archive=replace(state.archive, asked=Remote(intents, NOW)))


def nothing() -> AppState:
    """Build a state in which nothing was ever kept."""
    return replace(make_state(GROUPS, page=Page.HISTORY), archive=Archive(keeping=True))


def reading() -> AppState:
    """Build a state whose archive is still being read."""
    return make_state(GROUPS, page=Page.HISTORY)


def broken() -> AppState:
    """Build a state whose archive cannot be read."""
    failure = Failure(
        FailureKind.REFUSED,
        "NotStored",
        "The archive cannot be written: the disk is full.",
        "Make room on the disk.",
    )
    state = history()
    return replace(state, archive=replace(state.archive, failure=failure))


def unmatched() -> AppState:
    """Build a state whose filter lets nothing through."""
    return history(text="nowhere", ending=Ending.FAILED)
