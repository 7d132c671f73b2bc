"""How a refresh runs: batches by the planner, pauses, cancellation and rollback, and refilling a group.

Nothing is scheduled ahead: after each event the group is looked at and the next thing that its state
asks for is done, until nothing is left to do at that moment.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import ROLLBACK, TERMINAL, TRANSITIONS, WAITING, RefreshStatus
from essgui.domain.plan import Order, checkpoint_counts, corridor, next_batch
from essgui.domain.scaling import InstanceId, InstanceState
from essgui.simulator import draw
from essgui.simulator.machine.draft import Outcome, Part, newest_first, oldest_first, part, removable
from essgui.simulator.machine.target import activated, active_source, target_source
from essgui.simulator.world import Stage, Step

if TYPE_CHECKING:
    from essgui.domain.plan import Corridor
    from essgui.simulator.machine.draft import Draft
    from essgui.simulator.world import Member, Refresh, Source

R = RefreshStatus
_FORWARD = frozenset({R.PENDING, R.IN_PROGRESS, R.PAUSED, R.CHECKPOINT_PAUSE})
_MOVING = frozenset({R.IN_PROGRESS, R.ROLLBACK_IN_PROGRESS})


def run(draft: Draft, now: object) -> None:
    """Let everything happen that falls due up to `now`."""
    while (what := draft.next_event(now)) is not None:  # type: ignore[arg-type] - a datetime
        happen(draft, what)
        settle(draft)


def happen(draft: Draft, what: str) -> None:
    """Perform one event: of the refresh, of the retry clock, or of the member with that id."""
    if what == "refresh":
        _clock_of_refresh(draft)
    elif what == "retry":
        draft.change(retry_at=None)
    else:
        phase_over(draft, draft.members[InstanceId(what)])


def phase_over(draft: Draft, member: Member, result: str = "") -> None:
    """End a member's present phase and count what that means for the refresh."""
    outcome = draft.phase_over(member, result)
    refresh = draft.refresh
    if outcome is Outcome.FAILED and draft.group.retry_at is None:
        retry_at = draft.at + timedelta(seconds=draft.world.assumptions.retry_after)
        draft.change(retry_at=retry_at)
        draft.wake(retry_at, "retry")
    if refresh is None:
        return
    if outcome is Outcome.FAILED:
        # A member that was still coming when the refresh listed it never came: nothing is left to replace.
        forget(draft, [member])
    if outcome is Outcome.SERVES and member.task == refresh.id:
        _count(draft, arrived=refresh.arrived + 1)
    if outcome is Outcome.LEFT and member.id in draft.queue:
        del draft.queue[member.id]
        _count(draft, gone=refresh.gone + 1)


def settle(draft: Draft) -> None:
    """Do whatever the state of the group asks for at this moment."""
    while pursue(draft) or fill(draft):
        pass


def move(draft: Draft, status: RefreshStatus, **changes: object) -> None:
    """Give the refresh another status; asks for one that TRANSITIONS allows."""
    refresh = draft.refresh
    if refresh is None or status not in TRANSITIONS[refresh.status]:
        raise AssertionError(f"no way to {status}")
    ended = draft.at if status in TERMINAL else None
    changed = {"until": None, "ended_at": ended, **changes}
    draft.refresh = replace(refresh, status=status, **changed)  # type: ignore[arg-type] - its fields
    draft.wake(draft.refresh.until, "refresh")
    if status in TERMINAL:
        draft.queue.clear()
        draft.past = (*draft.past, replace(draft.refresh, queue=(), step=None))
        draft.refresh = None
        draft.change(rounds=0)


def abandon(draft: Draft) -> None:
    """Give up the batch in flight: new members beyond what the group wants are released again."""
    refresh = draft.refresh
    if refresh is None:
        return
    draft.refresh = replace(refresh, step=None)
    draft.change(rounds=0)
    surplus = draft.live - draft.group.wanted
    if surplus > 0:
        made = [
            m
            for m in draft.members.values()
            if m.task == refresh.id and part(m) in {Part.COMING, Part.SERVING} and removable(m)
        ]
        draft.release(
            newest_first(made)[:surplus],
            f'The batch of instance refresh "{refresh.id}" was given up.',
            refresh.id,
        )


def roll_back(draft: Draft) -> None:
    """Turn the refresh round: what it made is replaced from the configuration that is active now."""
    refresh = draft.refresh
    if refresh is None:
        return
    abandon(draft)
    draft.queue = {
        m.id: None
        for m in oldest_first(draft.members.values())
        if m.task == refresh.id and part(m) is not Part.LEAVING
    }
    low, high = draft.group.pace.schedule
    until = draft.at + draw.seconds(low, high, draft.seed, refresh.id, "roll back")
    move(draft, R.ROLLBACK_IN_PROGRESS, until=until)


def source_now(draft: Draft) -> tuple[Source, bool]:
    """Return what an instance is made from now, and whether that is the target of the refresh."""
    if draft.refresh is not None and draft.refresh.status in _FORWARD:
        return target_source(draft.world, draft.group, draft.refresh.target), True
    return active_source(draft.world, draft.group), False


