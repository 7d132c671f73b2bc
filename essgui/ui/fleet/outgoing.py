"""What is done on the parts of the fleet page and in its menus, as messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from essgui.core.again import again_permit
from essgui.core.messages import (
    FilterTyped,
    MonitorOpened,
    ReadAgain,
    ReadRegionsAgain,
    SegmentChosen,
    WizardOpened,
    WizardOpenedLike,
)
from essgui.ui.fleet.menu import row_menu
from essgui.ui.shell.refresh_menu import refresh_menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from essgui.core.messages import Message
    from essgui.core.select_fleet import FleetRow
    from essgui.core.select_fleet_summary import Strip
    from essgui.core.state import AppState, Segment
    from essgui.domain.scaling import GroupId, TaskId
    from essgui.ui.fleet.drawer import Drawer
    from essgui.ui.fleet.top import FleetTop

    Send = Callable[[Message], None]


def connect_top(top: FleetTop, send: Send) -> None:
    """Send what is filtered, and what shall be read again."""

    def type_filter(text: str) -> None:
        send(FilterTyped(text))

    def choose_segment(segment: Segment) -> None:
        send(SegmentChosen(segment))

    def read_again(strip: Strip) -> None:
        if len(strip.regions) == 1:
            send(ReadAgain(strip.regions[0]))
        else:
            send(ReadAgain() if strip.regions else ReadRegionsAgain())

    top.typed.connect(type_filter)
    top.segment_chosen.connect(choose_segment)
    top.retried.connect(read_again)


def connect_drawer(drawer: Drawer, send: Send) -> None:
    """Send the ways out of the drawer, to the wizard and to a monitor."""

    def refresh(group: GroupId) -> None:
        send(WizardOpened(group))

    def watch(task: TaskId | None) -> None:
        _watch(task, send)

    drawer.refresh_wanted.connect(refresh)
    drawer.watch_wanted.connect(watch)


def open_row_menu(row: FleetRow, where: QPoint, page: QWidget, send: Send) -> None:
    """Open the menu of a group."""
    task = row.task.id if row.task is not None else None
    menu = row_menu(
        row,
        page,
        lambda: send(WizardOpened(row.id)),
        lambda: _start_like(task, send),
        lambda: _watch(task, send),
        lambda: QGuiApplication.clipboard().setText(row.id),
    )
    menu.popup(where)


def open_past_menu(state: AppState, task: TaskId, where: QPoint, page: QWidget, send: Send) -> None:
    """Open the menu of a refresh that the drawer lists."""
    menu = refresh_menu(
        page,
        again_permit(state, task).reason,
        lambda: _watch(task, send),
        lambda: _start_like(task, send),
        lambda: QGuiApplication.clipboard().setText(task),
    )
    menu.popup(where)


def _start_like(task: TaskId | None, send: Send) -> None:
    if task is not None:
        send(WizardOpenedLike(task))


def _watch(task: TaskId | None, send: Send) -> None:
    if task is not None:
        send(MonitorOpened(task))
