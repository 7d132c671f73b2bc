"""Containers by tab: the one that was added is on screen, and a tab's mark tells how its container stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from essgui.ui.wizard.containers_editor import ContainersEditor
    from tests.ui.wizard.stage import Stage

    Make = Callable[[AppState], Stage]

Left = Qt.MouseButton.LeftButton


def editor(here: Stage) -> ContainersEditor:
    return here.page.target.containers


def titles(here: Stage) -> list[str]:
    tabs = editor(here).tabs
    return [tabs.tabText(n) for n in range(tabs.count())]


def test_a_container_that_is_added_is_shown_at_once(stage: Make) -> None:
    here = stage(scenes.eci())
    assert editor(here).stack.currentWidget() is editor(here).forms[0]
    QTest.keyClicks(here.find(QLineEdit, "container_name"), "  pusher ")
    QTest.mouseClick(here.find(QPushButton, "container_add"), Left)
    here.turn()
    assert [d.container.name for d in here.draft.containers] == ["push", "sidecar", "pusher"]
    assert here.draft.containers[2].chosen
    assert editor(here).tabs.currentIndex() == 2
    assert editor(here).stack.currentWidget() is editor(here).forms[2]
    assert here.find(QLineEdit, "container_name").text() == ""


def test_looking_at_another_tab_stays_while_one_types_and_answers_come(stage: Make) -> None:
    here = stage(scenes.eci())
    QTest.keyClick(editor(here).forms[0].chosen, Qt.Key.Key_Space)
    here.turn()
    editor(here).tabs.setCurrentIndex(1)
    QTest.keyClick(editor(here).forms[1].chosen, Qt.Key.Key_Space)
    here.turn()
    assert titles(here)[0] == "push •"
    assert titles(here)[1].startswith("sidecar ")
    assert editor(here).tabs.currentIndex() == 1
    editor(here).forms[1].image.setFocus()
    editor(here).forms[1].image.selectAll()
    QTest.keyClicks(editor(here).forms[1].image, "registry/sidecar:9")
    here.turn()
    assert here.draft.containers[1].container.image == "registry/sidecar:9"
    assert titles(here) == ["push •", "sidecar •"]


def test_it_opens_on_the_first_container_that_changes(stage: Make) -> None:
    state = scenes.eci()
    wizard = state.wizard
    assert wizard is not None
    first, second = wizard.draft.containers
    changed = replace(wizard.draft, containers=(first, replace(second, chosen=True)))
    here = stage(replace(state, wizard=replace(wizard, draft=changed)))
    assert editor(here).tabs.currentIndex() == 1
    assert editor(here).stack.currentWidget() is editor(here).forms[1]


def test_an_error_is_marked_before_a_change(stage: Make) -> None:
    here = stage(scenes.eci(containers=scenes.wrong_containers()))
    assert any(title.endswith(" !") for title in titles(here))
    for title, form in zip(titles(here), editor(here).forms, strict=True):
        if title.endswith(" !"):
            assert form.chosen.isChecked()
