"""What each cell of the fleet table says, role by role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from essgui.core.select_fleet import Column, Look, Standing
from essgui.core.select_fleet_drawer import day
from essgui.core.select_monitor_words import clock, moment
from essgui.core.select_shell import age
from essgui.ui.status import status_word
from essgui.ui.widgets.capacity import CapacityFigures, sentence
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.select_fleet import FleetRow
    from essgui.domain.ages import Ages
    from essgui.domain.clock import Instant

_TEXT = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole

_SOURCE_ICON = {Look.NONE: "ban", Look.CONFIGURATION: "config", Look.TEMPLATE: "template"}


def cell(row: FleetRow, column: Column, role: int, now: Instant) -> Any:
    """Return what a cell has for a role, or None."""
    return _CELLS[column](row, role, now)


def figures_of(row: FleetRow) -> CapacityFigures:
    """Return a group's capacity as the bar takes it."""
    capacity = row.group.capacity
    return CapacityFigures(
        capacity.in_service, capacity.min_size, capacity.wanted, capacity.max_size, row.drift or 0
    )


def _name(row: FleetRow, role: int, _now: Instant) -> object:
    if role == _TEXT:
        return row.group.name
    if role == Role.SECOND_LINE:
        return row.id
    if role in {Role.NAMED, Role.SECOND_IS_ID}:
        return True
    if role == _TIP:
        tags = "\n".join(f"{key} = {value}" for key, value in row.group.tags.items())
        return "\n".join(filter(None, (row.group.name, row.id, tags)))
    return f"{row.group.name}, {row.id}" if role == _SPOKEN else None


def _region(row: FleetRow, role: int, _now: Instant) -> object:
    if role == Role.TONE:
        return "text2"
    return row.group.region if role in {_TEXT, _TIP} else None


def _type(row: FleetRow, role: int, _now: Instant) -> object:
    return row.group.type.value if role == _TEXT else None


def _capacity(row: FleetRow, role: int, _now: Instant) -> object:
    figures = figures_of(row)
    if role == Role.CAPACITY:
        return figures
    if role == _SPOKEN:
        return sentence(figures)
    if role == _TIP:
        drift = f"\n{row.drift} not on the active configuration" if row.drift is not None else ""
        return f"{sentence(figures)}{drift}"
    return None


def _source(row: FleetRow, role: int, _now: Instant) -> object:
    if role == _TEXT:
        return row.source
    if role == Role.ICON:
        return _SOURCE_ICON[row.source_kind]
    if role == Role.TONE:
        return "text"
    return row.source_tip if role in {_TIP, _SPOKEN} else None


def _drift(row: FleetRow, role: int, now: Instant) -> object:
    sums = row.ages
    if sums is None:
        none = not row.group.capacity.total
        if role == Role.TONE:
            return "text3"
        if role == _TIP:
            ended = row.task is not None and row.task.over
            since = "since the last refresh ended" if ended else "yet"
            return "This group has no instances." if none else f"The instances were not looked at {since}."
        return ("none" if none else "–") if role in {_TEXT, _SPOKEN} else None
    born = "" if sums.oldest is None else age((now.at - sums.oldest).total_seconds())
    if role == _TEXT:
        if row.running is not None:
            return "–"
        return "not known" if sums.drifted is None else f"{sums.drifted} of {sums.total}"
    if role == Role.SECOND_LINE:
        return f"oldest {born}" if born else None
    if role == Role.TONE:
        return "text" if row.drift else "text2"
    if role in {_TIP, _SPOKEN}:
        return _drift_words(row, sums, born)
    return None


def _drift_words(row: FleetRow, sums: Ages, born: str) -> str:
    noun, verb = "instance" if sums.total == 1 else "instances", "is" if row.drift == 1 else "are"
    lines = [f"{row.drift} of {sums.total} {noun} {verb} not on the active configuration."]
    if row.running is not None:
        lines = ["It is being refreshed; drift is told again when that is over."]
    elif row.drift is None:
        lines = [sums.untold]
    if born:
        lines.append(f"The oldest instance is {born} old.")
    return "\n".join(lines)


def _eligible(row: FleetRow, role: int, _now: Instant) -> object:
    if role == _TEXT:
        return row.blocked or "Eligible"
    if role == Role.ICON:
        return "spin" if row.running else "ban" if row.blocked else "tick"
    if role == Role.ICON_TONE:
        return "text3" if row.running else "text2" if row.blocked else "green_fg"
    return row.blocked_why or "This group can be refreshed." if role == _TIP else None


def _refresh(row: FleetRow, role: int, _now: Instant) -> object:
    task = row.task
    if task is not None and row.standing in {Standing.RUNNING, Standing.CHECKPOINT, Standing.FAILED}:
        done, _slash, total = row.counts.partition("/")
        if role == _TEXT:
            return f"/{total}" if total else ""
        if role == _SPOKEN:
            counts = f", {done} of {total} instances" if total else ""
            return f"{status_word(task.status)}{counts}"
        if role == _TIP:
            return "\n".join(filter(None, (status_word(task.status), task.id, task.detail)))
        found = {
            Role.STRONG: done or None,
            Role.STATUS: str(task.status),
            Role.SHARE: task.share if total else None,
        }
        return found.get(Role(role)) if role in found else None
    match row.standing:
        case Standing.LOOKING:
            text, tip = "looking…", "The refreshes of this group were not read yet."
        case Standing.NOT_KNOWN:
            failure = row.failure
            text = "not known"
            tip = f"{failure.sentence} {failure.hint}\n{failure.code}" if failure is not None else text
        case _:
            text, tip = "Idle", "No refresh of this group is under way."
    if role == Role.TONE:
        return "text3" if row.standing is Standing.LOOKING else "text2"
    return text if role in {_TEXT, _SPOKEN} else tip if role == _TIP else None


def _last(row: FleetRow, role: int, now: Instant) -> object:
    task = row.task
    if task is None:
        known = row.standing not in {Standing.LOOKING, Standing.NOT_KNOWN}
        return ("never" if known else "–") if role == _TEXT else None
    at = task.started_at if not task.over else row.ended_at
    if role == Role.SECOND_STATUS:
        return str(task.status) if task.over else None
    if role == Role.SECOND_LINE:
        return None if task.over or at is None else day(at, now.at)
    if at is None:
        return "not known" if role == _TEXT else None
    if role == _TEXT:
        if task.over:
            return f"{age((now.at - at).total_seconds())} ago"
        return clock(at, at)
    if role == _TIP:
        # Where the cloud gives no end, `at` is the beginning.
        ended = task.over and task.ended_at is not None
        return f"{'Ended' if ended else 'Began'} {moment(at)}\n{task.id}"
    return None


_CELLS: dict[Column, Callable[[FleetRow, int, Instant], object]] = {
    Column.NAME: _name,
    Column.REGION: _region,
    Column.TYPE: _type,
    Column.CAPACITY: _capacity,
    Column.SOURCE: _source,
    Column.DRIFT: _drift,
    Column.ELIGIBLE: _eligible,
    Column.REFRESH: _refresh,
    Column.LAST: _last,
}
