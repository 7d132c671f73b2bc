"""The charts; the only place that knows pyqtgraph."""

from __future__ import annotations

from importlib import import_module


def warm_up() -> None:
    """Import what the first chart needs; takes half a second, so it belongs in a thread."""
    import_module("essgui.ui.charts.plot")
