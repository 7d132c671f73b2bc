"""What tests of the interface share: a themed application, and no widget left behind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication

from essgui.ui.theme import apply_theme, load_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

# Without a display Qt would end the whole run; whoever wants one on screen sets the variable.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    """Put the light theme on, and deliver deferred deletes afterwards: pytest-qt's teardown does not."""
    if qapp.property("essgui_theme") != "light" or qapp.property("essgui_language") != "en":
        apply_theme(qapp, load_theme("light"))
    yield qapp
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # Where one is left pressed, the tests to come drag instead of pointing.
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
