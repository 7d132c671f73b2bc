"""The request on Review: its forms, the JSON that is the form, folded values, copies and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QTabBar

from essgui.core.messages import FileAsked, RequestTyped
from essgui.core.select_wizard_texts import FOLDED, WRITERS, Form
from essgui.core.state import Step
from essgui.domain.exchange.request import write_request
from essgui.ui.widgets.code_edit import CodeEdit
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshSpec
    from tests.ui.wizard.stage import Stage

PACE = {**scenes.CONFIGURATION, "min_healthy": 90, "checkpoints": (25, 100)}


def choose(stage: Stage, form: Form) -> CodeEdit:
    stage.find(QTabBar, "request_tabs").setCurrentIndex(tuple(Form).index(form))
    stage.turn()
    return stage.find(CodeEdit, "request_text")


def spec_of(stage: Stage) -> RefreshSpec:
    spec = scenes.wizard_spec(stage.store.state)
    assert spec is not None
    return spec


def with_secrets():
    chosen = tuple(scenes.ContainerDraft(c, chosen=True) for c in scenes.containers())
    return scenes.eci(Step.REVIEW, containers=chosen)


def test_each_form_is_the_text_of_the_request(stage):
    shown = stage(scenes.ecs(Step.REVIEW, **PACE))
    for form, write in WRITERS.items():
        assert choose(shown, form).text() == write(spec_of(shown))
        shown.page.review.request.copy.click()
        assert QGuiApplication.clipboard().text() == write(spec_of(shown))
    assert not choose(shown, Form.JSON).isReadOnly()
    assert choose(shown, Form.PYTHON).isReadOnly()
    assert not shown.page.review.request.values.isVisible()


def test_json_that_is_typed_changes_the_form(stage):
    shown = stage(scenes.ecs(Step.REVIEW, **PACE))
    edit = choose(shown, Form.JSON)
    edit.setPlainText(edit.text().replace("90", "60"))
    shown.turn()
    assert shown.draft.min_healthy == 60
    assert "never fewer than 24" in shown.page.review.sentence.text()
    assert edit.text() == write_request(spec_of(shown))


def test_a_mistake_is_marked_told_and_keeps_start_off(stage):
    shown = stage(scenes.ecs(Step.REVIEW, **PACE))
    edit = choose(shown, Form.JSON)
    good = edit.text()
    edit.setPlainText(good.replace("90", '"90"'))
    shown.turn()
    line = next(n for n, text in enumerate(good.splitlines(), 1) if "MinHealthy" in text)
    assert edit.wrong_lines == (line,)
    card = shown.page.review.request
    assert card.complaints[0].sentence == f"line {line}, MinHealthyPercentage: A whole number belongs here."
    assert card.tabs.count_of(1) == "1"
    assert not shown.page.footer.start.isEnabled()
    assert "MinHealthyPercentage" in shown.page.footer.start_gate.reason
    choose(shown, Form.CLI)
    assert "mistakes" in card.note.text()
    choose(shown, Form.JSON)
    assert edit.text() == good.replace("90", '"90"')
    edit.setPlainText(good)
    shown.turn()
    assert edit.wrong_lines == ()
    assert shown.page.footer.start.isEnabled()


def test_values_are_folded_until_they_are_asked_for(stage):
    shown = stage(with_secrets())
    card = shown.page.review.request
    for form in WRITERS:
        edit = choose(shown, form)
        assert "tok-123456" not in edit.text()
        assert edit.isReadOnly()
        card.copy.click()
        copied = QGuiApplication.clipboard().text()
        assert "tok-123456" not in copied
        assert FOLDED in copied or "\\u2022" in copied
        assert "folded" in card.note.text()
    card.values.setChecked(True)
    shown.turn()
    edit = choose(shown, Form.JSON)
    assert "tok-123456" in edit.text()
    assert not edit.isReadOnly()
    assert not [m for m in shown.sent if isinstance(m, RequestTyped)]


def test_another_group_folds_them_again(stage):
    shown = stage(with_secrets())
    shown.page.review.request.values.setChecked(True)
    shown.show(scenes.ecs(Step.REVIEW, **PACE))
    assert not shown.page.review.request.values.isChecked()


def test_a_text_becomes_a_file(stage):
    shown = stage(scenes.ecs(Step.REVIEW, **PACE))
    choose(shown, Form.TERRAFORM)
    shown.page.review.request.save.click()
    (dialog,) = shown.page.findChildren(QFileDialog, "file_dialog")
    assert dialog.selectedFiles()[0].endswith(f"refresh-{shown.wizard.group}.tf")
    dialog.fileSelected.emit("/tmp/refresh.tf")
    dialog.close()
    shown.turn()
    assert shown.sent[-1] == FileAsked("/tmp/refresh.tf", WRITERS[Form.TERRAFORM](spec_of(shown)))


def test_the_summary_is_not_copied_and_says_so(stage):
    shown = stage(scenes.ecs(Step.REVIEW, **PACE))
    assert not shown.page.review.request.copy.isEnabled()
    assert "Choose JSON" in shown.page.review.request.copy_gate.reason


def test_nothing_is_edited_while_a_start_is_under_way(stage):
    state = scenes.starting(scenes.ecs(Step.REVIEW, **PACE))
    shown = stage(state)
    choose(shown, Form.JSON)
    assert not shown.page.review.request.text.isEnabled()
