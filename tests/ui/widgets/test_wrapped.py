"""Text of any length in a few lines: whole where it fits, else with an ellipsis, never wider than asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetricsF

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.wrapped import wrapped

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TEXT = "The refresh failed with 3 of 10 instances new. OperationDenied.NoStock, sold out in two zones."


def test_a_text_that_fits_is_one_line_and_none_is_no_line(themed: QApplication) -> None:
    font = current_theme().font(FontRole.SMALL)
    assert wrapped(TEXT, font, 10_000, 2) == (TEXT,)
    assert wrapped("", font, 100, 2) == ()


def test_it_breaks_between_words_and_loses_none(themed: QApplication) -> None:
    lines = wrapped(TEXT, current_theme().font(FontRole.SMALL), 200, 9)
    assert len(lines) > 2
    assert " ".join(lines) == TEXT


@pytest.mark.parametrize("text", [TEXT, "i-" + "0" * 200, "名前" * 60])
@pytest.mark.parametrize("most", [1, 2])
def test_the_last_line_says_that_there_is_more_and_no_line_is_too_wide(
    themed: QApplication, text: str, most: int
) -> None:
    font = current_theme().font(FontRole.SMALL)
    lines = wrapped(text, font, 150, most)
    assert len(lines) == most
    assert lines[-1].endswith("…")
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= 151 for line in lines)
    assert "".join(lines)[:-1].replace(" ", "") in text.replace(" ", "")
