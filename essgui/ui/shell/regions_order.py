"""The order in which F6 goes through each page, declared once; what is hidden or off is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.state import Step
from essgui.domain.lifecycle import RefreshAction
from essgui.ui.fleet.page import FleetPage
from essgui.ui.history.page import HistoryPage
from essgui.ui.settings.page import SettingsPage
from essgui.ui.shell.monitors import Monitors
from essgui.ui.shell.refreshes_page import RefreshesPage
from essgui.ui.widgets.regions import Region
from essgui.ui.wizard.page import WizardPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from essgui.ui.monitor.page import MonitorPage

_SAFE = (RefreshAction.RESUME, RefreshAction.SUSPEND)
"""Actions on which the keyboard may land: the others are hard to undo."""


def page_regions(page: QWidget) -> tuple[Region, ...]:
    """Return the regions of a page in the order of reading."""
    match page:
        case FleetPage():
            return _fleet(page)
        case RefreshesPage():
            return Region(page.top, (page.watch,)), Region(page.table)
        case WizardPage():
            return _wizard(page)
        case Monitors():
            front = page.front
            return Region(page.tabs), *(() if front is None else _monitor(front))
        case HistoryPage():
            return _history(page)
        case SettingsPage():
            return tuple(Region(c) for c in (page.notifications, page.webhook, page.archive, page.look))
        case _:
            return ()


def _fleet(page: FleetPage) -> tuple[Region, ...]:
    return (
        Region(page.top, (page.top.filter,)),
        Region(page.places, (page.table,)),
        Region(page.drawer, (page.drawer.refresh,)),
    )


def _wizard(page: WizardPage) -> tuple[Region, ...]:
    on_pace = page.stack.has(Step.PACE) and page.pace.isVisible()
    form = (page.pace.form, page.pace.forecast) if on_pace else (page.stack, page.diff)
    return (
        Region(page.header, (page.header.strip,)),
        Region(page.notices),
        *(Region(part) for part in form),
        Region(page.footer, (page.footer.next,)),
    )


def _monitor(page: MonitorPage) -> tuple[Region, ...]:
    buttons = page.head.buttons
    return (
        Region(page.unknown),
        Region(page.head, (*(buttons.button(action) for action in _SAFE), page.head.again)),
        Region(page.notes),
        Region(page.ladder),
        Region(page.chart),
        Region(page.attention),
        Region(page.final),
        Region(page.tabs, (page.tabs.bar,)),
    )


def _history(page: HistoryPage) -> tuple[Region, ...]:
    replay = page.replay
    return (
        Region(page.top, (page.top.filter,)),
        Region(page.pane, (page.table,)),
        Region(page.asked),
        Region(page.panel, (page.panel.again,)),
        Region(replay.top),
        Region(replay.chart),
        Region(replay.events),
        Region(replay.bar, (replay.bar.slider,)),
        Region(replay.nothing),
    )
