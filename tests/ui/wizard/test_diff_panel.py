"""The comparison: what it copies and keeps folded, and what it shows before a choice and while reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from essgui.core.messages import StepChosen
from essgui.core.state import Step
from essgui.domain.scaling import EnvironmentVariable
from tests.ui.wizard import offers, scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from tests.ui.wizard.stage import Stage

Left = Qt.MouseButton.LeftButton


def secret() -> AppState:
    push, sidecar = scenes.containers()
    new = replace(push, environment=(EnvironmentVariable("API_TOKEN", "tok-654321"),))
    return scenes.eci(containers=(scenes.ContainerDraft(new, chosen=True), scenes.ContainerDraft(sidecar)))


def values(here: Stage) -> str:
    lines = [*here.page.diff._changed, *here.page.diff._same]
    return " ".join(f"{li.before.label.text()} {li.after.label.text()}" for li in lines if li.isVisible())


def copied(here: Stage) -> str:
    QTest.mouseClick(here.find(QPushButton, "diff_copy"), Left)
    return QGuiApplication.clipboard().text()


def test_values_are_folded_until_they_are_asked_for_and_then_also_copied(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(secret())
    assert "tok-" not in values(here)
    assert "tok-" not in copied(here)
    reveal = here.find(QPushButton, "diff_reveal")
    QTest.mouseClick(reveal, Left)
    here.turn()
    assert "tok-654321" in values(here)
    assert "tok-123456 → tok-654321" in copied(here)
    QTest.mouseClick(reveal, Left)
    here.turn()
    assert "tok-" not in values(here)


def test_who_comes_back_finds_the_values_folded(stage: Callable[[AppState], Stage]) -> None:
    here = stage(secret())
    QTest.mouseClick(here.find(QPushButton, "diff_reveal"), Left)
    here.send(StepChosen(Step.PACE))
    here.turn()
    here.send(StepChosen(Step.TARGET))
    here.turn()
    assert "tok-" not in values(here)
    assert here.find(QPushButton, "diff_reveal").text() == "Show values"


def test_without_variables_there_is_nothing_to_show(stage: Callable[[AppState], Stage]) -> None:
    here = stage(offers.stocked(scenes.ecs(**scenes.CONFIGURATION)))
    assert not here.find(QPushButton, "diff_reveal").isVisible()
    text = copied(here)
    assert "Image name: web-fe-golden-20261006 → web-fe-golden-20261120" in text
    assert "37 of 40 instances will change" in text


def test_before_a_choice_only_what_is_now_is_shown(stage: Callable[[AppState], Stage]) -> None:
    diff = stage(scenes.ecs()).page.diff
    assert not diff.count.isVisible()
    assert not diff.after.isVisible()
    assert {li.sign.text() for li in diff._same if li.isVisible()} == {""}
    assert diff.note.text() == "Choose a configuration to see what would change."


def test_what_is_being_read_is_a_grey_bar_and_next_stays_possible(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(offers.waiting(scenes.template(template_version="4"), offers.VERSIONS))
    line = next(li for li in here.page.diff._changed if li.name.text() == "Image id")
    assert line.after.bar.isVisible()
    assert not line.after.label.isVisible()
    assert here.page.footer.next.isEnabled()
