"""An entry that is off says why, letter by letter; one that is on acts."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from essgui.ui.widgets.menu_entries import add_entry


@pytest.fixture
def menu(qtbot):
    made = QMenu()
    qtbot.addWidget(made)
    return made


def test_an_entry_acts(menu) -> None:
    done = []
    add_entry(menu, "menu_copy", "Copy id", "copy", lambda: done.append("copied"))
    (entry,) = menu.actions()
    entry.trigger()
    assert done == ["copied"]
    assert (entry.objectName(), entry.isEnabled(), entry.icon().isNull()) == ("menu_copy", True, False)


def test_an_entry_that_is_off_says_why_and_does_nothing(menu) -> None:
    done = []
    add_entry(menu, "menu_none", "Nothing", "", lambda: done.append("done"), "ESS said <b>no</b>.")
    (entry,) = menu.actions()
    entry.trigger()
    assert done == []
    assert (entry.isEnabled(), entry.icon().isNull()) == (False, True)
    assert entry.toolTip() == "<div>ESS said &lt;b&gt;no&lt;/b&gt;.</div>"
