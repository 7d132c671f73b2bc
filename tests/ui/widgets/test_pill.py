"""The pill shows every status, and one that it has never heard of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.status import status_look, status_word
from essgui.ui.theme import current_theme
from essgui.ui.widgets.pill import StatusPill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def picture(pill: StatusPill) -> QImage:
    pill.resize(pill.sizeHint())
    return pill.grab().toImage()


@pytest.mark.parametrize("status", [*RefreshStatus, "Warming"])
def test_shape_word_and_colour(themed: QApplication, qtbot: QtBot, status: str) -> None:
    pill = StatusPill(status)
    qtbot.addWidget(pill)
    assert pill.sizeHint().height() == 22
    assert pill.accessibleName() == status_word(status)
    seen = picture(pill)
    look, theme = status_look(status), current_theme()
    assert seen.pixelColor(seen.width() // 2, 1) == theme.color(look.bg)
    inked = sum(seen.pixelColor(x, y) != theme.color(look.bg) for x in range(8, 22) for y in range(4, 18))
    assert inked > 20, "the shape is there"


def test_no_two_statuses_look_alike_in_grey(themed: QApplication, qtbot: QtBot) -> None:
    shapes: set[bytes] = set()
    for status in RefreshStatus:
        pill = StatusPill(status)
        qtbot.addWidget(pill)
        icon = picture(pill).copy(8, 4, 14, 14).convertToFormat(QImage.Format.Format_Grayscale8)
        shapes.add(bytes(icon.constBits()))
    assert len(shapes) == len(RefreshStatus)


def test_another_status_takes_its_own_width(themed: QApplication, qtbot: QtBot) -> None:
    pill = StatusPill("Failed")
    qtbot.addWidget(pill)
    narrow = pill.sizeHint().width()
    pill.set_status("RollbackFailed")
    assert pill.status == "RollbackFailed"
    assert pill.sizeHint().width() > narrow
    assert StatusPill("Failed", large=True).sizeHint().height() == 26
