"""What the frame of the window says: freshness, regions, status bar, the list of refreshes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import all_groups, group_of
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.state import Page, Poll, ProfileKind, Remote
from essgui.domain.words import span

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId, RegionId, TaskId


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old what is on screen is."""

    text: str
    tone: str
    """A colour of the tokens."""
    icon: str
    why: str = ""
    stale: bool = False


def age(seconds: float) -> str:
    """Say how long ago something was, shortly, in a unit of which two have passed: "99 s", "12 min"."""
    whole = max(0, int(seconds))
    if whole < 120:
        return f"{whole} s"
    if whole < 2 * 3600:
        return f"{whole // 60} min"
    if whole < 48 * 3600:
        return f"{whole // 3600} h"
    return f"{whole // 86400} d"


def freshness(state: AppState) -> Freshness:
    """Sum up all regions on screen: the worst failure speaks, else the newest answer."""
    remotes = [state.groups.get(region, Remote()) for region in state.chosen]
    polls = [state.polls[region] for region in state.chosen if region in state.polls]
    if state.regions.failure is not None and not any(r.seen for r in remotes):
        return Freshness(
            "not connected",
            "red_fg",
            "octx",
            _why(state.regions.failure, state.regions.retry_at, state),
            True,
        )
    seen = [moment.mono for moment in (*(r.seen for r in remotes), *(p.seen for p in polls)) if moment]
    bad = [(r.failure, r.retry_at) for r in remotes if r.failure] + [
        (p.failure, p.next_at) for p in polls if p.failure
    ]
    if not seen:
        if bad:
            return Freshness("no answer yet", "red_fg", "octx", _why(*bad[0], state), True)
        return Freshness("reading…", "text3", "refreshes")
    old = span(state.now.mono - max(seen))
    if not bad:
        return Freshness(f"updated {old} ago", "green_fg", "refreshes")
    if len([r for r in remotes if r.failure]) == len(remotes):
        return Freshness(f"no answer for {old}", "red_fg", "octx", _why(*bad[0], state), True)
    misses = max((p.misses for p in polls), default=0)
    text = f"no answer for {old}" if misses >= OFFLINE_AFTER else f"updated {old} ago"
    return Freshness(text, "amber_fg", "warn", _why(*bad[0], state), True)


def _why(failure: Failure, retry_at: float | None, state: AppState) -> str:
    if retry_at is None:
        return f"{failure.sentence} {failure.hint}".strip()
    wait = max(0, round(retry_at - state.now.mono))
    return f"{failure.sentence} Next try in {wait} s."


def regions_summary(state: AppState) -> tuple[str, str]:
    """Return how many regions are shown, and their names."""
    count = len(state.chosen)
    return f"{count} region{'' if count == 1 else 's'}", ", ".join(state.chosen)


def status_items(state: AppState) -> tuple[str, ...]:
    """Return the left side of the status bar."""
    items: list[str] = []
    if state.profile.kind is ProfileKind.SIMULATED:
        items.append("Simulated cloud: no real resources are touched")
        items.append(f"Speed ×{state.profile.speed:g}")
    reached = sum(
        1 for r in state.chosen if state.groups.get(r, Remote()).seen and not state.groups[r].failure
    )
    if state.chosen:
        items.append(f"{reached} of {len(state.chosen)} regions reachable")
    count = sum(1 for _ in all_groups(state))
    items.append(f"{count} group{'' if count == 1 else 's'}")
    waiting = len(state.discovery.queue) + len(state.discovery.in_flight)
    if waiting:
        items.append(f"looking for refreshes in {waiting} groups")
    else:
        items.append(_polling(state))
    return tuple(items)


def _polling(state: AppState) -> str:
    regions = {task.region for task in state.tasks.values() if not task.over}
    if not regions:
        return "no refresh to poll"
    if all(state.polls.get(region, Poll()).misses >= OFFLINE_AFTER for region in regions):
        return "ESS does not answer, trying again"
    return f"polling every {state.cadence.active:g} s"


def account_items(state: AppState) -> tuple[str, ...]:
    """Return the right side of the status bar: who we are, with most of the digits hidden."""
    account = state.profile.account
    hidden = f"{account[:4]}••••{account[-4:]}" if len(account) > 8 else account
    items = [f"Account {hidden}"] if hidden else []
    if state.profile.key_hint:
        items.append(f"key {state.profile.key_hint}")
    if state.profile.endpoint:
        items.append(state.profile.endpoint)
    return tuple(items)


@dataclass(frozen=True, slots=True)
class RefreshRow:
    """One refresh in the list of refreshes."""

    task: TaskId
    group: GroupId
    name: str
    region: RegionId
    status: str
    finished: int
    total: int
    share: float
    started_at: datetime | None
    ended_at: datetime | None
    over: bool
    watched: bool
    """It has an open monitor."""


def refresh_rows(state: AppState) -> tuple[RefreshRow, ...]:
    """List every refresh known: those that run first, then the newest."""
    # Looked up once: to search the groups for every refresh would hold the window at some thousand of both.
    names = {group.id: group.name for remote in state.groups.values() for group in remote.value or ()}
    rows = [_row(state, task, names.get(task.group, task.group)) for task in state.tasks.values()]
    rows.sort(key=lambda r: (r.over, -(r.started_at.timestamp() if r.started_at else 0.0), r.task))
    return tuple(rows)


def running_count(state: AppState) -> int:
    """Count the refreshes that are not over."""
    return sum(1 for task in state.tasks.values() if not task.over)


def _row(state: AppState, task: RefreshTask, name: str) -> RefreshRow:
    return RefreshRow(
        task.id,
        task.group,
        name,
        task.region,
        str(task.status),
        task.finished,
        task.total,
        task.share,
        task.started_at,
        task.ended_at,
        task.over,
        task.id in state.monitors,
    )


def monitor_titles(state: AppState) -> tuple[tuple[TaskId, str, str], ...]:
    """Return the tabs of open monitors: id, group name, status."""
    titles: list[tuple[TaskId, str, str]] = []
    for monitor in state.monitors.values():
        group = group_of(state, monitor.group)
        task = state.tasks.get(monitor.task)
        titles.append(
            (monitor.task, group.name if group else monitor.group, str(task.status) if task else "")
        )
    return tuple(titles)


def monitor_beside(state: AppState, step: int) -> TaskId | None:
    """Return the monitor `step` tabs further, around the end; from another page, the one in front."""
    order = list(state.monitors)
    if not order:
        return None
    if state.monitor is None or state.monitor not in order:
        return order[0]
    if state.page is not Page.MONITOR:
        return state.monitor
    return order[(order.index(state.monitor) + step) % len(order)]
