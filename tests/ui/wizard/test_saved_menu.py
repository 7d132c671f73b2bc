"""Saved settings: the menu in the wizard's header, and the questions that it asks."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from essgui.core import messages as m
from essgui.core.state import Step
from essgui.domain.exchange.settings import SavedSettings
from essgui.ui.wizard.name_dialog import NameDialog
from tests.ui.wizard import scenes

SAVED = (SavedSettings("Careful", 100), SavedSettings("Night & day", 50))
TARGETED = scenes.ecs(Step.PACE, **scenes.CONFIGURATION)


@pytest.fixture
def opened(stage, monkeypatch):
    # Offscreen there is no keyboard to grab.
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _where: None)

    def make(state=TARGETED, saved=SAVED):
        shown = stage(state)
        shown.send(m.SettingsRead(saved))
        shown.turn()
        shown.page.header.saved.click()
        return shown, shown.find(QMenu, "saved_menu")

    return make


def trigger(menu, name):
    menu.findChild(QAction, name).trigger()


def dialog_of(shown):
    (dialog,) = [d for d in shown.page.findChildren(NameDialog) if d.isVisible()]
    return dialog


def test_settings_are_filled_in(opened):
    shown, menu = opened()
    subs = menu.findChildren(QMenu, "saved_one")
    assert [s.title() for s in subs] == ["Careful", "Night && day"]
    trigger(subs[0], "saved_fill")
    shown.turn()
    assert shown.draft.min_healthy == 100
    menu.deleteLater()


def test_the_form_is_saved_under_a_name_with_its_target_only_if_wanted(opened):
    shown, menu = opened()
    trigger(menu, "saved_save")
    dialog = dialog_of(shown)
    assert not dialog.act.isEnabled()
    dialog.name.setText("Careful")
    assert "replaces" in dialog.note.text()
    dialog.name.setText("New")
    dialog.act.click()
    assert shown.sent[-1] == m.SettingsSaved("New", with_target=False)
    trigger(menu, "saved_save")
    dialog = dialog_of(shown)
    dialog.name.setText("New too")
    dialog.target.setChecked(True)
    assert "never saved" in dialog.note.text()
    dialog.act.click()
    assert shown.sent[-1] == m.SettingsSaved("New too", with_target=True)
    assert [s.target is None for s in shown.store.state.saved if s.name.startswith("New")] == [True, False]
    menu.deleteLater()


def test_settings_are_renamed_to_a_free_name(opened):
    shown, menu = opened()
    trigger(menu.findChildren(QMenu, "saved_one")[0], "saved_rename")
    dialog = dialog_of(shown)
    dialog.name.setText("Night & day")
    assert "already" in dialog.gate.reason
    dialog.name.setText("Slow")
    dialog.act.click()
    assert shown.sent[-1] == m.SettingsRenamed("Careful", "Slow")
    menu.deleteLater()


def test_settings_are_deleted_and_shared(opened):
    shown, menu = opened()
    careful, night = menu.findChildren(QMenu, "saved_one")
    trigger(careful, "saved_delete")
    assert [s.name for s in shown.store.state.saved] == ["Night & day"]
    trigger(night, "saved_share")
    (dialog,) = shown.page.findChildren(QFileDialog, "file_dialog")
    assert dialog.selectedFiles()[0].endswith("Night---day.json")
    dialog.fileSelected.emit("/tmp/night.json")
    dialog.close()
    shown.turn()
    assert shown.sent[-1] == m.SettingsShared("Night & day", "/tmp/night.json")
    menu.deleteLater()


def test_with_nothing_saved_it_says_so(opened):
    _, menu = opened(saved=())
    none = menu.findChild(QAction, "saved_none")
    assert not none.isEnabled()
    assert none.toolTip()
    menu.deleteLater()


def test_nothing_is_filled_in_while_a_start_is_under_way(opened):
    _, menu = opened(scenes.starting(scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)))
    fill = menu.findChildren(QMenu, "saved_one")[0].findChild(QAction, "saved_fill")
    assert not fill.isEnabled()
    assert "under way" in fill.toolTip()
    menu.deleteLater()


def test_import_is_asked_for(opened, qtbot):
    shown, menu = opened()
    with qtbot.waitSignal(shown.page.import_wanted):
        trigger(menu, "saved_import")
    menu.deleteLater()
