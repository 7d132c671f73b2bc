from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from essgui.ui.widgets.one_of import OneOf

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_the_one_that_is_shown_gives_the_size(themed: QApplication) -> None:
    both = OneOf()
    small, tall = QLabel("a"), QLabel("a\n" * 30)
    for label in (small, tall):
        both.add(label)
    assert both.current() is None
    both.show_one(small)
    low = both.sizeHint().height()
    both.show_one(tall)
    assert both.current() is tall
    assert small.isHidden()
    assert both.sizeHint().height() > 5 * low
    both.show_one(small)
    assert both.sizeHint().height() == low
    both.deleteLater()
