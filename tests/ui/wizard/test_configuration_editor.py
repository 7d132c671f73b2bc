"""The table of configurations with its search: what is typed there narrows the list, for this group only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from essgui.core.draft import TargetKind
from essgui.core.state import Detail, Picker, Remote, Step
from essgui.domain.scaling import ConfigurationId
from tests.support.states import NOW, make_group
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from essgui.ui.wizard.configuration_editor import ConfigurationEditor
    from tests.ui.wizard.stage import Stage

    Make = Callable[[AppState], Stage]


def group(count: int = 12, name: str = "web") -> AppState:
    of = make_group(name, 40)
    return scenes.opened(of, scenes.configurations(of, count), Step.TARGET, kind=TargetKind.CONFIGURATION)


def editor(here: Stage) -> ConfigurationEditor:
    return here.page.target.configuration


@pytest.mark.parametrize(("count", "searched"), [(8, False), (9, True)])
def test_only_a_long_list_has_a_search(stage: Make, count: int, searched: bool) -> None:
    here = stage(group(count))
    assert editor(here).search_field.isVisible() is searched
    assert editor(here).model.rowCount() == count


def test_typing_narrows_the_list_and_what_matches_nothing_says_so(stage: Make) -> None:
    here = stage(group())
    editor(here).search_field.setFocus()
    QTest.keyClicks(editor(here).search_field, "zzz")
    here.turn()
    assert here.wizard.picker.configurations == "zzz"
    assert editor(here).model.rowCount() == 0
    assert editor(here).list.empty.text() == "No configuration matches the search."
    assert editor(here).search_field.isVisible(), "or there would be no way back"
    editor(here).search_field.clear()
    here.turn()
    assert editor(here).model.rowCount() == 12


def test_another_group_begins_with_an_empty_search(stage: Make) -> None:
    here = stage(group())
    editor(here).search_field.setFocus()
    QTest.keyClicks(editor(here).search_field, "zzz")
    here.turn()
    here.page.header.setFocus()
    editor(here).search_field.clearFocus()
    here.show(group(name="other"))
    assert here.wizard.picker == Picker()
    assert editor(here).search_field.text() == ""
    assert editor(here).model.rowCount() == 12


def test_a_group_without_any_says_so_and_the_id_can_be_typed(stage: Make) -> None:
    state = group()
    (key,) = state.details
    empty = Detail(state.details[key].instances, Remote((), NOW))
    here = stage(replace(state, details={key: empty}))
    assert editor(here).list.empty.text() == "This group has no scaling configuration."
    assert editor(here).field.note.text() == "Type the id."
    editor(here).id.setFocus()
    editor(here).id.selectAll()
    QTest.keyClicks(editor(here).id, "asc-bp1typed")
    here.turn()
    assert here.draft.configuration == ConfigurationId("asc-bp1typed")
