"""The bar at the top: whose account, which regions, watching by id, and how fresh the data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.messages import CentreRead
from essgui.core.select_shell import Freshness, freshness, regions_summary
from essgui.core.state import ProfileKind
from essgui.ui.actions import Command, command_spec
from essgui.ui.fonts import FontRole
from essgui.ui.shell.bell import Bell
from essgui.ui.shell.centre_card import CentreCard
from essgui.ui.shell.profile_card import ProfileCard
from essgui.ui.shell.regions_card import RegionsCard
from essgui.ui.widgets.buttons import Button, icon_button, secondary_button
from essgui.ui.widgets.context_chip import ContextChip, Environment, EnvironmentStrip
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.state import AppState

_NAMES_SHOWN = 3


class ContextBar(QFrame):
    """The context bar.

    Signals:
        asked: a command was pressed.
    """

    asked = Signal(Command)

    def __init__(self, send: Callable[[Message], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._state: AppState | None = None
        self.setProperty("ground", "surface")
        self.setFixedHeight(50)
        self.strip = EnvironmentStrip()
        self.profile = ContextChip()
        self.profile.setObjectName("profile_chip")
        self.regions = Button("", "globe", "secondary")
        self.regions.setObjectName("regions_chip")
        watch = command_spec(Command.WATCH)
        self.watch = secondary_button(watch.text, watch.icon)
        self.watch.setObjectName("watch_by_id")
        self.watch.setToolTip(f"Open the monitor of any refresh by its ir-… id ({watch.keys[0]})")
        self.fresh_icon = IconLabel("refreshes", "text3")
        self.fresh = Label("", FontRole.SMALL, "text2")
        self.fresh.setObjectName("freshness")
        self.again = icon_button("refreshes", "Read everything again now")
        self.again.setObjectName("read_again")
        self.again.setToolTip("Read everything again now (F5)")
        centre = command_spec(Command.CENTRE)
        self.bell = Bell(f"What happened in this session ({centre.keys[0]})")
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        for widget in (self.profile, self.regions, self.watch):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.fresh_icon, self.fresh, self.again, self.bell):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(row, 1)
        self.profile.clicked.connect(self._open_profile)
        self.regions.clicked.connect(self._open_regions)
        self.watch.clicked.connect(lambda: self.asked.emit(Command.WATCH))
        self.bell.clicked.connect(lambda: self.asked.emit(Command.CENTRE))
        self.again.clicked.connect(lambda: self.asked.emit(Command.READ_AGAIN))

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show the profile, the regions and the freshness of a state."""
        self._state = new
        if old is None or old.profile is not new.profile:
            simulated = new.profile.kind is ProfileKind.SIMULATED
            environment = Environment.SIM if simulated else Environment.PROD
            self.profile.set_profile(new.profile.name, environment, "" if simulated else "account")
            self.strip.set_environment(environment)
        if old is None or old.chosen is not new.chosen:
            count, names = regions_summary(new)
            shown = f"{count}   {names}" if 0 < len(new.chosen) <= _NAMES_SHOWN else count
            self.regions.setText(shown if new.chosen else "Regions")
            self.regions.setToolTip(plain_tip(names) or "Choose the regions to see")
        self._show_freshness(freshness(new))
        self.bell.show_unread(new.centre.unread)

    def open_centre(self) -> None:
        """Open the list of notifications; to have seen it is to have read them."""
        if self._state is not None:
            card = CentreCard(self._state.centre, self._state.now.at, self._send, self)
            card.open_below(self.bell, right=True)
            self._send(CentreRead())

    def _show_freshness(self, now: Freshness) -> None:
        self.fresh_icon.set_icon(now.icon, now.tone)
        if self.fresh.text() != now.text:
            self.fresh.setText(now.text)
        self.fresh.setToolTip(plain_tip(now.why))
        self.fresh.set_tone(now.tone if now.stale else "text2")
        self.fresh.setAccessibleDescription(now.why)

    def _open_profile(self) -> None:
        if self._state is not None:
            ProfileCard(self._state.profile, self).open_below(self.profile)

    def _open_regions(self) -> None:
        if self._state is not None:
            RegionsCard(self._state, self._send, self).open_below(self.regions)
