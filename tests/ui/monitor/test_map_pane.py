"""The tab of the map: loading, empty, filled, and a failure that takes nothing away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core.failure import Failure, FailureKind
from essgui.core.select_instance_map import GroupBy, InstanceMap, instance_map
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_rows import instance_rows
from essgui.ui.monitor.map_pane import MapPane
from tests.ui.monitor import scenes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.select_monitor_rows import InstanceRow

FAILURE = Failure(FailureKind.UNREACHABLE, "Timeout", "No answer.", "Wait a moment.")


@pytest.fixture
def pane(qtbot: QtBot, themed: QApplication) -> MapPane:
    made = MapPane()
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    return made


def rows() -> tuple[InstanceRow, ...]:
    state = scenes.scene()
    found = watched(state, scenes.TASK)
    assert found is not None
    return tuple(instance_rows(state, found, scenes.instances()))  # type: ignore[arg-type] - as the scene has them


def show(
    pane: MapPane, found: InstanceMap | None, failure: Failure | None = None, *, dim: bool = False
) -> None:
    pane.show_map(found, {row.key: row for row in rows()}, failure, dim=dim)


def filled() -> InstanceMap:
    return instance_map(rows(), GroupBy.ZONE)


def dims(pane: MapPane) -> set[bool]:
    return {row.dim for row in pane.view.rows}


def test_not_read_empty_and_filled_are_three_faces(pane: MapPane) -> None:
    show(pane, None)
    assert pane.face == "loading"
    show(pane, InstanceMap())
    assert pane.face == "empty"
    assert pane.empty.isVisible()
    show(pane, filled())
    assert pane.face == "rows"
    assert pane.legend.isVisible()
    assert "Stuck" in pane.legend.accessibleName()


@pytest.mark.parametrize(("failure", "dim"), [(None, True), (FAILURE, False), (FAILURE, True)])
def test_what_is_stale_or_could_not_be_read_again_is_pale_and_stays(
    pane: MapPane, failure: Failure | None, dim: bool
) -> None:
    show(pane, filled())
    assert dims(pane) == {False}
    show(pane, filled(), failure, dim=dim)
    assert pane.face == "rows"
    assert dims(pane) == {True}
    show(pane, filled())
    assert dims(pane) == {False}


def test_a_first_read_that_failed_shows_no_old_map(pane: MapPane) -> None:
    show(pane, None, FAILURE)
    assert pane.face == "loading"
    assert pane.failure.isVisible()
    assert not pane._bars.isVisible()


def test_a_zone_that_lost_its_last_instance_is_still_a_row(pane: MapPane) -> None:
    show(pane, instance_map((), GroupBy.ZONE, ("cn-hangzhou-k",)))
    assert pane.face == "rows"
    (row,) = pane.view.rows
    assert row.row.title == "cn-hangzhou-k"
    assert not pane.grab().isNull()
