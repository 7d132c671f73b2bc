"""The drawer at the right of the fleet: the selected group looked at closely, and the button for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from essgui.ui.fleet.sections import CapacitySection, ChecksSection, FactsSection, RefreshesSection
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import icon_button, primary_button, secondary_button
from essgui.ui.widgets.card import Divider
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from essgui.core.select_fleet_drawer import DrawerView

WIDTH = 344


class Drawer(QFrame):
    """Shows a DrawerView.

    Signals: closed(); refresh_wanted(group id); watch_wanted(task id).
    """

    closed = Signal()
    refresh_wanted = Signal(object)
    watch_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fleet_drawer")
        self.setAccessibleName(self.tr("Selected group"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self.setFixedWidth(WIDTH)
        self._view: DrawerView | None = None
        self.name = ElidedLabel("", FontRole.HEADING)
        self.close_button = icon_button("close", self.tr("Close the drawer (Esc)"))
        self.close_button.setObjectName("close_drawer")
        self.identifier = CopyableId()
        self.identifier.setObjectName("selected_group_id")
        self.place = Label("", FontRole.SMALL, "text2")
        self.gone = Label("", FontRole.BODY, "text2", wrap=True)
        self.capacity = CapacitySection()
        self.checks = ChecksSection()
        self.facts = FactsSection()
        self.refreshes = RefreshesSection()
        self.refresh = primary_button(self.tr("Refresh instances…"), "refreshes")
        self.refresh.setObjectName("refresh_instances")
        self.refresh.setToolTip(self.tr("Set up an instance refresh of this group (Ctrl+R)"))
        self.refresh_reason = DisabledReason(self.refresh)
        self.watch = secondary_button(self.tr("Watch"), "eye")
        self.watch.setObjectName("watch_refresh")
        self.watch.setToolTip(self.tr("Open the monitor of the refresh under way"))
        self._body = QWidget()
        self._lay_out()
        self.close_button.clicked.connect(self.closed)
        self.refresh.clicked.connect(self._on_refresh)
        self.watch.clicked.connect(self._on_watch)
        self.refreshes.opened.connect(self.watch_wanted)

    @property
    def view(self) -> DrawerView | None:
        """What is shown."""
        return self._view

    def show_view(self, view: DrawerView) -> None:
        """Show a group; parts that are as before stay untouched."""
        if view == self._view:
            return
        self._view = view
        self.name.setText(view.name)
        self.identifier.set_identifier(view.id)
        self.place.setText(view.place)
        self.gone.setVisible(view.gone)
        self._body.setVisible(not view.gone)
        self.refresh_reason.set_reason(view.permit.reason, self.tr("This group cannot be refreshed now"))
        self.watch.setVisible(view.running is not None)
        if view.gone:
            self.gone.setText(
                self.tr(
                    "This scaling group is in no list any more. It may have been deleted, or its region is "
                    "not shown. Read the list again, or choose another group."
                )
            )
            return
        self.capacity.show_view(view)
        self.checks.show_lines(view.checks, view.permit.reason)
        self.facts.show_view(view)
        self.refreshes.show_view(view)

    def ask_refresh(self) -> None:
        """Do what the primary button does, if it is on."""
        if self.refresh.isEnabled():
            self._on_refresh()

    def take_focus(self) -> None:
        """Put the keyboard on what one most likely wants next."""
        wanted = self.refresh if self.refresh.isEnabled() else self.close_button
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refresh(self) -> None:
        if self._view is not None:
            self.refresh_wanted.emit(self._view.id)

    def _on_watch(self) -> None:
        if self._view is not None and self._view.running is not None:
            self.watch_wanted.emit(self._view.running)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name, 1)
        top.addWidget(self.close_button)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self.identifier, 1)
        under.addWidget(self.place)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(0)
        head.addLayout(top)
        head.addLayout(under)

        body = QVBoxLayout(self._body)
        body.setContentsMargins(16, 12, 16, 16)
        body.setSpacing(14)
        for section in (self.capacity, self.checks, self.facts, self.refreshes):
            body.addWidget(section)
        body.addStretch(1)
        self.gone.setContentsMargins(16, 16, 16, 16)
        self.gone.hide()
        scroll = QScrollArea()
        scroll.setObjectName("drawer_scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)

        foot = QHBoxLayout()
        foot.setContentsMargins(16, 11, 16, 11)
        foot.setSpacing(8)
        foot.addWidget(self.refresh_reason, 1)
        foot.addWidget(self.watch)

        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addWidget(self.gone)
        column.addWidget(scroll, 1)
        column.addWidget(Divider())
        column.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Divider(vertical=True))
        whole.addLayout(column, 1)
