from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSpinBox

from essgui.core.state import Step
from essgui.ui.widgets.switch import Switch
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from tests.ui.wizard.stage import Stage


def click(here: Stage, kind: type[QAbstractButton], name: str) -> None:
    QTest.mouseClick(here.find(kind, name), Qt.MouseButton.LeftButton)
    here.turn()


def test_the_switch_begins_with_two_and_remembers(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(Step.PACE))
    assert not here.page.pace.checkpoints.isVisible()
    click(here, Switch, "pause_at_checkpoints")
    assert here.draft.checkpoints == (50, 100)
    click(here, QPushButton, "checkpoint_add")
    assert here.draft.checkpoints == (50, 75, 100)
    click(here, Switch, "pause_at_checkpoints")
    assert here.draft.checkpoints == ()
    click(here, Switch, "pause_at_checkpoints")
    assert here.draft.checkpoints == (50, 75, 100)


def test_the_last_one_is_locked(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(Step.PACE, checkpoints=(25, 100)))
    rows = here.page.pace.checkpoints._rows
    assert [row.spin.isVisible() for row in rows] == [True, False]
    assert [row.remove.isVisible() for row in rows] == [True, False]
    assert rows[0].count.text() == "10 of 40 new"


def test_a_slip_stays_as_typed_and_is_explained(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(Step.PACE, checkpoints=(25, 50, 100)))
    spin = here.find(QSpinBox, "checkpoint_1")
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "20")
    here.turn()
    assert here.draft.checkpoints == (25, 20, 100)
    row = here.page.pace.checkpoints._rows[1]
    assert row.spin.value() == 20
    assert row.complaint.sentence == "Checkpoints ascend: 20 % comes after 25 %."
    spin.selectAll()
    QTest.keyClicks(spin, "150")
    here.turn()
    assert row.complaint.sentence == "A checkpoint is a percentage from 1 to 100."


def test_insert_adds_and_ctrl_delete_removes(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(Step.PACE, checkpoints=(50, 100)))
    spin = here.find(QSpinBox, "checkpoint_0")
    spin.setFocus()
    QTest.keyClick(spin, Qt.Key.Key_Insert)
    here.turn()
    assert here.draft.checkpoints == (50, 75, 100)
    added = here.find(QSpinBox, "checkpoint_1")
    assert added.hasFocus()
    QTest.keyClick(added, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    here.turn()
    assert here.draft.checkpoints == (50, 100)


def test_removing_the_first_moves_the_others_up(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(Step.PACE, checkpoints=(10, 20, 100)))
    click(here, QPushButton, "checkpoint_0_remove")
    assert here.draft.checkpoints == (20, 100)
    assert here.find(QSpinBox, "checkpoint_0").value() == 20


def test_no_room_is_said(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(Step.PACE, checkpoints=tuple(range(1, 101))))
    assert here.page.pace.checkpoints._gate.reason == "There is no room between the checkpoints."


def test_one_that_only_the_last_batch_reaches_does_not_pause(stage: Callable[[AppState], Stage]) -> None:
    # Seven of ten are replaced: the first is reached when it ends.
    here = stage(scenes.ecs(Step.PACE, size=10, checkpoints=(70, 100)))
    rows = here.page.pace.checkpoints._rows
    assert [row.pause.text() for row in rows] == ["no pause", "end"]
    assert "does not pause" in rows[0].pause.toolTip()
    assert here.page.pace.forecast.legend.accessibleName().startswith("Legend: In service, Old or kept, New")
