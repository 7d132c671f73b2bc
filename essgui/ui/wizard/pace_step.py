"""The Pace step: presets, how many may be out and extra, where it pauses, and what that leads to."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.presets import CUSTOM, with_preset
from essgui.domain.rules import MAX_HEALTHY, MIN_HEALTHY
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card, Divider, Ground
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.percent_slider import PercentSlider
from essgui.ui.widgets.switch import Switch
from essgui.ui.wizard.checkpoints_editor import FIRST, CheckpointsEditor
from essgui.ui.wizard.field import Complaint
from essgui.ui.wizard.forecast_card import ForecastCard
from essgui.ui.wizard.pause_field import PauseField
from essgui.ui.wizard.preset_row import PresetRow
from essgui.ui.wizard.wheel_guard import WheelGuard

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from essgui.core.draft import Draft
    from essgui.core.presets import PresetName
    from essgui.core.select_wizard_pace import PaceView
    from essgui.ui.wizard.field import Edit

_NUMBER = re.compile(r"\d+")


class PaceStep(QWidget):
    """Checkpoints that are switched off come back as they were when switched on again."""

    def __init__(
        self,
        edit: Edit,
        again: Callable[[], None] = lambda: None,
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._edit = edit
        self._view: PaceView | None = None
        self._earlier: tuple[int, ...] = FIRST
        self.presets = PresetRow()
        self.presets.chosen.connect(self._set_preset)
        self.low = PercentSlider("Minimum healthy", MIN_HEALTHY.low, MIN_HEALTHY.high, MIN_HEALTHY.default)
        self.high = PercentSlider("Maximum healthy", MAX_HEALTHY.low, MAX_HEALTHY.high, MAX_HEALTHY.default)
        self.low.spin.setObjectName("min_healthy")
        self.high.spin.setObjectName("max_healthy")
        self.low.slider.setObjectName("min_healthy_slider")
        self.high.slider.setObjectName("max_healthy_slider")
        self.low.changed.connect(self._set_low)
        self.high.changed.connect(self._set_high)
        self.headline = Label("", FontRole.HEADING, wrap=True)
        self.headline.setObjectName("pace_headline")
        self.headline.setTextFormat(Qt.TextFormat.RichText)
        self.meaning = Label("", FontRole.SMALL, "text2", wrap=True)
        self.cautions = tuple(Complaint() for _ in range(3))
        self.checkpoints = CheckpointsEditor()
        self.checkpoints.changed.connect(self._set_checkpoints)
        self.whole = Complaint()
        self._line = Divider()
        self.pausing = Switch()
        self.pausing.setAccessibleName("Pause at checkpoints")
        self.pausing.setToolTip("Pause at checkpoints")
        self.pausing.setObjectName("pause_at_checkpoints")
        self.pausing.toggled.connect(self._switched)
        self.pause = PauseField()
        self.pause.changed.connect(self._set_pause)
        self.none = Label(
            "Without checkpoints the refresh runs through to the end. A checkpoint pauses it at a share of "
            "new instances, so that somebody can look before it goes on.",
            tone="text2",
            wrap=True,
        )
        self.own = Label("", FontRole.SMALL, "text2")
        self.own.setObjectName("pace_preset")
        self.forecast = ForecastCard(zone)
        self.forecast.again.connect(again)
        self.forecast.priced.connect(self._set_price)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._corridor_card(), 11)
        top.addWidget(self._checkpoints_card(), 10)
        self.form = QWidget()
        form = QVBoxLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(12)
        form.addWidget(self.presets)
        form.addLayout(top)
        layout = QVBoxLayout(self)
        # In line with the buttons of the footer.
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        layout.addWidget(self.form)
        layout.addWidget(self.forecast, 1)
        WheelGuard(self).watch_in(self)

    def show_view(self, view: PaceView) -> None:
        """Show the pace."""
        if view == self._view:
            return
        self._view = view
        for slider, value in ((self.low, view.min_healthy), (self.high, view.max_healthy)):
            # A slider clips what it shows; that must not change the form.
            slider.blockSignals(True)
            slider.set_value(value)
            slider.blockSignals(False)
        self.headline.setText(_heavy(view.headline))
        self.meaning.setText(view.meaning)
        for complaint, sentence in zip(self.cautions, (*view.cautions, "", "", ""), strict=False):
            complaint.say(sentence, grave=False)
        pausing = bool(view.checkpoints)
        self.pausing.blockSignals(True)
        self.pausing.setChecked(pausing)
        self.pausing.blockSignals(False)
        self.none.setVisible(not pausing)
        self.checkpoints.setVisible(pausing)
        self.pause.setVisible(pausing)
        self.pause.complaint.setVisible(pausing and bool(view.pause_problem))
        self._line.setVisible(pausing)
        self.checkpoints.show_rows(view.checkpoints, view.pause_words)
        self.whole.say(view.checkpoints_problem)
        self.pause.show_minutes(view.pause_minutes, view.pause_words, view.pause_problem)
        self.presets.show_presets(view.presets)
        own = not any(preset.chosen for preset in view.presets)
        default = f"ESS default {MIN_HEALTHY.default} / {MAX_HEALTHY.default} %"
        self.own.setText(f"{CUSTOM} · {default}" if own else default)
        self.forecast.show_view(view.forecast)

    def _corridor_card(self) -> Card:
        card = Card(
            "How many may be out, how many may be extra",
            trailing=self.own,
        )
        sliders = QHBoxLayout()
        sliders.setSpacing(24)
        sliders.addWidget(self.low, 1)
        sliders.addWidget(self.high, 1)
        card.body.addLayout(sliders)
        truth = Ground("sunken")
        words = QVBoxLayout(truth)
        words.setContentsMargins(16, 12, 16, 12)
        words.setSpacing(4)
        words.addWidget(self.headline)
        words.addWidget(self.meaning)
        card.body.addSpacing(8)
        card.body.addWidget(truth)
        for complaint in self.cautions:
            card.body.addWidget(complaint)
        card.body.addStretch(1)
        return card

    def _checkpoints_card(self) -> Card:
        card = Card()
        card.setAccessibleName("Checkpoints")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label("Checkpoints", FontRole.STRONG))
        head.addWidget(self.pausing)
        head.addStretch(1)
        head.addWidget(self.pause)
        card.body.addLayout(head)
        card.body.addWidget(self.pause.complaint)
        card.body.addWidget(self.none)
        card.body.addWidget(self._line)
        card.body.addWidget(self.checkpoints)
        card.body.addWidget(self.whole)
        card.body.addStretch(1)
        return card

    def _set_low(self, value: int) -> None:
        self._edit(lambda d: replace(d, min_healthy=value))

    def _set_high(self, value: int) -> None:
        self._edit(lambda d: replace(d, max_healthy=value))

    def _set_pause(self, value: int) -> None:
        self._edit(lambda d: replace(d, pause_minutes=value))

    def _set_price(self, value: float | None) -> None:
        self._edit(lambda d: replace(d, hourly_price=value))

    def _set_preset(self, name: PresetName) -> None:
        def change(draft: Draft) -> Draft:
            if draft.checkpoints:
                self._earlier = draft.checkpoints
            return with_preset(draft, name)

        self._edit(change)

    def _switched(self, on: bool) -> None:
        def change(draft: Draft) -> Draft:
            if draft.checkpoints:
                self._earlier = draft.checkpoints
            return replace(draft, checkpoints=self._earlier if on else ())

        self._edit(change)

    def _set_checkpoints(self, values: tuple[int, ...]) -> None:
        def change(draft: Draft) -> Draft:
            return replace(draft, checkpoints=values)

        self._edit(change)


def _heavy(sentence: str) -> str:
    """Make the numbers of a sentence stand out."""
    numbered = _NUMBER.sub(r"<b>\g<0></b>", escape(sentence))
    return f"<span style='font-weight:400'>{numbered}</span>"
