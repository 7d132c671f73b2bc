from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton

from essgui.core import messages as m
from essgui.core.draft import TargetKind
from essgui.core.state import Remote, Step
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from tests.ui.wizard.stage import Stage


def numbers(here: Stage) -> list[str]:
    step = here.page.scope
    return [card.number.text() for card in (step.replaced, step.matching, step.ignored)]


def test_skipping_moves_the_counts_and_warns_where_nothing_is_left(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(scenes.ecs(Step.SCOPE, kind=TargetKind.ACTIVE))
    assert numbers(here) == ["0", "37", "3"]
    warnings = [b.label.text() for b in here.page.scope.warnings if b.isVisible()]
    assert warnings == [
        "Nothing would be replaced: every instance already matches. ESS refuses such a start."
    ]
    skip = here.find(QCheckBox, "skip_matching")
    QTest.keyClick(skip, Qt.Key.Key_Space)
    here.turn()
    assert not here.draft.skip_matching
    assert numbers(here) == ["37", "37", "3"]
    assert not any(b.isVisible() for b in here.page.scope.warnings)


def test_those_left_alone_are_listed_with_reason_and_zone(stage: Callable[[AppState], Stage]) -> None:
    model = stage(scenes.ecs(Step.SCOPE)).page.scope.model
    listed = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert listed == [
        ["i-bp100000", "Protected", "Protected", "cn-hangzhou-h"],
        ["i-bp100001", "Standby", "Standby", "cn-hangzhou-j"],
        ["i-bp100002", "Attached by hand", "InService", "cn-hangzhou-h"],
    ]


def test_loading_failure_and_reading_again(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.with_detail(scenes.ecs(Step.SCOPE), instances=Remote(loading=True)))
    assert numbers(here) == ["–", "–", "–"]
    assert here.page.scope.loading.isVisible()
    here.show(scenes.with_detail(here.store.state, instances=Remote(failure=scenes.DENIED)))
    assert here.page.scope.failed.isVisible()
    QTest.mouseClick(here.find(QPushButton, "instances_failed_again"), Qt.MouseButton.LeftButton)
    assert here.sent == [m.GroupSelected(here.wizard.group)]
