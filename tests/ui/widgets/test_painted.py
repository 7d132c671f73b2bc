"""The focus ring: for those who come by keyboard, and still there when they come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import Button
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.painted import PaintedButton, draw_ring
from essgui.ui.widgets.tab_bar import CountedTabBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

Reason = Qt.FocusReason


class _Bare(PaintedButton):
    """Paints nothing but its ring."""

    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        if self.ring:
            draw_ring(painter, QRectF(self.rect()), 4, self.theme)


def ringed(button: QWidget) -> bool:
    """Tell whether a button shows its ring."""
    if isinstance(button, DisabledReason):
        return button._ring
    return button.ring if isinstance(button, PaintedButton | CountedTabBar) else bool(button.property("ring"))


def gated() -> DisabledReason:
    """Make a button that is off: the keyboard comes to the reason around it."""
    gate = DisabledReason(Button("Go"))
    gate.set_reason("Not yet.")
    return gate


def tabs() -> CountedTabBar:
    """Make a bar of one tab."""
    bar = CountedTabBar()
    bar.addTab("Instances")
    return bar


@pytest.fixture(params=[_Bare, lambda: Button("Go"), gated, tabs], ids=["painted", "styled", "gated", "tabs"])
def pair(
    request: pytest.FixtureRequest, qtbot: QtBot, themed: QApplication
) -> Iterator[tuple[QWidget, QWidget]]:
    """Show two buttons of a kind in an active window, with no focus on either."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, second = request.param(), request.param()
    for button in (first, second):
        layout.addWidget(button)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.clearFocus()
    yield first, second
    window.close()


def test_a_key_brings_the_ring_and_a_click_does_not(pair: tuple[QWidget, QWidget]) -> None:
    first, second = pair
    first.setFocus(Reason.OtherFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert (ringed(first), ringed(second)) == (False, True)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    first.setFocus(Reason.MouseFocusReason)
    assert (ringed(first), ringed(second)) == (False, False)


@pytest.mark.parametrize("reason", [Reason.TabFocusReason, Reason.MouseFocusReason])
def test_who_comes_back_from_another_window_sees_what_was_there(
    pair: tuple[QWidget, QWidget], qtbot: QtBot, reason: Qt.FocusReason
) -> None:
    first, second = pair
    second.setFocus(reason)
    before = ringed(second)
    assert before is (reason is Reason.TabFocusReason)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not second.hasFocus())
    assert not ringed(second)
    first.window().activateWindow()
    qtbot.waitUntil(second.hasFocus)
    assert ringed(second) is before


# Qt says this of every menu on the offscreen platform.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_who_closes_a_menu_sees_where_the_keyboard_is(pair: tuple[QWidget, QWidget], qtbot: QtBot) -> None:
    _first, second = pair
    second.setFocus(Reason.TabFocusReason)
    menu = QMenu(second)
    menu.addAction("Again")
    menu.popup(second.mapToGlobal(second.rect().bottomLeft()))
    qtbot.waitUntil(lambda: not ringed(second) or menu.isVisible())
    menu.close()
    qtbot.waitUntil(second.hasFocus)
    assert ringed(second)


def test_the_ring_lies_inside_the_button(qtbot: QtBot, themed: QApplication) -> None:
    button = _Bare()
    qtbot.addWidget(button)
    button.resize(80, 30)
    button.ring = True
    image, focus = button.grab().toImage(), current_theme().color("focus")
    assert [image.pixelColor(40, y) == focus for y in range(4)] == [True, True, False, False]
    assert image.pixelColor(40, 29) == focus
