"""Pixels of the plot, and words that do not run into one another."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from essgui.ui.charts.frame import Area, free_place


def test_times_and_counts_become_pixels() -> None:
    area = Area(QRectF(30, 20, 600, 200), left=1_000, right=2_000, bottom=0, top=50)
    assert area.x(1_000) == 30
    assert area.x(1_500) == 330
    assert area.y(0) == 220
    assert area.y(50) == 20
    assert Area(QRectF(0, 0, 10, 10), 5, 5, 0, 0).x(5) == 0


def test_a_label_takes_the_first_free_place() -> None:
    assert free_place(6, 600, 60, []) == 6
    assert free_place(6, 600, 60, [(100, 150)]) == 6
    assert free_place(6, 600, 60, [(30, 80)]) == 88
    assert free_place(6, 600, 60, [(30, 80), (120, 560)]) is None
