"""Labels shorten what does not fit and then tell all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ID = "asg-bp18p2yfxow2dloqzwea1bd9"


def test_an_id_is_shortened_in_the_middle(themed: QApplication, qtbot: QtBot) -> None:
    label = ElidedLabel(ID, FontRole.ID, mode=Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.resize(110, 16)
    label.show()
    assert label.shown().startswith("asg-")
    assert label.shown().endswith("d9")
    assert "…" in label.shown()
    assert label.toolTip() == label.text() == label.accessibleName() == ID


def test_what_fits_has_no_tooltip(themed: QApplication, qtbot: QtBot) -> None:
    label = ElidedLabel(ID, FontRole.ID)
    qtbot.addWidget(label)
    label.show()
    label.resize(label.sizeHint())
    assert label.shown() == ID
    assert label.toolTip() == ""
    label.resize(60, 16)
    assert label.toolTip() == ID
    label.setText("i-1")
    assert label.toolTip() == ""


def test_tones_are_colours_of_the_theme(themed: QApplication, qtbot: QtBot) -> None:
    label = Label("12:40", FontRole.COUNTDOWN, "amber_fg")
    qtbot.addWidget(label)
    label.show()
    assert label.palette().windowText().color() == current_theme().color("amber_fg")
    label.set_tone("danger")
    assert label.palette().windowText().color() == current_theme().color("danger")
    assert label.font().pixelSize() == 24


def test_markup_is_not_interpreted(themed: QApplication, qtbot: QtBot) -> None:
    label = Label("<b>x</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_margins_are_added_to_the_height_of_the_text(themed: QApplication, qtbot: QtBot) -> None:
    label = ElidedLabel("replaced", FontRole.SMALL)
    qtbot.addWidget(label)
    bare = label.sizeHint()
    label.setContentsMargins(0, 0, 0, 5)
    assert label.sizeHint().height() == bare.height() + 5
    assert label.minimumSizeHint().height() == label.fontMetrics().height() + 5
