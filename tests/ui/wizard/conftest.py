"""The stage of the wizard's tests, torn down after each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.wizard.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from essgui.core.state import AppState


@pytest.fixture
def stage(themed: QApplication) -> Iterator[Callable[[AppState], Stage]]:
    """Open wizard pages on states."""
    made: list[Stage] = []

    def make(state: AppState) -> Stage:
        made.append(Stage(state))
        return made[-1]

    yield make
    for each in made:
        each.close()
