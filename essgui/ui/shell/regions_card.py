"""The card below the region chip: which regions the fleet shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from essgui.core.messages import ReadRegionsAgain, RegionsChosen
from essgui.ui.fonts import FontRole
from essgui.ui.shell.popover import Popover
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.mnemonics import literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.state import AppState
    from essgui.domain.scaling import RegionId


class RegionsCard(Popover):
    """A check box for each region; at least one stays chosen."""

    def __init__(self, state: AppState, send: Callable[[Message], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._send = send
        self._boxes: dict[RegionId, QCheckBox] = {}
        self.setFixedWidth(320)
        self.body.addWidget(Label("Regions on screen", FontRole.HEADING))
        names = {region.id: region.name for region in state.regions.value or ()}
        offered = tuple(dict.fromkeys((*names, *state.chosen)))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for region in offered:
            whole = f"{region}   {names[region]}" if names.get(region) else region
            box = QCheckBox(literal(whole))
            box.setAccessibleName(whole)
            box.setObjectName(f"region_{region}")
            box.setChecked(region in state.chosen)
            box.clicked.connect(self._changed)
            self._boxes[region] = box
            column.addWidget(box)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFixedHeight(min(360, 30 * max(1, len(offered)) + 4))
        self.body.addWidget(area)
        failure = state.regions.failure
        if failure is not None:
            self.body.addWidget(
                Label(f"The list of regions could not be read. {failure.sentence}", wrap=True, tone="red_fg")
            )
            again = secondary_button("Read the list again", small=True)
            again.clicked.connect(lambda: self._send(ReadRegionsAgain()))
            self.body.addWidget(again)
        self._keep_one()

    def _changed(self) -> None:
        self._keep_one()
        self._send(RegionsChosen(tuple(r for r, box in self._boxes.items() if box.isChecked())))

    def _keep_one(self) -> None:
        chosen = [box for box in self._boxes.values() if box.isChecked()]
        for box in self._boxes.values():
            only = len(chosen) == 1 and box is chosen[0]
            box.setEnabled(not only)
            box.setToolTip("At least one region stays on screen." if only else "")
