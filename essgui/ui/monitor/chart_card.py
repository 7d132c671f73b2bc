"""The card of the two charts, which are made when they are first seen: their library takes long to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMetaObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.monitor.pictures import capacity_picture, progress_picture
from essgui.ui.widgets.buttons import icon_button
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.file_dialogs import ask_where_to_save
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.legend import Legend, LegendItem, MarkKind
from essgui.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from datetime import tzinfo

    from PySide6.QtGui import QPaintEvent, QPixmap

    from essgui.core.select_monitor_chart import Drawing
    from essgui.ui.charts.capacity_chart import CapacityChart
    from essgui.ui.charts.live_chart import LiveChart
    from essgui.ui.charts.progress_chart import ProgressChart

CAPACITY, PROGRESS = "capacity", "progress"

_PROGRESS_LEGEND = (
    LegendItem("Finished", "c_new", MarkKind.LINE),
    LegendItem("Checkpoint", "c_transit", MarkKind.DASHED),
    LegendItem("All to replace", "c_ceiling", MarkKind.DOTTED),
)


def _capacity_legend(rest: str = "old") -> tuple[LegendItem, ...]:
    return (
        LegendItem("In service", "c_line", MarkKind.LINE),
        LegendItem(rest.capitalize(), "c_old_area", MarkKind.AREA),
        LegendItem("New", "c_new_area", MarkKind.AREA),
        LegendItem("New, range", "c_band", MarkKind.AREA),
        LegendItem("Forecast", "c_forecast", MarkKind.DASHED),
        LegendItem("First forecast", "c_line", MarkKind.DOTTED),
    )


class ChartCard(Card):
    """Shows capacity or progress over time.

    Signals: picture_wanted(path, PNG) when the picture is to be written to a file.
    """

    picture_wanted = Signal(str, object)

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._zone = zone
        self._drawing: Drawing | None = None
        self._asked = False
        self.capacity: CapacityChart | None = None
        self.progress: ProgressChart | None = None
        self.choice = SegmentedControl(((CAPACITY, "Capacity"), (PROGRESS, "Progress")))
        self.choice.setObjectName("chart_choice")
        self.choice.setAccessibleName("Chart")
        self.more = icon_button("more", "Save or copy the picture")
        self.more.setObjectName("chart_more")
        self.more.setEnabled(False)
        self.more.clicked.connect(self._open_menu)
        self.legend = Legend(_capacity_legend())
        self.note = Label("", FontRole.SMALL, "text3")
        self.note.setObjectName("chart_note")
        self.waiting = Label("Drawing…", FontRole.BODY, "text3")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.waiting)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.choice)
        row.addWidget(self.note)
        row.addStretch(1)
        row.addWidget(self.legend)
        row.addWidget(self.more)
        self.body.addLayout(row)
        self.body.addWidget(self.stack, 1)
        self.setMinimumHeight(240)
        self.choice.changed.connect(self._choose)

    def show_drawing(self, drawing: Drawing) -> None:
        """Show other curves."""
        self._drawing = drawing
        self.note.setText(drawing.note)
        self.note.setVisible(bool(drawing.note))
        self._name_lines()
        self._draw()

    @property
    def shown(self) -> LiveChart | None:
        """The chart on screen; None before the charts are made."""
        return self.progress if self.choice.current == PROGRESS else self.capacity

    @property
    def last_stop(self) -> QWidget:
        """Where the Tab key leaves the card."""
        return self.progress or self.more

    def copy_picture(self) -> None:
        """Put what the chart shows on the clipboard."""
        if self.shown is not None:
            QGuiApplication.clipboard().setPixmap(self.shown.grab())

    def save_picture(self) -> None:
        """Ask for a file; the picture is the one of this moment, whenever the answer comes."""
        if self.shown is None or self._drawing is None:
            return
        png = _png(self.shown.grab())
        name = f"{self._drawing.name}-{self.choice.current}.png"
        ask_where_to_save(self, "Save picture", name, lambda path: self.picture_wanted.emit(path, png))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Save picture…", self.save_picture)
        menu.addAction("Copy picture", self.copy_picture)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if not self._asked:
            # Queued: the page is on screen before the charts' library is loaded.
            self._asked = True
            QMetaObject.invokeMethod(self, "make_charts", Qt.ConnectionType.QueuedConnection)

    @Slot()
    def make_charts(self) -> None:
        """Make both charts, once."""
        if self.capacity is not None:
            return
        from essgui.ui.charts.capacity_chart import CapacityChart
        from essgui.ui.charts.progress_chart import ProgressChart

        self.capacity = CapacityChart(zone=self._zone)
        self.capacity.setObjectName("capacity_chart")
        self.capacity.setAccessibleName("Capacity over time")
        self.progress = ProgressChart(zone=self._zone)
        self.progress.setObjectName("progress_chart")
        self.progress.setAccessibleName("Progress over time")
        self.stack.addWidget(self.capacity)
        self.stack.addWidget(self.progress)
        # Made late: Qt would let the Tab key come to them after the whole window.
        QWidget.setTabOrder(self.more, self.capacity)
        QWidget.setTabOrder(self.capacity, self.progress)
        self.more.setEnabled(True)
        self._choose(self.choice.current)

    def _choose(self, key: str) -> None:
        self._name_lines()
        chart = self.progress if key == PROGRESS else self.capacity
        if chart is not None:
            self.stack.setCurrentWidget(chart)
            self._draw()

    def _name_lines(self) -> None:
        if self.choice.current == PROGRESS:
            self.legend.set_items(_PROGRESS_LEGEND)
        elif self._drawing is not None:
            self.legend.set_items(_capacity_legend(self._drawing.rest))

    def _draw(self) -> None:
        drawing = self._drawing
        if drawing is None or self.capacity is None or self.progress is None:
            return
        # Only the one on screen: the other is drawn when it is chosen.
        if self.stack.currentWidget() is self.progress:
            self.progress.set_picture(progress_picture(drawing), drawing.empty_text)
        else:
            self.capacity.set_picture(capacity_picture(drawing), drawing.empty_text)


def _png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())
