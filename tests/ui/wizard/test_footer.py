"""No button that acts comes to stand where Next was: two clicks, however slow, start nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from essgui.core import messages as m
from essgui.core.state import AppState, Step
from tests.ui.wizard import scenes
from tests.ui.wizard.stage import Stage

Make = Callable[[AppState], Stage]


@pytest.fixture
def here(stage: Make) -> Stage:
    return stage(scenes.ecs(Step.SAFETY, **scenes.CONFIGURATION))


def place(here: Stage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(here.page, QPoint()), widget.size())


def press_at(here: Stage, spot: QPoint, kind: QEvent.Type = QEvent.Type.MouseButtonPress) -> None:
    """Press and release at a place of the page: whatever stands there gets it, as from a mouse at rest."""
    for each in (kind, QEvent.Type.MouseButtonRelease):
        under = here.page.childAt(spot) or here.page
        local, away = QPointF(under.mapFrom(here.page, spot)), QPointF(here.page.mapToGlobal(spot))
        button = Qt.MouseButton.LeftButton
        QApplication.sendEvent(
            under, QMouseEvent(each, local, away, button, button, Qt.KeyboardModifier.NoModifier)
        )
    here.turn()


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
@pytest.mark.parametrize("second", [QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick])
def test_pressing_twice_where_next_was_starts_nothing_and_stays_on_the_review_page(
    here: Stage, share: float, second: QEvent.Type
) -> None:
    was = place(here, here.find(QPushButton, "wizard_next"))
    spot = QPoint(was.left() + int(was.width() * share), was.center().y())
    press_at(here, spot)
    assert here.wizard.step is Step.REVIEW
    assert here.page.footer.start.isEnabled(), "it could be started"
    press_at(here, spot, second)
    press_at(here, spot)
    assert here.sent == [m.StepChosen(Step.REVIEW)]


def test_start_stands_where_no_button_of_another_step_stood(here: Stage) -> None:
    footer = here.page.footer
    there = [place(here, b) for b in (footer.cancel, footer.back, footer.next)]
    QTest.mouseClick(footer.next, Qt.MouseButton.LeftButton)
    here.turn()
    assert footer.start.isVisible()
    assert not any(place(here, footer.start).intersects(each) for each in there)
    assert [place(here, b) for b in (footer.cancel, footer.back, footer.next)] == there, "they stay"


def test_next_is_off_on_the_last_step_and_says_where_start_is(here: Stage) -> None:
    footer = here.page.footer
    QTest.mouseClick(footer.next, Qt.MouseButton.LeftButton)
    here.turn()
    assert not footer.next.isEnabled()
    assert footer.next_gate.reason == "This is the last step. Start is at the left."
    QTest.mouseClick(footer.back, Qt.MouseButton.LeftButton)
    here.turn()
    assert footer.next.isEnabled()
    assert not footer.start.isVisible()
