"""The launch template card on the real page: templates, versions, types to add, and what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from essgui.core.draft import TargetKind
from essgui.core.messages import Asked
from tests.ui.wizard import offers, scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from essgui.ui.wizard.choice_table import ChoiceTable
    from tests.ui.wizard.stage import Stage

Left = Qt.MouseButton.LeftButton


def click_row(here: Stage, table: ChoiceTable, key: str) -> None:
    index = table.model.index(table.model.row_of(key), 0)
    table.table.scrollTo(index)
    QTest.mouseClick(table.table.viewport(), Left, pos=table.table.visualRect(index).center())
    here.turn()


def test_a_template_and_a_version_are_chosen_in_the_lists(stage: Callable[[AppState], Stage]) -> None:
    here = stage(offers.stocked(scenes.ecs(kind=TargetKind.TEMPLATE)))
    editor = here.page.target.template
    assert editor.versions.empty.text() == "Choose a template first."
    click_row(here, editor.templates, offers.BATCH)
    assert (here.draft.template, here.draft.template_version) == (offers.BATCH, "")
    click_row(here, editor.versions, "4")
    assert here.draft.template_version == "4"
    assert here.find(QLineEdit, "template_version_text").text() == "4"
    click_row(here, editor.templates, "lt-bp1platform000000001")
    assert here.draft.template_version == "", "another template's numbers mean something else"


def test_a_moving_version_says_at_once_that_a_rollback_will_be_impossible(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(offers.stocked(scenes.template()))
    editor = here.page.target.template
    click_row(here, editor.versions, "Latest")
    assert editor.version_field.complaint.sentence.startswith("ESS cannot roll back")
    assert here.page.diff.facts[1].title.text() == "Rollback impossible"


def test_types_are_added_at_the_end_and_taken_out_again(stage: Callable[[AppState], Stage]) -> None:
    here = stage(offers.stocked(scenes.template()))
    types = here.page.target.template.types
    QTest.keyClicks(here.find(QLineEdit, "types_search"), "8 vcpu")
    here.turn()
    assert types.list.model.rowCount() == 3
    click_row(here, types.list, "ecs.c7.2xlarge")
    click_row(here, types.list, "ecs.g7.2xlarge")
    assert here.draft.instance_types == ("ecs.c7.2xlarge", "ecs.g7.2xlarge")
    place = types.list.model.index(types.list.model.row_of("ecs.g7.2xlarge"), 4)
    assert place.data() == "No. 2"
    QTest.mouseClick(here.find(QPushButton, "types_1_up"), Left)
    here.turn()
    assert here.draft.instance_types == ("ecs.g7.2xlarge", "ecs.c7.2xlarge")
    click_row(here, types.list, "ecs.g7.2xlarge")
    assert here.draft.instance_types == ("ecs.c7.2xlarge",)


def test_the_arrows_walk_the_types_without_adding_any(stage: Callable[[AppState], Stage]) -> None:
    here = stage(offers.stocked(scenes.template()))
    table = here.page.target.template.types.list.table
    table.setFocus()
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Down)
    here.turn()
    assert here.draft.instance_types == ()
    QTest.keyClick(table, Qt.Key.Key_Return)
    here.turn()
    assert len(here.draft.instance_types) == 1


def test_what_failed_is_told_where_it_failed_and_read_again(stage: Callable[[AppState], Stage]) -> None:
    state = scenes.template()
    for question in (offers.TEMPLATES, offers.VERSIONS, offers.TYPES):
        state = offers.refused(state, question, scenes.DENIED)
    here = stage(state)
    editor = here.page.target.template
    for table, question in (
        (editor.templates, offers.TEMPLATES),
        (editor.versions, offers.VERSIONS),
        (editor.types.list, offers.TYPES),
    ):
        assert table.failed.isVisible()
        QTest.mouseClick(table.failed.again, Left)
        assert here.sent[-1] == Asked(question, again=True)
    assert [editor.versions.model.key(n) for n in range(2)] == ["Default", "Latest"]
    field = here.find(QLineEdit, "template_version_text")
    field.selectAll()
    QTest.keyClicks(field, "7")
    here.turn()
    assert here.draft.template_version == "7"
