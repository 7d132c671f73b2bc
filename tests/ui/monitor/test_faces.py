"""What was read has four faces, and a failure is told above any of them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from essgui.core.failure import Failure, FailureKind
from essgui.ui.monitor.faces import Faces
from essgui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

FAILURE = Failure(FailureKind.REFUSED, "Throttling", "ESS refused.", "Wait a moment.")


@pytest.fixture
def faces(qtbot: QtBot, themed: QApplication) -> Faces:
    made = Faces(QLabel("rows"), EmptyState("fleet", "No rows", "There is none."))
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.mark.parametrize(("known", "some", "failed"), list(product((False, True), repeat=3)))
def test_every_combination_has_one_face(faces: Faces, known: bool, some: bool, failed: bool) -> None:
    faces.show_face(known=known, some=some, failure=FAILURE if failed else None)
    assert faces.face == ("rows" if some else "empty" if known else "loading")
    assert faces.failure.isVisible() is failed
    bars = faces._bars.isVisible()
    assert bars is (not known and not some and not failed), "grey bars only while something may come"


@pytest.mark.parametrize(
    ("code", "hint", "said"),
    [
        ("Throttling", "Wait a moment.", "ESS refused. (Throttling) Wait a moment."),
        ("", "Wait a moment.", "ESS refused. Wait a moment."),
        ("Throttling", "", "ESS refused. (Throttling)"),
        ("", "", "ESS refused."),
    ],
)
def test_a_failure_has_its_sentence_its_code_and_what_to_do(
    faces: Faces, code: str, hint: str, said: str
) -> None:
    failure = Failure(FailureKind.REFUSED, code, "ESS refused.", hint)
    faces.show_face(known=True, some=True, failure=failure)
    assert faces.failure.label.text() == said


def test_a_failure_goes_with_the_next_answer_and_can_be_tried_again(faces: Faces, qtbot: QtBot) -> None:
    faces.show_face(known=False, some=False, failure=FAILURE)
    with qtbot.waitSignal(faces.again):
        faces.retry.click()
    faces.show_face(known=True, some=True, failure=None)
    assert not faces.failure.isVisible()
    faces.show_face(known=False, some=False, failure=None)
    assert faces._bars.isVisible()
