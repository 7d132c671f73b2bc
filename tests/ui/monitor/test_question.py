from __future__ import annotations

import pytest

from essgui.core.select_monitor import watched
from essgui.core.select_monitor_confirm import confirmation
from essgui.domain.lifecycle import RefreshAction
from essgui.ui.monitor.question import ActionSheet
from essgui.ui.widgets.labels import Label
from tests.ui.monitor import scenes

CANCEL = RefreshAction.CANCEL


def asked(**changes):
    state = scenes.scene(**changes)
    found = watched(state, scenes.TASK)
    assert found is not None
    return confirmation(state, found, CANCEL)


@pytest.fixture
def sheet(qtbot, themed):
    made = ActionSheet(CANCEL, asked())
    qtbot.addWidget(made)
    return made


def texts(sheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(Label)]


def test_newer_words_take_the_place_of_the_old_ones(sheet):
    sheet.field.setText("checkout-api-prod")
    newer = asked(finished=19)
    assert sheet.takes(newer)
    assert newer.keeps[0] in texts(sheet)
    assert asked().keeps[0] not in texts(sheet)
    assert sheet.field.text() == "checkout-api-prod"
    assert sheet.act.isEnabled()
    assert sheet.takes(asked(finished=20))
    assert asked(finished=20).keeps[0] in texts(sheet)


def test_words_of_another_shape_are_not_taken(sheet):
    before = texts(sheet)
    assert not sheet.takes(asked(finished=0))
    assert not sheet.takes(asked(tags={}))
    assert texts(sheet) == before
