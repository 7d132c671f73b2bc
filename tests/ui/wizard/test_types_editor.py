"""Instance types of which only some are listed: the rest is counted, and the search follows the form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from essgui.core.draft import TargetKind
from essgui.core.state import Picker
from tests.ui.wizard import offers, scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from essgui.ui.wizard.types_editor import TypesEditor
    from tests.ui.wizard.stage import Stage

    Make = Callable[[AppState], Stage]


def ready(count: int = 100, **picker: object) -> AppState:
    state = offers.stocked(
        scenes.template(kind=TargetKind.TEMPLATE, template=offers.BATCH, template_version="3")
    )
    one = offers.types()[0]
    many = tuple(replace(one, id=f"ecs.x{n}.large", family=f"ecs.x{n}") for n in range(count))
    return scenes.with_wizard(offers.known(state, offers.TYPES, many), picker=Picker(**picker))


def editor(here: Stage) -> TypesEditor:
    return here.page.target.template.types


def test_what_a_long_list_leaves_out_is_counted_and_found_by_searching(stage: Make) -> None:
    here = stage(ready())
    listed = editor(here).list.model.rowCount()
    assert editor(here).more.text() == f"{100 - listed} more: search to find them."
    editor(here).search_field.setFocus()
    QTest.keyClicks(editor(here).search_field, "x99.")
    here.turn()
    assert editor(here).list.model.rowCount() == 1
    assert not editor(here).more.isVisible()
    QTest.keyClicks(editor(here).search_field, "zzz")
    here.turn()
    assert editor(here).list.empty.text() == "No instance type matches the search."


def test_another_form_shows_its_own_search(stage: Make) -> None:
    here = stage(ready(types="x7."))
    assert editor(here).search_field.text() == "x7."
    assert editor(here).list.model.rowCount() == 1
    here.show(ready())
    assert editor(here).search_field.text() == ""
    assert editor(here).list.model.rowCount() > 1


def test_types_that_cannot_be_read_are_typed_instead(stage: Make) -> None:
    here = stage(offers.refused(ready(), offers.TYPES, scenes.DENIED_IMAGES))
    assert editor(here).list.failed.isVisible()
    assert not editor(here).search_field.isVisible()
    editor(here).rows.add.click()
    here.turn()
    QTest.keyClicks(editor(here).rows._rows[-1].edits[0], " ecs.g7.large ")
    here.turn()
    assert here.draft.instance_types[-1] == "ecs.g7.large"
