from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QSpinBox, QVBoxLayout, QWidget

from essgui.ui.wizard.wheel_guard import WheelGuard


def turn(control: QWidget) -> bool:
    """Turn the wheel once; tell whether the control took it (else Qt hands it to the parent)."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(control.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, event)
    return event.isAccepted()


def test_the_wheel_scrolls_the_page_until_the_number_has_the_focus(themed: QApplication) -> None:
    ground = QWidget()
    layout = QVBoxLayout(ground)
    spin, other = QSpinBox(), QSpinBox()
    layout.addWidget(spin)
    layout.addWidget(other)
    WheelGuard(ground).watch_in(ground)
    ground.show()
    ground.activateWindow()
    other.setFocus()
    QApplication.processEvents()
    assert not turn(spin)
    assert spin.value() == 0
    spin.setFocus()
    assert turn(spin)
    assert spin.value() == 1
    ground.close()
    ground.deleteLater()
