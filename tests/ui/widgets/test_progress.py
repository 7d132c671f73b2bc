"""The thin bar shows a share and never more than all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.ui.theme import current_theme
from essgui.ui.widgets.progress import ThinProgress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_it_fills_to_its_share_with_ticks_at_the_checkpoints(themed: QApplication, qtbot: QtBot) -> None:
    bar = ThinProgress()
    qtbot.addWidget(bar)
    bar.resize(200, 12)
    bar.set_share(0.45, "amber_solid", (0.25,))
    picture, theme = bar.grab().toImage(), current_theme()
    assert picture.pixelColor(80, 6) == theme.color("amber_solid")
    assert picture.pixelColor(100, 6) == theme.color("c_old_soft")
    assert picture.pixelColor(50, 1) != picture.pixelColor(60, 1)
    assert bar.accessibleName() == "45 %"


def test_a_share_is_clipped(themed: QApplication, qtbot: QtBot) -> None:
    bar = ThinProgress()
    qtbot.addWidget(bar)
    bar.set_share(1.7)
    assert bar.share == 1
    bar.set_share(-1)
    assert bar.share == 0
