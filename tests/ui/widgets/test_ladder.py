"""The ladder: a rung per checkpoint, figures that change in place, and a way to go on at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import Button
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.ladder import CheckpointLadder, LadderNode, NodeState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

WAITING = LadderNode(
    NodeState.WAITING, "50 % · 20 new", ("reached 14:37, resumes in",), "12:40", ("by itself at 14:52",), "",
    can_resume=True,
)  # fmt: skip
NODES = (
    LadderNode(NodeState.STARTED, "Started", ("13:40 by ops-li",)),
    LadderNode(NodeState.REACHED, "25 % · 10 new"),
    WAITING,
    LadderNode(NodeState.AHEAD, "100 % · 40 new", icon="lock"),
)


@pytest.fixture
def ladder(themed: QApplication, qtbot: QtBot) -> CheckpointLadder:
    made = CheckpointLadder()
    qtbot.addWidget(made)
    made.set_nodes(NODES)
    made.resize(250, 400)
    made.show()
    return made


def texts(ladder: CheckpointLadder) -> list[str]:
    return [label.text() for label in ladder.findChildren(Label)]


def test_every_rung_is_written(ladder: CheckpointLadder) -> None:
    assert [rung.accessibleName() for rung in ladder._rungs] == [
        "Started, 13:40 by ops-li",
        "25 % · 10 new",
        "50 % · 20 new, reached 14:37, resumes in, 12:40, by itself at 14:52",
        "100 % · 40 new",
    ]


@pytest.mark.parametrize(
    ("state", "ground"),
    [
        (NodeState.STARTED, "blue_bg"),
        (NodeState.REACHED, "blue_bg"),
        (NodeState.NEXT, "blue_bg"),
        (NodeState.WAITING, "amber_bg"),
        (NodeState.AHEAD, "slate_bg"),
    ],
)
def test_each_state_has_its_disc(themed: QApplication, qtbot: QtBot, state: NodeState, ground: str) -> None:
    made = CheckpointLadder()
    qtbot.addWidget(made)
    made.set_nodes((LadderNode(state, "25 %"),))
    made.resize(200, 80)
    made.show()
    assert made.grab().toImage().pixelColor(13, 2) == current_theme().color(ground)


def test_the_countdown_changes_in_place(ladder: CheckpointLadder) -> None:
    rungs = list(ladder._rungs)
    where = [rung.geometry() for rung in rungs]
    ladder.set_nodes((*NODES[:2], replace(WAITING, countdown="09:09"), NODES[3]))
    ladder.layout().activate()
    assert ladder._rungs == rungs
    assert [rung.geometry() for rung in ladder._rungs] == where
    assert "09:09" in texts(ladder)
    assert "12:40" not in texts(ladder)


def test_another_state_builds_anew(ladder: CheckpointLadder) -> None:
    ladder.set_nodes((NODES[0], LadderNode(NodeState.REACHED, "100 % · 40 new")))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(ladder._rungs) == 2
    assert "12:40" not in texts(ladder)
    assert ladder.nodes[1].title == "100 % · 40 new"


def test_resume_now_asks_once_unless_there_is_a_reason(ladder: CheckpointLadder, qtbot: QtBot) -> None:
    button = ladder.findChild(Button)
    assert button is not None
    with qtbot.waitSignal(ladder.resume_requested):
        button.click()
    ladder.set_resume_reason("Read-only is on")
    heard: list[int] = []
    ladder.resume_requested.connect(lambda: heard.append(1))
    button.click()
    assert heard == []
    assert button.accessibleDescription() == "Read-only is on"
