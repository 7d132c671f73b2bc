"""What is asked before an action that is hard to undo, and what an action that is allowed will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import instances_of
from essgui.core.policy import policy_for
from essgui.core.protection import protecting_tag
from essgui.core.select_monitor_words import counted, source_of
from essgui.domain.lifecycle import RefreshAction
from essgui.domain.plan import checkpoint_counts
from essgui.domain.roles import Side, side_of
from essgui.domain.scaling import LEAVING
from essgui.domain.words import either, listed, what_stays

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.scaling import ScalingGroup

CONFIRMED = frozenset({RefreshAction.CANCEL, RefreshAction.ROLLBACK})
"""The actions that are asked about first."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question before an action, in words."""

    title: str
    lines: tuple[str, ...]
    keeps: tuple[str, ...]
    """What stays, or is brought back."""
    loses: tuple[str, ...]
    """What will not be undone."""
    act: str
    typed: str = ""
    """What has to be typed first; empty for nothing."""
    grave: bool = True
    """Whether it is hard to undo."""


def confirmation(state: AppState, found: Watched, action: RefreshAction) -> Confirmation:
    """Ask about Cancel or Roll back: names the group, counts instances, tells what is not undone.

    Suspend and Resume are asked about only where a reason is to be given.
    Documented: what was replaced stays after a cancel; a rollback makes instances from the active
    configuration again and accepts neither Suspend nor Cancel.
    """
    if action not in CONFIRMED:
        word = "Suspend" if action is RefreshAction.SUSPEND else "Resume"
        title = f"{word} the refresh of {found.name}?"
        return Confirmation(title, (consequence(found, action),), (), (), word, grave=False)
    build = _rollback if action is RefreshAction.ROLLBACK else _cancel
    return build(state, found)


def must_type(group: ScalingGroup | None) -> bool:
    """Tell whether the name has to be typed: for groups that a tag protects.

    A group that was not read might be one of those, so it counts as one.
    """
    return group is None or bool(protecting_tag(group))


def consequence(found: Watched, action: RefreshAction) -> str:
    """Say what an allowed action will do, for the tooltip of its button."""
    task = found.task
    if action is RefreshAction.SUSPEND:
        return "Stops after the instances that are being replaced now, until you resume."
    if action is RefreshAction.CANCEL:
        new, old = _counts(found)
        return f"Ends the refresh: {what_stays(new, old)}."
    if action is RefreshAction.ROLLBACK:
        new, _ = _counts(found)
        if not new:
            return "Ends the refresh: no instance is new yet, so none is replaced again."
        return f"Replaces {counted(new, 'new instance')} again, from the configuration of before."
    counts = checkpoint_counts(found.base, task.checkpoints)
    ahead = [p for p, c in zip(task.checkpoints, counts, strict=True) if c > task.finished and p < 100]
    left = max(0, task.total - task.finished)
    last = either(left, "instance is", f"{left} instances are")
    if ahead:
        return f"Goes on at once, until the checkpoint at {ahead[0]} %."
    return f"Goes on at once, without a further pause, until the last {last} new."


def _counts(found: Watched) -> tuple[int, int]:
    task = found.task
    new = min(max(0, task.finished), task.total) if task.total > 0 else max(0, task.finished)
    return new, max(0, task.total - new)


def _starting(state: AppState, found: Watched) -> int:
    """Count instances made by this refresh that ESS does not count as finished yet."""
    made = sum(
        1
        for instance in instances_of(state, found.task.group) or ()
        if side_of(found.task, found.group, instance)[0] is Side.NEW and instance.state not in LEAVING
    )
    return max(0, made - _counts(found)[0])


def _where(found: Watched) -> str:
    new, old = _counts(found)
    if found.task.total <= 0:
        return f"{found.name} in {found.task.region}: no instance is new yet."
    verb = either(new, "is", "are")
    return f"{found.name} in {found.task.region}: {new} of {counted(new + old, 'instance')} {verb} new."


def _cancel(state: AppState, found: Watched) -> Confirmation:
    new, old = _counts(found)
    starting = _starting(state, found)
    source = source_of(state, found.group)
    stay = _stay(new, old)
    if starting:
        stay += f" {starting}{' more' if new else ''} just being launched may stay{' too' if new else ''}."
    loses = ["A cancelled refresh cannot be resumed; to finish it, start another one."]
    if new:
        loses.append("Nothing is rolled back: the group then runs old and new instances side by side.")
    loses.append(f"Later scale-outs use {source}.")
    return Confirmation(
        f"Cancel the refresh of {found.name}?",
        (_where(found),),
        (stay,),
        tuple(loses),
        "Cancel the refresh",
        _typed(found),
    )


def _stay(new: int, old: int) -> str:
    if not new:
        return "No instance is new yet: all keep the old configuration."
    stays = either(new, "1 new instance stays", f"{new} new instances stay")
    remain = either(old, "1 old one remains", f"{old} old ones remain")
    return f"{stays}, {remain}." if old else f"{stays}."


def _rollback(state: AppState, found: Watched) -> Confirmation:
    new, old = _counts(found)
    starting = _starting(state, found)
    source = source_of(state, found.group)
    if new + starting:
        made = counted(new, "new instance") if new else ""
        more = f"{starting if new else counted(starting, 'instance')} just being launched" if starting else ""
        parts = listed(tuple(part for part in (made, more) if part))
        replaced = f"{parts} {either(new + starting, 'is', 'are')} replaced again, from {source}."
    else:
        replaced = f"No instance is new yet: nothing is replaced; {source} stays."
    untouched = either(old, "1 old instance is not touched.", f"{old} old instances are not touched.")
    loses = ["A rollback can be neither suspended nor cancelled; ESS accepts nothing until it ends."]
    if new + starting:
        whose = either(new + starting, "instance is released", "instances are released")
        disks = either(new + starting, "its own disks", "their own disks")
        loses.append(f"The new {whose}, with what is stored on {disks}.")
    loses.append("The refresh ends with it; to try again, start another one.")
    return Confirmation(
        f"Roll back {found.name}?",
        (_where(found),),
        (replaced, untouched) if old else (replaced,),
        tuple(loses),
        "Roll back",
        _typed(found),
    )


def _typed(found: Watched) -> str:
    return found.name if must_type(found.group) else ""


def withdrawn(action: RefreshAction, reason: str) -> str:
    """Say why a question that stood open was put away."""
    word = "Roll back" if action is RefreshAction.ROLLBACK else action.value
    return f"The question “{word}” was put away unanswered. {reason}"


def policy_to_act(state: AppState, found: Watched, failure: Failure) -> str:
    """Return a RAM policy for this group alone that would allow what was denied; empty otherwise."""
    account = state.profile.account or "*"
    return policy_for(failure, f"acs:ess:{found.task.region}:{account}:scalinggroup/{found.task.group}")
