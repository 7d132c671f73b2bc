"""The tab of the instance map: legend and squares, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.ui.monitor.faces import Faces
from essgui.ui.monitor.instance_map import InstanceMapView
from essgui.ui.monitor.map_legend import MapLegend
from essgui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.failure import Failure
    from essgui.core.select_instance_map import InstanceMap
    from essgui.core.select_monitor_rows import InstanceRow


class MapPane(Faces):
    """Shows the last good map; a failure stands above it and takes nothing away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.legend = MapLegend()
        self.view = InstanceMapView()
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.legend)
        column.addWidget(self.view, 1)
        super().__init__(
            filled, EmptyState("fleet", "No instances", "The group has no instance now."), parent
        )

    def show_map(
        self, shown: InstanceMap | None, details: Mapping[str, InstanceRow], failure: Failure | None
    ) -> None:
        """Show a map, None for "not read yet", and why the newest read failed where it did."""
        some = shown is not None and bool(shown.rows)
        self.show_face(known=shown is not None, some=some, failure=failure)
        if shown is not None:
            self.view.show_map(shown, details)