def pursue(draft: Draft) -> bool:
    """Take the refresh one step further where it can go; tells whether it did."""
    refresh = draft.refresh
    if refresh is None or refresh.status is R.PENDING:
        return False
    if refresh.status is R.CANCELLING:
        if refresh.until is None and not (draft.counts[Part.COMING] or draft.counts[Part.LEAVING]):
            move(draft, R.CANCELLED)
            return True
        return False
    if refresh.status in WAITING:
        return _refill_while_waiting(draft, refresh)
    if refresh.status is R.ROLLBACK_IN_PROGRESS and refresh.until is not None:
        return False
    return _next_step(draft, refresh) if refresh.step is None else _further(draft, refresh, refresh.step)


def fill(draft: Draft) -> bool:
    """Launch what is missing, or release what is too much; tells whether it did either."""
    group, refresh = draft.group, draft.refresh
    least, most_kept = _bounds(draft)
    if draft.live > most_kept:
        return _release_surplus(draft, draft.live - most_kept)
    need = least - draft.live
    if need <= 0:
        if group.rounds and not draft.counts[Part.COMING]:
            draft.change(rounds=0)
        return False
    if refresh is None and "ScaleOut" in group.suspended_processes:
        return False
    if group.retry_at is not None or (group.rounds and draft.counts[Part.COMING]):
        return False
    acting = refresh is not None and refresh.status in _MOVING
    most = draft.world.assumptions.launch_rounds if acting else draft.world.assumptions.idle_rounds
    if group.rounds >= most:
        return acting and _fail(draft)
    source, by_target = source_now(draft)
    draft.change(rounds=group.rounds + 1)
    if refresh is not None and (acting or by_target):
        cause = f'Instance refresh "{refresh.id}" launches a batch of new instances.'
        draft.launch(need, source, cause, refresh.id)
    else:
        draft.launch(need, source, "The group has fewer instances than it wants.")
    return True


def _bounds(draft: Draft) -> tuple[int, int]:
    """Return how many live members there should be at least, and how many may be kept at most.

    They differ where the group shrank under a batch in flight (an operator's EnterStandby or scale-in): what
    was launched stays until the batch is done, but nothing is launched above the ceiling as it is now.
    """
    wanted = draft.group.wanted
    refresh = draft.refresh
    step = refresh.step if refresh else None
    if refresh is None or step is None:
        return wanted, wanted
    match step.order, step.stage:
        case Order.NEW_FIRST, Stage.LAUNCH:
            # a batch that is held keeps what it has launched and launches no more
            room = 0 if refresh.status in WAITING else min(step.size, _band(draft, refresh).surge)
            return wanted + room, wanted + step.size
        case Order.OLD_FIRST, Stage.RELEASE:
            return wanted - step.size, wanted - step.size
        case _:
            return wanted, wanted


def _band(draft: Draft, refresh: Refresh) -> Corridor:
    spec, rules = refresh.spec, draft.world.assumptions.planner
    return corridor(draft.group.wanted, spec.min_healthy, spec.max_healthy, rules)


def _release_surplus(draft: Draft, surplus: int) -> bool:
    if "ScaleIn" in draft.group.suspended_processes and draft.refresh is None:
        return False
    if draft.counts[Part.COMING]:
        return False  # those that serve are not given up for those that may never come
    leaving = oldest_first(m for m in draft.members.values() if removable(m) and part(m) is not Part.LEAVING)
    if not leaving:
        return False
    leave(draft, leaving[:surplus], "The group has more instances than it wants.")
    return True


def leave(draft: Draft, members: list[Member], cause: str) -> None:
    """Release members for a reason other than the refresh; those no longer need to be replaced."""
    forget(draft, members)
    draft.release(members, cause)


def forget(draft: Draft, members: list[Member]) -> None:
    """Take members out of what the refresh has to replace: its total falls by as many."""
    refresh = draft.refresh
    if refresh is None:
        return
    lost = [m for m in members if m.id in draft.queue]
    for member in lost:
        del draft.queue[member.id]
    if lost and refresh.status not in ROLLBACK:
        draft.refresh = replace(refresh, total=refresh.total - len(lost))


def _clock_of_refresh(draft: Draft) -> None:
    refresh = draft.refresh
    if refresh is None:
        return
    if refresh.status in {R.PENDING, R.CHECKPOINT_PAUSE}:
        move(draft, R.IN_PROGRESS)
    else:
        draft.refresh = replace(refresh, until=None)


def _count(draft: Draft, **changes: int) -> None:
    if draft.refresh is None:
        return
    refresh = replace(draft.refresh, **changes)
    if refresh.status in ROLLBACK:
        finished = min(refresh.finished, len(draft.queue))
    else:
        finished = min(refresh.gone, refresh.arrived, refresh.total)
    draft.refresh = replace(refresh, finished=finished)


