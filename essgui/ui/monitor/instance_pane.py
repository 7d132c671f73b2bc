"""The instances of the group as the refresh sees them: new, old, ignored and why, and those that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from essgui.core.select_monitor_rows import InstanceRow
from essgui.domain.roles import GONE, InstanceRole
from essgui.ui.monitor.cells import IdDelegate
from essgui.ui.monitor.filter_strip import FilterStrip
from essgui.ui.monitor.row_model import Column, RowModel
from essgui.ui.monitor.row_table import RowTable
from essgui.ui.monitor.table_pane import TablePane
from essgui.ui.widgets.delegates.cells import IconTextDelegate, PlainDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from essgui.core.failure import Failure
    from essgui.ui.monitor.row_model import Keyed

_SHOW, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_HEIGHT = 32


def _role(row: InstanceRow) -> dict[int, Any]:
    return {
        _SHOW: row.title,
        Role.ICON: row.icon,
        Role.ICON_TONE: row.tone,
        Role.TONE: "text",
        Role.SORT: f"{row.title} {row.zone} {row.key}",
        _TIP: row.told or row.reason,
    }


def _last(text: str, row: InstanceRow) -> dict[int, Any]:
    """Return a cell that says of one that has left what was last seen."""
    return {_SHOW: text, Role.SORT: text, _TIP: row.tip}


def _place(text: str, row: InstanceRow) -> dict[int, Any]:
    """Return a cell that says of one that has left how much is known."""
    return {_SHOW: text, Role.SORT: text, _TIP: row.place_tip}


COLUMNS: tuple[Column[InstanceRow], ...] = (
    Column("Instance", lambda row: {_SHOW: row.key, Role.SORT: row.key}, 184),
    Column("Role", _role, 150),
    Column("State", lambda row: _last(row.state, row), 104),
    Column(
        "Health",
        lambda row: {
            **_last(row.health, row),
            Role.ICON: "warn" if row.unwell else "",
            Role.ICON_TONE: "red_fg" if row.unwell else "text2",
            Role.SORT: f"{0 if row.unwell else 1} {row.health}",
        },
        88,
    ),
    Column("Warm-up", lambda row: _last(row.warmup, row), 88),
    Column("Zone", lambda row: _place(row.zone, row), 118),
    Column(
        "Configuration",
        lambda row: {_SHOW: row.configuration, Role.SORT: row.configuration, _TIP: row.configuration_tip},
        0,
    ),
    Column("Age", lambda row: {**_last(row.age, row), Role.SORT: row.seconds}, 88),
    Column(
        "Activity",
        lambda row: {_SHOW: row.activity, Role.SORT: row.activity, _TIP: row.activity_tip},
        136,
    ),
    Column("Private IP", lambda row: _place(row.address, row), 100),
)


_NARROWEST = 88
_GONE = "gone"
"""The choice of those that have left, however they did."""


class InstancePane(TablePane):
    """The table of instances: those of the group, and below them those that have left it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        model = RowModel(COLUMNS, _as_text)
        delegates = (
            IdDelegate(row_height=_HEIGHT, first=True),
            IconTextDelegate(row_height=_HEIGHT),
            PlainDelegate(row_height=_HEIGHT),
            IconTextDelegate(row_height=_HEIGHT),
            *(PlainDelegate(row_height=_HEIGHT) for _ in COLUMNS[4:]),
        )
        table = RowTable(model, COLUMNS, delegates, _HEIGHT)
        table.setObjectName("instance_table")
        table.setAccessibleName("Instances of the group")
        empty = EmptyState("fleet", "No instances", "The group has no instance now.")
        living = ((role.value, role.value) for role in InstanceRole if role not in GONE)
        roles = (("", "All roles"), *living, (_GONE, "Gone"))
        strip = FilterStrip("instance", "instances", roles, "Only stuck or unhealthy")
        super().__init__(model, table, empty, parent, strip=strip, passes=_passes)
        model.setParent(self)
        # Where the window is narrow one scrolls rather than loses the configuration.
        table.horizontalHeader().setMinimumSectionSize(_NARROWEST)
        # Unsorted at first: the rows come by role, then zone.
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)

    def show_rows(self, rows: Sequence[Keyed] | None, failure: Failure | None, *, dim: bool) -> None:
        """Show rows, and say how many of them are still there where some are not."""
        gone = sum(1 for row in rows or () if isinstance(row, InstanceRow) and row.role in GONE)
        self.filter.rest = f"{len(rows or ()) - gone} in the group, {gone} gone" if gone else ""
        super().show_rows(rows, failure, dim=dim)

    def show_gone(self) -> None:
        """Show only those that have left, and give the table the focus."""
        self.filter.clear()
        self.filter.choose(_GONE)
        self.table.setFocus()


def _passes(strip: FilterStrip, row: InstanceRow) -> bool:
    if strip.only_bad.isChecked() and not (row.unwell or row.role is InstanceRole.STUCK):
        return False
    if strip.chosen == _GONE:
        return row.role in GONE
    return not strip.chosen or row.role.value == strip.chosen


def _as_text(row: InstanceRow) -> str:
    cells = (
        row.key,
        row.title,
        row.state,
        row.health,
        row.warmup,
        row.zone,
        row.configuration,
        row.age,
        row.activity,
        row.address,
    )
    return "\t".join(cells)
