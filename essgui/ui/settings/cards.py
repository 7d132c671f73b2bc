"""The cards of the settings page that are made of choices alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core import select_settings as select
from essgui.core.messages import SettingChosen
from essgui.core.notifications import SWITCHES
from essgui.core.state import NotificationKind
from essgui.domain.settings import FOR_EVER, OFF, ON, Key, setting
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.rows import KeyValueRow
from essgui.ui.widgets.segmented import SegmentedControl
from essgui.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from essgui.core.messages import Message
    from essgui.core.state import AppState

_SWITCHES: dict[NotificationKind, tuple[str, str]] = {
    NotificationKind.CHECKPOINT: ("Checkpoint reached", "A refresh waits for you, or for its pause to end."),
    NotificationKind.STUCK: ("Needs attention", "Instances are stuck, or a refresh does not move."),
    NotificationKind.FAILED: ("Failed", "A refresh or a rollback has failed."),
    NotificationKind.FINISHED: ("Finished", "A refresh has succeeded, was cancelled or was rolled back."),
    NotificationKind.LOST: ("Connection lost", "ESS no longer answers while refreshes run."),
}
_WORDS: dict[Key, Mapping[str, str]] = {
    Key.THEME: {"light": "Light", "dark": "Dark"},
    Key.WEBHOOK: {OFF: "Off", "dingtalk": "DingTalk", "json": "Plain JSON"},
    Key.KEEP_DAYS: {"30": "30 days", "90": "90 days", "365": "365 days", FOR_EVER: "For ever"},
}


class Choice(SegmentedControl):
    """The values of one setting, made from its row of the table."""

    def __init__(self, key: Key, name: str, send: Callable[[Message], None]) -> None:
        super().__init__([(value, _WORDS[key][value]) for value in setting(key).allowed])
        self.key = key
        self.setObjectName(f"setting_{key.value}")
        self.name_segments(self.objectName())
        self.setAccessibleName(name)
        # Showing a state chooses a segment too; the same value again changes nothing.
        self._showing = False
        self._send = send
        self.changed.connect(self._on_changed)

    def show_state(self, state: AppState) -> None:
        """Show the value in force."""
        self._showing = True
        self.set_current(state.settings[self.key])
        self._showing = False

    def _on_changed(self, value: str) -> None:
        if not self._showing:
            self._send(SettingChosen(self.key, value))


class LookCard(Card):
    """Light or dark."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        super().__init__("Look")
        self.choice = Choice(Key.THEME, "Look", send)
        self.body.addWidget(self.choice)

    def show_state(self, state: AppState) -> None:
        """Show the look that is worn."""
        self.choice.show_state(state)


class NotificationsCard(Card):
    """A switch for each kind."""

    def __init__(self, send: Callable[[Message], None], *, tray: bool) -> None:
        super().__init__("Notifications")
        self._send = send
        self.switches: dict[NotificationKind, Switch] = {}
        for kind, (name, text) in _SWITCHES.items():
            switch = Switch()
            switch.setObjectName(f"setting_{SWITCHES[kind].value}")
            switch.setAccessibleName(name)
            switch.setAccessibleDescription(text)
            switch.clicked.connect(partial(self._switched, kind))
            self.switches[kind] = switch
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Label(name, FontRole.NAME))
            words.addWidget(Label(text, FontRole.SMALL, "text2"))
            row = QHBoxLayout()
            row.addLayout(words, 1)
            row.addWidget(switch)
            self.body.addLayout(row)
        where = "below the bell, and as messages of the desktop" if tray else "below the bell"
        note = f"They are listed {where}. " + (
            "" if tray else "This desktop has no tray, so it shows no messages of its own."
        )
        self.body.addWidget(Label(note.strip(), FontRole.SMALL, "text3", wrap=True))

    def show_state(self, state: AppState) -> None:
        """Show which kinds are on."""
        for kind, switch in self.switches.items():
            switch.setChecked(state.settings.on(SWITCHES[kind]))

    def _switched(self, kind: NotificationKind) -> None:
        self._send(SettingChosen(SWITCHES[kind], ON if self.switches[kind].isChecked() else OFF))


class ArchiveCard(Card):
    """How long ended refreshes are kept, and what is kept now."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        super().__init__("Archive on this computer")
        self.choice = Choice(Key.KEEP_DAYS, "Keep ended refreshes for", send)
        self.extent = KeyValueRow("Holds")
        self.place = KeyValueRow("File", mono=True)
        self.note = Label("", FontRole.SMALL, "text2", wrap=True)
        self.note.setObjectName("retention_note")
        self.body.addWidget(Label("Keep ended refreshes for", FontRole.NAME))
        for widget in (self.choice, self.note, self.extent, self.place):
            self.body.addWidget(widget)

    def show_state(self, state: AppState) -> None:
        """Show the retention and what it costs."""
        self.choice.show_state(state)
        self.note.setText(select.retention_line(state))
        self.extent.set_value(select.archive_line(state))
        self.place.set_value(select.archive_place(state))
        self.place.setVisible(bool(select.archive_place(state)))


class ConfirmationsCard(Card):
    """Says what is always asked; there is nothing to choose, on purpose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Confirmations", parent)
        text = (
            "Cancel and Roll back always ask first and name what is not undone. A group that counts as "
            "protected wants its name typed before a refresh starts. This cannot be switched off."
        )
        self.body.addWidget(Label(text, FontRole.SMALL, "text2", wrap=True))
