"""What the button and the card of the guards say: the choices, what each has seen, and what it has done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from essgui.core.duty_words import THERE, WATCHED_THERE, acts_elsewhere
from essgui.core.lookup import instances_of
from essgui.core.permits import no_way_back
from essgui.core.select_monitor_serving import judged_from
from essgui.core.select_monitor_words import clock
from essgui.domain.guards import CHOICES, DOES, Guard, Guards, fitting, setting
from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import can_roll_back
from essgui.domain.scaling import SERVING
from essgui.domain.vigil import LOOKS, counting, failed_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.refresh import Target
    from essgui.domain.vigil import Post

PROMISE = (
    "Guards act only while this program runs and this monitor is open. With the window closed, nothing acts."
)
BEFORE_START = (
    "Guards act only while this program runs and the monitor of the refresh is open, which the start opens. "
    "With the window closed, nothing acts. In the monitor they can be changed at any time."
)
"""The same before there is a monitor."""
OFF = "off"
CHOSEN = "on"

TITLES: dict[Guard, str] = {
    Guard.FLOOR: "Suspend below the floor",
    Guard.FAILURES: "Suspend after failed activities",
    Guard.ROLL_BACK: "Roll back after failed activities",
}
"""In the order in which they are offered."""

_SENTENCES: dict[Guard, str] = {
    Guard.FAILURES: "Counts activities of this refresh that fail from now on, even in part.",
    Guard.ROLL_BACK: "The same count. A rollback cannot be suspended or cancelled, and a refresh that ESS "
    "has ended as failed cannot be rolled back.",
}


@dataclass(frozen=True, slots=True)
class GuardRow:
    """One guard in the card."""

    guard: Guard
    title: str
    sentence: str
    choices: tuple[tuple[str, str], ...]
    """Key and word of each; the first is off."""
    current: str
    standing: str = ""
    """What it has seen or done; empty where it is off."""
    acted: bool = False
    reason: str = ""
    """Why it cannot be chosen."""


@dataclass(frozen=True, slots=True)
class GuardsView:
    """The button, and the card that it opens."""

    guards: Guards
    text: str
    """Of the button."""
    short: str
    """The same where there is little room: how many watch, or nothing."""
    tip: str
    over: bool
    reason: str
    """Why the button is off."""
    rows: tuple[GuardRow, ...]
    promise: str = PROMISE
    """When they act, and where."""


def guards_view(state: AppState, found: Watched, zone: tzinfo | None = None) -> GuardsView:
    """Return what is shown of the guards of a watched refresh."""
    vigil, over = found.monitor.vigil, found.task.over
    elsewhere = state.archive.elsewhere.get(found.task.id)
    if elsewhere is not None and not over:
        return _elsewhere(found, elsewhere)
    awake = len(vigil.watching)
    tip = "What this program may do by itself while it watches this refresh"
    if vigil.guards.on:
        told = "; ".join(_told(guard, vigil.guards) for guard in TITLES if guard in vigil.posts)
        tip = f"Guards: {told}" if awake else f"Guards that have acted: {told}"
    return GuardsView(
        vigil.guards,
        f"Guards · {awake}" if awake else "Guards",
        str(awake or ""),
        tip,
        over,
        "This refresh has ended; there is nothing left to guard." if over else "",
        tuple(_row(state, found, guard, zone) for guard in TITLES),
    )


def _elsewhere(found: Watched, guards: Guards) -> GuardsView:
    """Return the guards that another window acts on: they are shown here, and changed there."""
    floor = None if found.band is None else found.band.floor
    rows: list[GuardRow] = []
    for guard in TITLES:
        row = row_of(guard, guards, found.task.target, floor)
        standing = WATCHED_THERE if guard in guards.on else ""
        rows.append(replace(row, standing=standing, reason=row.reason or THERE))
    told = acts_elsewhere(guards)
    return GuardsView(
        guards, "Guards elsewhere", "", told, over=False, reason="", rows=tuple(rows), promise=told
    )


def with_choice(guards: Guards, guard: Guard, key: str) -> Guards:
    """Return the guards with another choice for one of them."""
    limit = None if key == OFF else int(key) if key.isdigit() else None
    match guard:
        case Guard.FLOOR:
            return Guards(key == CHOSEN, guards.suspend_after, guards.roll_back_after)
        case Guard.FAILURES:
            return Guards(guards.suspend_below_floor, limit, guards.roll_back_after)
        case Guard.ROLL_BACK:
            return Guards(guards.suspend_below_floor, guards.suspend_after, limit)


def choices_of(guard: Guard) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen for a guard."""
    if guard is Guard.FLOOR:
        return (OFF, "Off"), (CHOSEN, "On")
    return (OFF, "Off"), *((str(limit), str(limit)) for limit in CHOICES)


