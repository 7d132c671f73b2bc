"""A control that is off tells why, to the pointer, the keyboard and a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QWidget

from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.disabled_reason import DisabledReason, reason_tip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def built(qtbot: QtBot) -> tuple[QWidget, DisabledReason]:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QHBoxLayout(holder)
    first, gate = secondary_button("First"), DisabledReason(secondary_button("Roll back…"))
    gate.control.setToolTip("Go back to the earlier configuration")
    layout.addWidget(first)
    layout.addWidget(gate)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    return holder, gate


def point_at(control: QWidget) -> None:
    middle = control.rect().center()
    event = QHelpEvent(QEvent.Type.ToolTip, middle, control.mapToGlobal(middle))
    QApplication.sendEvent(control, event)


def test_the_reason_is_delivered_to_the_pointer_over_a_disabled_control(
    themed: QApplication, qtbot: QtBot
) -> None:
    _holder, gate = built(qtbot)
    gate.set_reason("The target is version Latest.", "Roll back is not possible")
    assert not gate.control.isEnabled()
    point_at(gate.control)
    assert "version Latest" in QToolTip.text()
    assert "<b>Roll back is not possible</b>" in QToolTip.text()
    QToolTip.hideText()


def test_the_keyboard_reaches_the_reason(themed: QApplication, qtbot: QtBot) -> None:
    _holder, gate = built(qtbot)
    gate.set_reason("Read-only is on")
    assert gate.focusPolicy() is Qt.FocusPolicy.TabFocus
    assert gate.control.accessibleDescription() == "Read-only is on"
    assert gate.accessibleDescription() == "Read-only is on"
    gate.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(gate.hasFocus)
    assert "Read-only is on" in QToolTip.text()
    gate.clearFocus()


def test_without_a_reason_it_is_on_again_with_its_own_tooltip(themed: QApplication, qtbot: QtBot) -> None:
    _holder, gate = built(qtbot)
    gate.set_reason("Offline")
    gate.set_reason("")
    assert gate.control.isEnabled()
    assert gate.reason == ""
    assert gate.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert gate.control.accessibleDescription() == ""


def test_focus_is_not_lost_when_the_control_goes_off(themed: QApplication, qtbot: QtBot) -> None:
    _holder, gate = built(qtbot)
    gate.control.setFocus()
    qtbot.waitUntil(gate.control.hasFocus)
    gate.set_reason("A poll is under way")
    qtbot.waitUntil(gate.hasFocus)
    assert QToolTip.text() == "", "nobody asked"


def test_markup_in_a_reason_is_plain_text() -> None:
    assert "&lt;b&gt;" in reason_tip("<b>loud</b>")
    assert reason_tip("") == ""


def test_the_event_is_the_controls_own(themed: QApplication, qtbot: QtBot) -> None:
    _holder, gate = built(qtbot)
    QToolTip.showText(QPoint(0, 0), "")
    gate.set_reason("Offline")
    other = secondary_button("other")
    qtbot.addWidget(other)
    assert gate.eventFilter(other, QEvent(QEvent.Type.ToolTip)) is False


def test_the_focus_never_leaves_while_the_control_goes_off_and_on(themed: QApplication, qtbot: QtBot) -> None:
    holder, gate = built(qtbot)
    gate.control.setFocus()
    went: list[QWidget | None] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(lambda _old, new: went.append(new))
    gate.set_reason("ESS was asked.")
    gate.set_reason("")
    assert went == [gate, gate.control]
    holder.findChildren(type(gate.control))[0].setFocus()
    gate.set_reason("ESS was asked.")
    gate.set_reason("")
    assert not gate.control.hasFocus(), "only one that had it gets it back"
