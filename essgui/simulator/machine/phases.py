"""What becomes of a member when its present phase is over: it arrives, is held by a hook, fails or leaves."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.scaling import InstanceState
from essgui.simulator import draw
from essgui.simulator.world import Failure, Fate

if TYPE_CHECKING:
    from essgui.simulator.machine.draft import Draft
    from essgui.simulator.world import Hook, Member

S = InstanceState


class Outcome(StrEnum):
    """What the end of a phase meant for a member."""

    MOVES = "moves"
    """It is in its next phase."""
    SERVES = "serves"
    FAILED = "failed"
    """It never came to serve."""
    LEFT = "left"


def phase_over(draft: Draft, member: Member, result: str = "") -> Outcome:
    """Move a member on: its present phase is over. `result` is the answer of a hook that held it."""
    match member.state:
        case S.PENDING if member.fate is Fate.NO_STOCK:
            return _fail(
                draft,
                member,
                "OperationDenied.NoStock",
                f"The resource is out of stock in {member.zone or 'the zone'}: "
                f"{member.source.instance_type or 'container group'}.",
            )
        case S.PENDING:
            return _hold_or(draft, member, "SCALE_OUT", 0) or _arrive(draft, member)
        case S.PENDING_WAIT:
            return _after_hook(draft, member, result)
        case S.REMOVING:
            held = _hold_or(draft, member, "SCALE_IN", 0)
            return held or _leave(draft, member)
        case S.REMOVING_WAIT:
            return _after_hook(draft, member, result)
        case _ if member.fate is Fate.UNHEALTHY and member.healthy:
            return _found_unhealthy(draft, member)
        case _:
            draft.put(member, until=None, warmup="InstanceWarmupFinish")
            return Outcome.SERVES


def _hold_or(draft: Draft, member: Member, transition: str, first: int) -> Outcome | None:
    hooks = [h for h in draft.group.hooks if h.transition == transition]
    if first >= len(hooks):
        return None
    hook = hooks[first]
    waiting = S.PENDING_WAIT if transition == "SCALE_OUT" else S.REMOVING_WAIT
    token = draw.word(18, draft.seed, member.id, hook.id, "token").upper()
    draft.put(
        member,
        state=waiting,
        hook=hook.id,
        hook_token=token,
        until=draft.at + timedelta(seconds=hook.timeout),
    )
    return Outcome.MOVES


def _after_hook(draft: Draft, member: Member, result: str) -> Outcome:
    hook = draft.hook(member.hook)
    answer = result or (hook.result if hook else "CONTINUE")
    if member.state is S.REMOVING_WAIT:
        if answer == "ROLLBACK":
            return _stay(draft, member)
        return _next_hook(draft, member, hook, "SCALE_IN") or _leave(draft, member)
    if answer in {"ABANDON", "ROLLBACK"}:
        name = hook.name if hook else "its lifecycle hook"
        how = "was abandoned at" if result else "ran out of time at"
        return _fail(draft, member, "LifecycleHookAbandon", f"The instance {how} lifecycle hook {name}.")
    return _next_hook(draft, member, hook, "SCALE_OUT") or _arrive(draft, member)


def _next_hook(draft: Draft, member: Member, hook: Hook | None, transition: str) -> Outcome | None:
    hooks = [h for h in draft.group.hooks if h.transition == transition]
    after = hooks.index(hook) + 1 if hook in hooks else len(hooks)
    return _hold_or(draft, member, transition, after)


def _arrive(draft: Draft, member: Member) -> Outcome:
    draft.activities.close(draft.at, member.activity, member.id, created=True)
    until = None
    if member.fate is Fate.UNHEALTHY:
        low, high = draft.group.pace.health
        until = draft.at + draw.seconds(low, high, draft.seed, member.id, "health")
    elif draft.group.warmup:
        until = draft.at + timedelta(seconds=draft.group.warmup)
    warmup = "WaitingForInstanceWarmup" if draft.group.warmup else "NoNeedWarmup"
    draft.put(member, state=S.IN_SERVICE, until=until, warmup=warmup, hook=None, hook_token="")
    return Outcome.MOVES if until else Outcome.SERVES


def _found_unhealthy(draft: Draft, member: Member) -> Outcome:
    sick = draft.put(member, healthy=False, until=None)
    draft.release([sick], "An instance failed its health check.", member.task)
    leaving = draft.members[sick.id].leaving
    draft.activities.note(leaving, Failure("UnhealthyInstance", "The health check failed.", (sick.id,)))
    return Outcome.FAILED


def _leave(draft: Draft, member: Member) -> Outcome:
    draft.activities.close(draft.at, member.leaving, member.id, destroyed=True)
    draft.drop(member)
    return Outcome.LEFT


def _stay(draft: Draft, member: Member) -> Outcome:
    """Put a member that was to leave back into service (documented for ROLLBACK at a SCALE_IN hook)."""
    draft.activities.close(draft.at, member.leaving, member.id)
    draft.put(member, state=S.IN_SERVICE, until=None, leaving=None, hook=None, hook_token="")
    return Outcome.MOVES


def _fail(draft: Draft, member: Member, code: str, message: str) -> Outcome:
    draft.activities.note(member.activity, Failure(code, message, (member.id,)))
    draft.activities.close(draft.at, member.activity, member.id)
    draft.drop(member)
    return Outcome.FAILED
