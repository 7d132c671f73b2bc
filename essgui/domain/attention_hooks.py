"""Instances that a lifecycle hook holds: which hook, how long it will, what comes then, and the way out.

Sources: DescribeLifecycleHooks (HeartbeatTimeout, DefaultResult) and CompleteLifecycleAction. Assumed: a
wait whose beginning was not seen began with the activity that the instance belongs to. Where that is not
known either, it waits at least since it was first seen to.
"""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from essgui.domain.remedies import EndHookWait, ExtendHookWait
from essgui.domain.scaling import HELD, InstanceState
from essgui.domain.situation import Confirm, Gravity, Item, Kind, Offer
from essgui.domain.words import counted, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from essgui.domain.scaling import Instance, InstanceId
    from essgui.domain.situation import Situation
    from essgui.domain.surroundings import HookWait, LifecycleHook

USUAL_WAIT = 120.0
"""Seconds in a hook that are nothing to speak of (assumed)."""
NEAR_END = 300.0
"""Seconds before a time-out that loses an instance from which it is grave (assumed), also once it is over."""
EXTENSION = 600
"""Seconds that an extension gives."""
MOST_SINGLE = 2
"""Waits of one hook up to which each is an item of its own."""

_TRANSITION = {InstanceState.PENDING_WAIT: "SCALE_OUT", InstanceState.REMOVING_WAIT: "SCALE_IN"}


def held_by_hook(found: Situation) -> Iterator[Item]:
    """Find the instances that a hook holds: an item for each wait, or one for a hook with many."""
    held = [i for i in found.instances or () if i.state in HELD]
    gathered: dict[tuple[str, str], dict[str, list[Instance]]] = {}
    for instance in held:
        wait = _wait_of(found, instance)
        hook = _hook_of(found, instance, wait)
        token = wait.token if wait else ""
        key = (instance.state, hook.id if hook else wait.hook if wait else "")
        gathered.setdefault(key, {}).setdefault(token, []).append(instance)
    for (state, hook_id), waits in gathered.items():
        hook = next((h for h in found.hooks or () if h.id == hook_id), None)
        if len(waits) <= MOST_SINGLE:
            for token, instances in waits.items():
                yield _item(found, state, hook_id, hook, {token: instances})
        else:
            yield _item(found, state, hook_id, hook, waits)


def _wait_of(found: Situation, instance: Instance) -> HookWait | None:
    # A wait on the way out belongs to another activity than the one that made the instance.
    return next(
        (
            wait
            for waits in found.waits.values()
            for wait in waits
            if wait.status == "Pending" and instance.id in wait.instances
        ),
        None,
    )


def _hook_of(found: Situation, instance: Instance, wait: HookWait | None) -> LifecycleHook | None:
    if wait is not None:
        return next((h for h in found.hooks or () if h.id == wait.hook), None)
    transition = _TRANSITION.get(InstanceState(instance.state), "")
    fitting = [h for h in found.hooks or () if h.enabled and h.transition == transition]
    return fitting[0] if len(fitting) == 1 else None


def _item(
    found: Situation,
    state: str,
    hook_id: str,
    hook: LifecycleHook | None,
    waits: dict[str, list[Instance]],
) -> Item:
    instances = [i for token in waits for i in waits[token]]
    began = min((b for i in instances if (b := _since(found, i)) is not None), default=None)
    # Where no begin is known, the first sight bounds it: it waits for longer, and less is left.
    met = min((found.held_at_least[i.id] for i in instances if i.id in found.held_at_least), default=None)
    sure = began is not None and (met is None or began <= met)
    since = began if sure else met
    ends = [e for token in waits if (e := _end(found, token, waits[token], hook)) is not None]
    end = min(ends, default=None)
    waited = (found.now - since).total_seconds() if since else 0.0
    left = (end - found.now).total_seconds() if end else None
    latest = None
    if left is None and met is not None and hook is not None:
        latest = hook.timeout - (found.now - met).total_seconds()
    loses = hook is not None and hook.result in {"ABANDON", "ROLLBACK"}
    out = state == InstanceState.PENDING_WAIT
    soonest = left if left is not None else latest
    if loses and out and soonest is not None and soonest < NEAR_END:
        gravity = Gravity.GRAVE
    elif waited < max(USUAL_WAIT, 2 * (_usual(found) or 0.0)):
        gravity = Gravity.INFORMATION
    else:
        gravity = Gravity.CAUTION
    word = "Held" if gravity is Gravity.INFORMATION else "Stuck"
    headline = f"{word} in {state}" if len(instances) == 1 else f"{len(instances)} instances are in {state}"
    if since is not None and (sure or waited >= 1):
        headline += f", {'' if sure else 'at least '}{span(waited)}"
    zones = {i.zone for i in instances}
    return Item(
        Kind.HOOK,
        gravity,
        headline,
        tuple(_evidence(found, hook_id, hook, soonest, out=out, known=latest is None)),
        tuple(i.id for i in instances),
        place=zones.pop() if len(zones) == 1 else "",
        consequence=_then(hook, len(instances), out=out),
        ends_at=end if left is not None and left > 0 else None,
        lasts=(end - began).total_seconds() if end and began else 0.0,
        overdue=soonest is not None and soonest <= 0,
        offers=_offers(found, hook_id, hook, waits, out=out),
        by=hook.name if hook else hook_id,
        part=next(iter(waits)) or f"{hook_id}/{instances[0].id}" if len(waits) == 1 else hook_id,
    )