def current_of(guards: Guards, guard: Guard) -> str:
    """Return the key of what is chosen for a guard."""
    limit = setting(guards, guard)
    return OFF if limit is None else CHOSEN if guard is Guard.FLOOR else str(limit)


def row_of(guard: Guard, guards: Guards, target: Target, floor: int | None) -> GuardRow:
    """Return what is offered of one guard; the floor is None where it is not known."""
    possible = guard is not Guard.ROLL_BACK or can_roll_back(target)
    return GuardRow(
        guard,
        TITLES[guard],
        _floor_sentence(floor) if guard is Guard.FLOOR else _SENTENCES[guard],
        choices_of(guard),
        current_of(fitting(guards, target), guard),
        reason="" if possible else no_way_back(target),
    )


def _row(state: AppState, found: Watched, guard: Guard, zone: tzinfo | None) -> GuardRow:
    vigil = found.monitor.vigil
    floor = None if found.kept is None else found.kept.floor
    row, post = row_of(guard, vigil.guards, found.task.target, floor), vigil.posts.get(guard)
    if post is None:
        return row
    return replace(row, standing=_standing(state, found, guard, post, zone), acted=post.trip is not None)


def _floor_sentence(floor: int | None) -> str:
    if floor is None:
        return f"When fewer instances are in service than the floor, at {LOOKS} looks in a row."
    if not floor:
        return "The floor of this refresh is 0, so this never acts."
    return f"When fewer than {floor} instances are in service, at {LOOKS} looks in a row."


def _standing(state: AppState, found: Watched, guard: Guard, post: Post, zone: tzinfo | None) -> str:
    now = state.now.at
    if post.trip is not None:
        again = (
            "It acts only once."
            if DOES[guard] is RefreshAction.ROLLBACK
            else "It watches again after a suspension has ended."
        )
        return f"Acted at {clock(post.trip.at, now, zone)}: {post.trip.evidence} {again}"
    since = clock(post.since, now, zone)
    if guard is Guard.FLOOR:
        return _of_the_floor(state, found, post, since, zone)
    if post.known is None:
        return "The activities are not read yet."
    failed = len(counting(post, failed_of(found.monitor.activities.value or ())))
    return f"Watches since {since}: {failed} of {setting(found.monitor.vigil.guards, guard)} failed."


def _of_the_floor(state: AppState, found: Watched, post: Post, since: str, zone: tzinfo | None) -> str:
    instances, band, kept = instances_of(state, found.task.group), found.band, found.kept
    if instances is None or band is None or kept is None:
        return "The instances are not read yet."
    if post.recovering:
        return f"Waits until {kept.floor} are in service again."
    serving = sum(1 for instance in instances if instance.state in SERVING)
    now = f"Watches since {since}: {serving} in service now."
    judged = judged_from(state, found)
    if judged is not None:
        at = clock(judged, state.now.at, zone)
        return f"{now} Not judged before {at}: others may be scaling the group."
    if found.monitor.footing.growing:
        return f"{now} The group grows: its floor becomes {band.floor} once so many are."
    return now


def _told(guard: Guard, guards: Guards) -> str:
    limit = setting(guards, guard)
    return f"{TITLES[guard].lower()} ({limit})" if limit else TITLES[guard].lower()
