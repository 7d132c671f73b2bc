"""The batches of a refresh: which is next, when one is through, and where it pauses at a checkpoint."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import WAITING, RefreshStatus
from essgui.domain.plan import Order, checkpoint_counts, next_batch
from essgui.domain.scaling import InstanceState
from essgui.simulator.machine.course import band, forget, move
from essgui.simulator.machine.filling import bounds
from essgui.simulator.machine.part import Part, removable
from essgui.simulator.machine.target import activated
from essgui.simulator.world import Stage, Step

if TYPE_CHECKING:
    from essgui.simulator.machine.draft import Draft
    from essgui.simulator.world import Refresh

R = RefreshStatus


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


def _next_step(draft: Draft, refresh: Refresh) -> bool:
    if draft.counts[Part.COMING] or draft.counts[Part.LEAVING] or draft.live < draft.group.wanted:
        return False
    if _drop_ignored(draft):
        return True
    if _paused_at_checkpoint(draft, refresh):
        return True
    back = refresh.status is R.ROLLBACK_IN_PROGRESS
    rules = draft.world.assumptions.planner
    done = 0 if back else refresh.gone
    ahead = () if back else tuple(p for p in refresh.spec.checkpoints if p > refresh.passed)
    batch = next_batch(band(draft, refresh), done, done + len(draft.queue), ahead, rules)
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
    complete = not coming and draft.live >= bounds(draft)[0]
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