def _since(found: Situation, instance: Instance) -> datetime | None:
    seen = found.held_since.get(instance.id)
    if seen is not None:
        return seen
    if instance.state == InstanceState.REMOVING_WAIT:
        # Its own activity is the one that made it, long ago.
        holding = {a for a, waits in found.waits.items() for w in waits if instance.id in w.instances}
    else:
        holding = {instance.activity}
    activity = next((a for a in (*found.activities, *found.others) if a.id in holding), None)
    return activity.started_at if activity else None


def _end(
    found: Situation, token: str, instances: Iterable[Instance], hook: LifecycleHook | None
) -> datetime | None:
    if token and token in found.extended:
        return found.extended[token]
    began = [b for i in instances if (b := _since(found, i)) is not None]
    return min(began) + timedelta(seconds=hook.timeout) if began and hook else None


def _usual(found: Situation) -> float | None:
    """Return how long the launches took that the group has behind it, hooks included, in seconds."""
    took = [
        (a.ended_at - a.started_at).total_seconds()
        for a in found.activities or found.others
        if a.created and a.status == "Successful" and a.started_at and a.ended_at
    ]
    return median(took) if took else None


def _evidence(
    found: Situation,
    hook_id: str,
    hook: LifecycleHook | None,
    left: float | None,
    *,
    out: bool,
    known: bool,
) -> Iterator[str]:
    usual = _usual(found) if out else None
    if hook is not None:
        yield f"Lifecycle hook {hook.name} has not answered."
    elif hook_id:
        yield f"Lifecycle hook {hook_id} has not answered."
    elif found.hooks is not None:
        names = ", ".join(h.name for h in found.hooks if h.enabled)
        yield f"Not known yet which of the hooks holds it: {names}." if names else "Which hook is not known."
    if usual is not None:
        yield f"Earlier launches took {span(usual)} in all."
    if not known and left is not None and left > 0:
        yield f"When it began was not seen. Unless somebody extends it, it ends within {span(left)}."
    if left is not None and left <= 0:
        yield (
            "Its time-out should have passed by now. Perhaps somebody has extended it elsewhere, or the wait "
            "began after the instance was first seen."
        )


def _then(hook: LifecycleHook | None, count: int, *, out: bool) -> str:
    if hook is None:
        return ""
    them = "the instance" if count == 1 else "the instances"
    if out:
        goes_on = f"{them} go{'es' if count == 1 else ''} into service"
        return f"then {hook.result}: " + (goes_on if hook.result == "CONTINUE" else _released(count))
    if hook.result == "ROLLBACK":
        return f"then ROLLBACK: {them} {'stays' if count == 1 else 'stay'} in the group"
    return f"then {hook.result}: {_released(count)}"


def _released(count: int) -> str:
    return "the instance is released" if count == 1 else "the instances are released"


def _offers(
    found: Situation,
    hook_id: str,
    hook: LifecycleHook | None,
    waits: dict[str, list[Instance]],
    *,
    out: bool,
) -> tuple[Offer, ...]:
    tokens = [token for token in waits if token]
    if not tokens or not hook_id:
        return ()
    region, group = found.task.region, found.task.group
    number = sum(len(waits[token]) for token in tokens)
    every = "" if number == 1 else f" all {number}"
    name = hook.name if hook else hook_id
    named: list[InstanceId] = [i.id for token in tokens for i in waits[token]]
    one = number == 1
    again = (
        "launches another in its place. If the cause is in the image or in what answers the hook, that one "
        "gets stuck too."
        if one
        else "launches others in their place. If the cause is in the image or in what answers the hook, they "
        "get stuck too."
    )
    them = named[0] if one else f"these {number} instances"
    confirm = Confirm(
        f"Abandon {counted(number, 'instance')} held by {name}?",
        (
            f"ESS releases {them} and, while the refresh goes on, {again}"
            if out
            else f"ESS releases {them} at once; what the hook was to do before the release does not happen.",
        ),
        "Abandon",
        (f"What runs on {'it' if one else 'them'} is lost.",),
    )
    return (
        Offer(
            f"Complete{every}",
            tuple(EndHookWait(region, group, hook_id, t, go_on=True) for t in tokens),
            primary=True,
        ),
        Offer(
            f"Extend{every} {EXTENSION // 60} min",
            tuple(ExtendHookWait(region, group, hook_id, t, EXTENSION) for t in tokens),
        ),
        Offer(
            f"Abandon{every}",
            tuple(EndHookWait(region, group, hook_id, t, go_on=False) for t in tokens),
            confirm,
        ),
    )
