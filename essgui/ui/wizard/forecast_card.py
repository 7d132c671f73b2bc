"""The live forecast: where its durations come from, its figures, its chart, what it assumes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from essgui.ui.charts.forecast_chart import ForecastChart
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import link_button
from essgui.ui.widgets.card import Card, Divider
from essgui.ui.widgets.flow import FlowLayout
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.legend import Legend, LegendItem, MarkKind
from essgui.ui.widgets.tips import plain_tip
from essgui.ui.wizard.price_field import PriceField

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.select_forecast import ForecastFigure, ForecastView


def _legend(old: str) -> tuple[LegendItem, ...]:
    return (
        LegendItem("In service", "c_line", MarkKind.LINE),
        LegendItem(old, "c_old_area", MarkKind.AREA),
        LegendItem("New", "c_new_area", MarkKind.AREA),
        LegendItem("Floor", "c_floor", MarkKind.DASHED),
        LegendItem("Ceiling", "c_ceiling", MarkKind.DOTTED),
        LegendItem("Checkpoint pause", "c_transit", MarkKind.LINE),
    )


_ALL_OLD = _legend("Old")
_SOME_KEPT = _legend("Old or kept")
_KEPT = "Kept are instances that match already or are left alone: no new ones replace them."


class ForecastCard(Card):
    """Signals: again() to read the past activities once more, priced(price) when a price was typed."""

    again = Signal()
    priced = Signal(object)

    def __init__(self, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("Live forecast")
        self.source = Label("", FontRole.SMALL, "text3", wrap=True)
        self.source.setObjectName("forecast_source")
        self.retry = link_button("Try again")
        self.retry.setObjectName("forecast_again")
        self.retry.clicked.connect(self.again)
        self.legend = Legend(_ALL_OLD)
        self._columns: dict[str, _Column] = {}
        self._figures = QWidget()
        self._flow = FlowLayout(self._figures, gap=0)
        self.chart = ForecastChart(zone)
        self.empty = Label("", FontRole.BODY, "text2", wrap=True)
        self.empty.setObjectName("forecast_empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(200)
        self.stack.addWidget(self.chart)
        self.stack.addWidget(self.empty)
        self.note = Label("", FontRole.SMALL, "text3", wrap=True)
        self.note.setObjectName("forecast_note")
        self.price = PriceField()
        self.price.changed.connect(self.priced)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Label("Live forecast", FontRole.HEADING))
        head.addWidget(self.source, 1)
        head.addWidget(self.retry)
        head.addWidget(self.legend)
        foot = QHBoxLayout()
        foot.setSpacing(24)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.price, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        self.body.addWidget(self._figures)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    def show_view(self, view: ForecastView) -> None:
        """Show a forecast."""
        self.source.setText(view.source)
        self.source.setToolTip(plain_tip(view.source_tip))
        self.retry.setVisible(view.failed)
        self._show_figures(view.figures)
        if view.drawing is None:
            self.empty.setText(view.empty)
            self.stack.setCurrentWidget(self.empty)
        else:
            summary = ". ".join(f"{figure.caption}: {figure.value}" for figure in view.figures)
            self.chart.show_drawing(view.drawing, summary)
            self.stack.setCurrentWidget(self.chart)
        self.legend.set_items(_SOME_KEPT if view.kept else _ALL_OLD)
        self.legend.setToolTip(_KEPT if view.kept else "")
        self.legend.setVisible(view.drawing is not None)
        self.note.setText(view.note)
        self.price.show_price(view.price)
        self.price.setVisible(view.drawing is not None)

    def figure(self, name: str) -> str:
        """Return what a figure says now, or an empty string where it is not shown."""
        column = self._columns.get(name)
        return column.value.text() if column is not None and not column.isHidden() else ""

    def _show_figures(self, figures: tuple[ForecastFigure, ...]) -> None:
        for index, figure in enumerate(figures):
            if figure.name not in self._columns:
                self._columns[figure.name] = _Column(figure.name)
                self._flow.addWidget(self._columns[figure.name])
                self._flow.insert_last_at(index)
            self._columns[figure.name].show_figure(figure)
        shown = {figure.name for figure in figures}
        for name, column in self._columns.items():
            column.setVisible(name in shown)
        self._figures.setVisible(bool(figures))


class _Column(QWidget):
    """A caption, its value, and a hairline after them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"forecast_{name}")
        self.caption = Label("", FontRole.SMALL, "text3")
        self.value = Label("", FontRole.HEADING)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.caption)
        words.addWidget(self.value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 20, 0)
        layout.setSpacing(20)
        layout.addLayout(words)
        self.line = Divider(vertical=True)
        layout.addWidget(self.line)

    def show_figure(self, figure: ForecastFigure) -> None:
        """Show a figure."""
        self.caption.setText(figure.caption)
        self.value.set_tone(figure.tone)
        # It only ever grows: nothing moves under a slider, and a label of fixed size lays nothing out anew.
        if self.value.text() != figure.value:
            wide = self.value.fontMetrics().horizontalAdvance(figure.value) + 2
            self.value.setFixedSize(max(self.value.minimumWidth(), wide), self.value.fontMetrics().height())
            self.value.setText(figure.value)
        self.setToolTip(plain_tip(figure.tip))
        self.setAccessibleName(f"{figure.caption}: {figure.value}")
        self.line.setVisible(figure.name != "batches")
