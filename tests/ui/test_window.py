"""The window fits the screen on which it opens, title and frame included."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from essgui.ui.window import SIZE, SMALLEST, first_size


@pytest.mark.parametrize("screen", [(1440, 900), (1366, 768), (1280, 800), (1440, 860)])
def test_it_is_not_larger_than_the_screen(screen: tuple[int, int]) -> None:
    size = first_size(QSize(*screen))
    assert SMALLEST[0] <= size.width() < screen[0]
    assert SMALLEST[1] <= size.height() < screen[1]


def test_it_is_no_larger_than_it_was_drawn_for_nor_squeezed_by_a_screen_that_cannot_hold_it() -> None:
    assert first_size(QSize(2560, 1440)) == QSize(*SIZE)
    assert first_size(QSize(800, 800)) == QSize(*SIZE)
