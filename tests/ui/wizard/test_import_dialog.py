"""Import: what a text says is shown first, and taken only when the operator says so."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from essgui.core import messages as m
from essgui.core.state import Intake, Step
from essgui.core.update import update
from essgui.domain.exchange.importing import read_import
from essgui.domain.exchange.settings import SavedSettings, write_settings
from essgui.ui.wizard.import_dialog import ImportDialog
from tests.domain.exchange.test_read_terraform import AROUND, EVERYTHING
from tests.ui.wizard import scenes

STATE = scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)


class Shown:
    """A dialog on a state that `update` moves; reading is done at once."""

    def __init__(self, state=STATE):
        self.state = state
        self.sent: list[m.Message] = []
        self.dialog = ImportDialog(self.send)
        self.dialog.show_state(None, state)
        self.dialog.ask()

    def send(self, message):
        self.sent.append(message)
        old = self.state
        self.state, _ = update(old, message, old.now)
        self.dialog.show_state(old, self.state)

    def read(self, text):
        self.dialog.text.setPlainText(text)
        self.dialog.read.click()
        self.send(m.ImportRead(read_import(text)))

    def settings(self):
        return {r.key.text(): r.value.text() for r in self.dialog.settings if r.isVisible()}

    def remarks(self):
        return [r.sentence for r in self.dialog.remarks if r.isVisible()]


@pytest.fixture
def shown(qtbot, themed):
    made = Shown()
    qtbot.addWidget(made.dialog)
    return made


def test_nothing_is_modal_and_nothing_can_be_taken_at_first(shown):
    assert not shown.dialog.isModal()
    assert not shown.dialog.apply.isEnabled()
    assert not shown.dialog.read.isEnabled()


def test_a_block_is_shown_with_what_is_left_out_and_then_taken(shown):
    shown.read(AROUND)
    assert shown.settings() == {
        "Target": "as in the form",
        "Minimum healthy": "90 %",
        "Maximum healthy": "150 %",
        "Skip matching": "off",
        "Checkpoints": "100 %",
        "Pause at each": "60 min",
    }
    assert [said.split(":")[0] for said in shown.remarks()] == ["line 12, column 3", "line 13, column 3"]
    assert shown.state.wizard.draft.min_healthy == 80
    shown.dialog.apply.click()
    assert shown.state.wizard.draft.min_healthy == 90
    assert not shown.dialog.isVisible()


def test_of_several_blocks_one_is_chosen(shown):
    shown.read(AROUND + EVERYTHING)
    assert [shown.dialog.choice.itemText(i) for i in range(shown.dialog.choice.count())] == ["default", "all"]
    shown.dialog.choice.setCurrentIndex(1)
    assert shown.settings()["Maximum healthy"] == "200 %"
    assert any("stays with its own group" in said for said in shown.remarks())
    shown.dialog.apply.click()
    assert shown.sent[-1] == m.ImportApplied(1)
    assert shown.state.wizard.draft.max_healthy == 200
    assert shown.state.wizard.group == STATE.wizard.group


def test_what_cannot_be_taken_says_where(shown):
    shown.read("resource {")
    assert not shown.dialog.apply.isEnabled()
    assert "line 1" in shown.remarks()[0]
    assert shown.dialog.text.wrong_lines == (1,)
    assert "cannot be taken" in shown.dialog.heading.text()


def test_a_file_is_asked_for_and_its_failure_is_told(shown):
    shown.dialog.file.click()
    (dialog,) = shown.dialog.findChildren(QFileDialog, "file_dialog")
    dialog.fileSelected.emit("/tmp/main.tf")
    dialog.close()
    assert shown.sent[-1] == m.ImportFileChosen("/tmp/main.tf")
    assert "main.tf is being read" in shown.dialog.heading.text()
    shown.send(m.ImportFailed("Too large."))
    assert shown.remarks() == ["Too large."]


def test_settings_can_be_kept(shown):
    shown.read(write_settings([SavedSettings("Careful"), SavedSettings("Fast")]))
    assert shown.dialog.keep.text() == "Add all 2 to saved settings"
    shown.dialog.keep.click()
    assert [s.name for s in shown.state.saved] == ["Careful", "Fast"]
    assert not shown.dialog.isVisible()


def test_without_a_form_it_says_what_to_do(shown):
    shown.send(m.WizardClosed())
    shown.read(AROUND)
    assert "Open the wizard" in shown.dialog.apply_gate.reason


def test_closing_it_ends_the_import(shown):
    shown.read(AROUND)
    shown.dialog.close_button.click()
    assert shown.state.intake is None
    shown.dialog.ask()
    assert shown.dialog.text.text() == ""
    assert shown.settings() == {}


def test_what_is_given_while_it_is_read_is_not_taken(shown):
    shown.send(m.ImportAsked("x"))
    assert shown.state.intake == Intake()
    assert not shown.dialog.apply.isEnabled()