def _next_step(draft: Draft, refresh: Refresh) -> bool:
    if draft.counts[Part.COMING] or draft.counts[Part.LEAVING] or draft.live < draft.group.wanted:
        return False
    if _drop_ignored(draft):
        return True
    if _paused_at_checkpoint(draft, refresh):
        return True
    back = refresh.status is R.ROLLBACK_IN_PROGRESS
    band, rules = _band(draft, refresh), draft.world.assumptions.planner
    done = 0 if back else refresh.gone
    ahead = () if back else tuple(p for p in refresh.spec.checkpoints if p > refresh.passed)
    batch = next_batch(band, done, done + len(draft.queue), ahead, rules)
    if batch is None:
        _succeed(draft, refresh)
        return True
    stage = Stage.LAUNCH if batch.order is Order.NEW_FIRST else Stage.RELEASE
    draft.change(rounds=0)
    draft.refresh = replace(refresh, step=Step(batch.order, stage, batch.size))
    if stage is Stage.RELEASE:
        _release_batch(draft, batch.size)
    return True


def _further(draft: Draft, refresh: Refresh, step: Step) -> bool:
    coming, leaving = draft.counts[Part.COMING], draft.counts[Part.LEAVING]
    complete = not coming and draft.live >= _bounds(draft)[0]
    match step.order, step.stage:
        case Order.NEW_FIRST, Stage.LAUNCH if complete:
            draft.refresh = replace(refresh, step=replace(step, stage=Stage.RELEASE))
            draft.change(rounds=0)
            _release_batch(draft, min(step.size, draft.live - draft.group.wanted))
            return True
        case Order.OLD_FIRST, Stage.RELEASE if not leaving:
            draft.refresh = replace(refresh, step=replace(step, stage=Stage.LAUNCH))
            return True
        case (Order.NEW_FIRST, Stage.RELEASE) if not leaving:
            return _step_done(draft, refresh)
        case (Order.OLD_FIRST, Stage.LAUNCH) if complete:
            return _step_done(draft, refresh)
        case _:
            return False


def _refill_while_waiting(draft: Draft, refresh: Refresh) -> bool:
    """Let a held batch that released first launch what it still owes."""
    step = refresh.step
    if step is None or step.order is not Order.OLD_FIRST or step.stage is not Stage.RELEASE:
        return False
    if draft.counts[Part.LEAVING]:
        return False
    draft.refresh = replace(refresh, step=replace(step, stage=Stage.LAUNCH))
    return True


def _step_done(draft: Draft, refresh: Refresh) -> bool:
    draft.refresh = replace(refresh, step=None)
    _paused_at_checkpoint(draft, draft.refresh)
    return True


def _paused_at_checkpoint(draft: Draft, refresh: Refresh) -> bool:
    """Pause where a checkpoint is reached that was not before, be it that the group shrank down to it."""
    rules = draft.world.assumptions.planner
    if refresh.status is not R.IN_PROGRESS or not (draft.queue or rules.pause_at_last):
        return False
    percents = refresh.spec.checkpoints
    counts = checkpoint_counts(draft.group.wanted, percents, rules)
    reached = [p for p, count in zip(percents, counts, strict=True) if 0 < count <= refresh.gone]
    if not reached or reached[-1] <= refresh.passed:
        return False
    pause = timedelta(minutes=refresh.spec.pause_minutes)
    move(draft, R.CHECKPOINT_PAUSE, until=draft.at + pause, passed=reached[-1])
    return True


def _release_batch(draft: Draft, size: int) -> None:
    refresh = draft.refresh
    if refresh is None:
        return
    ready = (member for i in draft.queue if removable(member := draft.members[i]))
    draft.release(
        list(islice(ready, size)),
        f'Instance refresh "{refresh.id}" releases a batch of replaced instances.',
        refresh.id,
    )


def _drop_ignored(draft: Draft) -> bool:
    """Forget members that were set aside or protected since the refresh began."""
    aside = [
        member
        for identifier in draft.queue
        if (member := draft.members[identifier]).state in {InstanceState.STANDBY, InstanceState.PROTECTED}
    ]
    forget(draft, aside)
    return bool(aside)


def _succeed(draft: Draft, refresh: Refresh) -> None:
    if refresh.status is R.ROLLBACK_IN_PROGRESS:
        move(draft, R.ROLLBACK_SUCCESSFUL, finished=0)
        return
    draft.group = activated(draft.world, draft.group, refresh.target)
    move(draft, R.SUCCESSFUL, finished=refresh.total)


def _fail(draft: Draft) -> bool:
    refresh = draft.refresh
    if refresh is None:
        return False
    reason = next(
        (
            f"{deed.failures[-1].code}: {deed.failures[-1].message}"
            for deed in reversed(draft.deeds.values())
            if deed.task == refresh.id and deed.failures
        ),
        "Instances did not come into service.",
    )
    rounds = draft.world.assumptions.launch_rounds
    detail = f"Launching new instances failed {rounds} times in a row. {reason}"
    back = refresh.status is R.ROLLBACK_IN_PROGRESS
    abandon(draft)
    move(draft, R.ROLLBACK_FAILED if back else R.FAILED, detail=detail)
    return True
