"""An empty world to build groups in."""

from __future__ import annotations

import pytest

from essgui.simulator.builder import WorldBuilder
from tests.simulator.machine.watching import NOW


@pytest.fixture
def b() -> WorldBuilder:
    return WorldBuilder(NOW)
