"""What one container's form gives back: its rows in order, and fields that it does not show kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from essgui.core.draft import ContainerDraft
from essgui.core.select_wizard_target import ContainerView
from essgui.domain.rules import Problem
from essgui.domain.scaling import Container, EnvironmentVariable
from essgui.ui.wizard.container_form import ContainerForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PUSH = Container(
    "push",
    "registry/push:1",
    ("/app", "--fast"),
    ("a", "b"),
    (EnvironmentVariable("HOST", "h"), EnvironmentVariable("POD_IP", "", "status.podIP")),
)


def view(
    container: Container = PUSH, *, chosen: bool = True, known: bool = True, **problems: Problem
) -> ContainerView:
    return ContainerView(0, container, chosen, known, problems, "2 of 20", "2 of 10")


@pytest.fixture
def form(qtbot: QtBot, themed: QApplication) -> ContainerForm:
    made = ContainerForm(0)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_view(view())
    return made


def typed(form: ContainerForm) -> Container:
    return form.typed_into(ContainerDraft(PUSH, chosen=False)).container


def test_showing_a_container_tells_nothing_and_gives_it_back_unchanged(form: ContainerForm) -> None:
    told: list[bool] = []
    form.changed.connect(lambda: told.append(True))
    form.show_view(view(chosen=False))
    form.show_view(view())
    assert told == []
    assert form.typed_into(ContainerDraft(PUSH, chosen=False)) == ContainerDraft(PUSH, chosen=True)


def test_a_reference_stays_with_its_variable_when_the_one_above_goes(form: ContainerForm) -> None:
    QTest.mouseClick(form.environment._rows[0].remove, Qt.MouseButton.LeftButton)
    assert typed(form).environment == (EnvironmentVariable("POD_IP", "", "status.podIP"),)
    QTest.mouseClick(form.findChild(QPushButton, "container_0_environment_add"), Qt.MouseButton.LeftButton)
    assert typed(form).environment[1:] == (EnvironmentVariable("", "", ""),)


def test_a_container_that_stays_cannot_be_typed_in_and_says_how(form: ContainerForm) -> None:
    form.show_view(view(chosen=False))
    assert not form.fields.isEnabled()
    assert "Change this container" in form.fields.toolTip()
    assert form.chosen.isEnabled()
    form.show_view(view())
    assert form.fields.isEnabled()
    assert form.fields.toolTip() == ""


def test_only_a_container_typed_by_name_can_be_removed(form: ContainerForm, qtbot: QtBot) -> None:
    assert not form.remove.isVisible()
    form.show_view(view(known=False))
    with qtbot.waitSignal(form.removed):
        form.remove.click()


def test_a_problem_of_a_row_is_said_at_that_row(form: ContainerForm) -> None:
    wrong = Problem("containers.0.args.1", "An arg has at most 256 characters.")
    form.show_view(view(**{"args.1": wrong}))
    assert [row.complaint.sentence for row in form.args._rows] == ["", wrong.sentence]
    assert [row.complaint.sentence for row in form.commands._rows] == ["", ""]
    form.show_view(view())
    assert form.args._rows[1].complaint.sentence == ""
