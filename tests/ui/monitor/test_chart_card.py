from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from essgui.core.select_monitor import watched
from essgui.core.select_monitor_chart import drawing
from essgui.ui.monitor.chart_card import CAPACITY, PROGRESS, ChartCard
from tests.ui.monitor import scenes
from tests.ui.monitor.conftest import BEIJING


def drawn(state):
    found = watched(state, scenes.TASK)
    assert found is not None
    return drawing(state, found, BEIJING)


@pytest.fixture
def card(qtbot, themed):
    made = ChartCard(BEIJING)
    qtbot.addWidget(made)
    made.resize(900, 340)
    return made


def test_the_charts_are_made_only_when_the_card_is_seen(card, qtbot):
    card.show_drawing(drawn(scenes.scene()))
    assert card.capacity is None
    card.show()
    qtbot.waitUntil(lambda: card.capacity is not None)
    assert card.stack.currentWidget() is card.capacity
    assert card.capacity.picture.floor_label == "floor 38"


def test_choosing_a_chart_draws_it_with_its_own_legend(card):
    card.make_charts()
    card.show_drawing(drawn(scenes.scene()))
    assert card.progress.picture.total == 0
    card.choice.set_current(PROGRESS)
    assert card.stack.currentWidget() is card.progress
    assert card.progress.picture.total == 40
    assert "Finished" in card.legend.accessibleName()
    card.choice.set_current(CAPACITY)
    assert card.stack.currentWidget() is card.capacity
    assert "First forecast" in card.legend.accessibleName()


def test_the_legend_names_the_rest_as_the_chart_does(card):
    card.make_charts()
    kept = replace(drawn(scenes.scene()), rest="old or kept")
    card.show_drawing(kept)
    assert card.capacity.picture.rest == "old or kept"
    assert ", Old or kept," in card.legend.accessibleName()
    card.choice.set_current(PROGRESS)
    card.show_drawing(kept)
    assert "Finished" in card.legend.accessibleName()
    card.choice.set_current(CAPACITY)
    assert ", Old or kept," in card.legend.accessibleName()


def test_new_samples_reach_the_chart_on_screen(card):
    card.make_charts()
    card.show_drawing(drawn(scenes.scene()))
    card.show_drawing(drawn(scenes.checkpoint()))
    assert len(card.capacity.picture.checkpoints) == 2


def test_made_twice_is_made_once(card):
    card.make_charts()
    first = card.capacity
    card.make_charts()
    assert card.capacity is first


def test_joining_late_is_said_beside_the_choice(card):
    card.show_drawing(drawn(scenes.joined_late()))
    assert card.note.text() == "recorded since 14:15"


def test_nothing_measured_says_why(card):
    card.make_charts()
    card.show_drawing(drawn(scenes.loading()))
    assert card.capacity.empty
    assert "not begun" in card.capacity.nothing.text()


def test_the_picture_on_screen_is_saved_as_it_was_when_it_was_asked_for(card, qtbot):
    assert not card.more.isEnabled()
    card.make_charts()
    card.show_drawing(drawn(scenes.scene()))
    assert card.more.isEnabled()
    seen = card.shown.grab().toImage()
    told = []
    card.picture_wanted.connect(lambda path, png: told.append((path, png)))
    card.save_picture()
    dialog = card.findChild(QFileDialog, "file_dialog")
    (offered,) = dialog.selectedFiles()
    assert Path(offered).name == f"{drawn(scenes.scene()).name}-capacity.png"
    assert not dialog.isModal() or dialog.windowModality() is Qt.WindowModality.WindowModal
    dialog.fileSelected.emit("/tmp/chart.png")
    dialog.close()
    ((path, png),) = told
    assert path == "/tmp/chart.png"
    assert QImage.fromData(png).size() == seen.size()
    assert QImage.fromData(png).convertToFormat(seen.format()) == seen


def test_the_picture_on_screen_is_copied(card):
    card.make_charts()
    card.show_drawing(drawn(scenes.scene()))
    card.choice.set_current(PROGRESS)
    QGuiApplication.clipboard().clear()
    card.copy_picture()
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == card.progress.size()
