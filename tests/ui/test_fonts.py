"""Fonts fall back to what the computer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase

from essgui.ui.fonts import FontSpec, make_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_every_family_that_is_asked_for_is_there(qapp: QApplication) -> None:
    known = {*QFontDatabase.families()}
    for mono, ours in ((False, "Inter"), (True, "JetBrains Mono")):
        families = make_font(FontSpec(13, 20, 400), mono).families()
        assert families
        if ours in known:
            assert families[0] == ours
        assert set(families[1:]) <= known


def test_broken_pixel_sizes_are_kept(qapp: QApplication) -> None:
    assert make_font(FontSpec(11.5, 16, 400), mono=True).pointSizeF() == 11.5 * 0.75
