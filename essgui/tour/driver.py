"""A page object for the real window: finds controls by name, clicks, types, and waits for conditions.

The tour and the journeys of the tests both drive the program through it. It never waits for time: every
wait is for something that can be seen, in the state or on the screen, and ends with an error that says
what was on screen instead.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget

from essgui.core.lookup import all_groups, group_of, running_task
from essgui.ui.theme import current_theme
from essgui.ui.widgets.confirm import ConfirmSheet
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId, ScalingGroup, TaskId
    from essgui.program import Program

W = TypeVar("W", bound=QWidget)

PATIENCE = 30.0
"""Seconds after which a wait gives up."""


class NotSeen(AssertionError):
    """What was waited for did not come."""


class Driver:
    """Drives one Program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._changed = asyncio.Event()
        program.store.listen(self._on_change)

    @property
    def state(self) -> AppState:
        """The state now."""
        return self.program.store.state

    @property
    def window(self) -> QWidget:
        """The main window."""
        return self.program.window

    async def until(
        self, condition: Callable[[AppState], bool], what: str, patience: float = PATIENCE
    ) -> AppState:
        """Wait until the state fulfils a condition and was drawn; return it. Raises NotSeen."""
        try:
            async with asyncio.timeout(patience):
                while not (condition(self.state) and self.program.store.settled):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise NotSeen(
                f"{what} did not come within {patience:g} s. On screen: {self.on_screen()}"
            ) from None
        await self.settle()
        return self.state

    async def quiet(self) -> None:
        """Wait until no call is under way and everything was drawn."""
        async with asyncio.timeout(PATIENCE):
            await self.program.lanes.idle.wait()
        await self.settle()

    async def settle(self) -> None:
        """Let Qt and the loop finish what they have begun."""
        for _ in range(3):
            await asyncio.sleep(0)
        QApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def find(self, kind: type[W], name: str) -> W:
        """Return the visible control of a name; raises NotSeen where there is none."""
        found = [w for w in self._roots() for w in self._named(w, kind, name) if w.isVisible()]
        if not found:
            raise NotSeen(f"no visible {kind.__name__} is called {name}. On screen: {self.on_screen()}")
        return found[0]

    def has(self, name: str) -> bool:
        """Tell whether a control of this name is visible."""
        return any(w.isVisible() for root in self._roots() for w in self._named(root, QWidget, name))

    async def click(self, name: str) -> None:
        """Click a button; raises NotSeen where it is missing or off."""
        button = self.find(QAbstractButton, name)
        if not button.isEnabled():
            raise NotSeen(f"{name} is off: {button.accessibleDescription() or button.toolTip()}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, _middle(button))
        await self.settle()

    async def confirm(self) -> None:
        """Confirm the act that a sheet asks about, typing the name that it wants."""
        sheet = self.find(ConfirmSheet, "confirm_sheet")
        if sheet.question.typed:
            await self.type("confirm_typed", sheet.question.typed)
        await self.click("confirm_act")

    async def type(self, name: str, text: str) -> None:
        """Replace the text of a field, key by key."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        await self.settle()

    async def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        await self.settle()

    async def select_row(self, table_name: str, identity: str) -> None:
        """Click the row of a table that stands for an id."""
        table = self.find(QTableView, table_name)
        model = table.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if str(index.data(Role.IDENTITY)) == identity:
                table.scrollTo(index)
                spot = table.visualRect(index).center()
                QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
                await self.settle()
                return
        raise NotSeen(f"{table_name} has no row of {identity}")

    def group(self, name: str) -> ScalingGroup:
        """Return the group of a name; raises NotSeen where it is not listed."""
        for group in all_groups(self.state):
            if group.name == name:
                return group
        raise NotSeen(f"no group is called {name}: {[g.name for g in all_groups(self.state)]}")

    def task(self, task: TaskId) -> RefreshTask:
        """Return a refresh that is known."""
        return self.state.tasks[task]

    def running(self, group: GroupId) -> RefreshTask | None:
        """Return the running refresh of a group."""
        return running_task(self.state, group)

    async def open_wizard(self, name: str) -> None:
        """Select a group in the fleet and press the button that opens the wizard."""
        group = self.group(name)
        await self.select_row("fleet_table", group.id)
        await self.until(
            lambda s: (
                s.fleet.selected == group.id
                and group.id in s.details
                and s.details[group.id].configurations.value is not None
                and s.details[group.id].instances.value is not None
            ),
            f"the details of {name}",
        )
        await self.click("refresh_instances")
        await self.until(lambda s: s.wizard is not None, "the wizard")

    async def start_refresh(self) -> TaskId:
        """Press Start, typing the name that a protected group wants; wait for the new monitor."""
        known = set(self.state.monitors)
        wizard = self.state.wizard
        if wizard is not None and self.has("confirm_name"):
            group = group_of(self.state, wizard.group)
            await self.type("confirm_name", group.name if group else "")
        await self.click("wizard_start")
        state = await self.until(lambda s: s.wizard is None and bool(set(s.monitors) - known), "the start")
        return next(task for task in state.monitors if task not in known)

    def picture(self, path: Path) -> None:
        """Write what the window shows, with the dialog that is open over it."""
        shot = self.window.grab()
        for dialog in QApplication.topLevelWidgets():
            if dialog.isVisible() and dialog.parentWidget() is not None and dialog.isWindow():
                painter = QPainter(shot)
                spot = self.window.rect().center() - dialog.rect().center()
                if dialog.windowType() is Qt.WindowType.Popup:
                    spot = self.window.mapFromGlobal(dialog.pos())
                painter.drawPixmap(spot, dialog.grab())
                painter.setPen(current_theme().color("border_strong"))
                painter.drawRect(QRect(spot, dialog.size()))
                painter.end()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not shot.save(str(path)):
            raise OSError(f"{path} could not be written")

    def on_screen(self) -> str:
        """Return the texts that are on screen, for an error message."""
        texts = [
            label.text() for root in self._roots() for label in root.findChildren(QLabel) if label.isVisible()
        ]
        return " · ".join(t for t in texts if t)[:1500]

    def _roots(self) -> list[QWidget]:
        """Every visible window, those opened last first."""
        windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        windows.sort(key=lambda w: w is self.window)
        return windows

    def _named(self, root: QWidget, kind: type[W], name: str) -> list[W]:
        own = [root] if isinstance(root, kind) and root.objectName() == name else []
        return [*own, *root.findChildren(kind, name)]

    def _on_change(self, _old: AppState, _new: AppState) -> None:
        self._changed.set()


def _middle(widget: QWidget) -> QPoint:
    return widget.rect().center()
