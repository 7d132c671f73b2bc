"""The squares of all instances in rows: chosen by pointer or arrow keys, opened in the table by Enter."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from essgui.core.select_instance_map import InstanceMap, square_tip, square_words
from essgui.ui.fonts import FontRole
from essgui.ui.monitor.map_row import LEFT, MapRowView
from essgui.ui.monitor.squares import measures
from essgui.ui.widgets.buttons import link_button
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.painted import BY_KEYBOARD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFocusEvent

    from essgui.core.select_monitor_rows import InstanceRow


class InstanceMapView(QScrollArea):
    """Shows an InstanceMap; the chosen square stays chosen as long as its instance is there.

    Signals: opened(key) when an instance is to be shown in the table, gone_wanted() when those that have left
    are.
    """

    opened = Signal(str)
    gone_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("instance_map")
        self.setAccessibleName("Instance map")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._map = InstanceMap()
        self._details: Mapping[str, InstanceRow] = {}
        self._views: dict[str, MapRowView] = {}
        self._chosen = ""
        self._spot = (0, 0)
        self._by_key = False
        self.note = Label("", FontRole.SMALL, "text3")
        self.note.setObjectName("map_note")
        self.see_gone = link_button("Show in the table")
        self.see_gone.setObjectName("map_see_gone")
        self.see_gone.clicked.connect(self.gone_wanted)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(LEFT, 4, LEFT, 6)
        foot.setSpacing(12)
        foot.addWidget(self.note)
        foot.addWidget(self.see_gone)
        foot.addStretch(1)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._foot)
        self._column.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._inside.setSizePolicy(policy)
        self.setWidget(self._inside)

    @property
    def chosen(self) -> str:
        """The key of the chosen square; empty for none."""
        return self._chosen

    @property
    def rows(self) -> tuple[MapRowView, ...]:
        """The rows from top to bottom."""
        return tuple(self._views[row.key] for row in self._map.rows)

    def show_map(self, shown: InstanceMap, details: Mapping[str, InstanceRow], *, dim: bool = False) -> None:
        """Show another state; what is the same is left alone."""
        self._details = details
        if shown != self._map:
            self._map = shown
            self._arrange(shown)
        for view in self.rows:
            view.set_dim(dim=dim)
        if self._chosen not in details:
            self._chosen = ""
        self._mark()

    def choose(self, key: str) -> None:
        """Choose a square by its key and bring it into view; an unknown key chooses none."""
        self._chosen = key if key in self._details else ""
        self._mark()
        place = self._place_of(self._chosen)
        if place is not None:
            view = self.rows[place[0]]
            rect = view.rect_of(place[1]).translated(view.pos())
            self.ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height() * 2)

    def tip_of(self, key: str) -> str:
        """Return the tooltip of a square, which tells all of its instance."""
        row = self._details.get(key)
        if row is None:
            return ""
        lines = "".join(
            f"<tr><td style='padding-right:12px'>{escape(caption)}</td><td>{escape(value)}</td></tr>"
            for caption, value in square_tip(row)
        )
        return f"<table>{lines}</table>"

    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        if isinstance(arg__1, MapRowView):
            if isinstance(arg__2, QHelpEvent):
                return self._explain(arg__1, arg__2)
            if isinstance(arg__2, QMouseEvent) and arg__2.button() is Qt.MouseButton.LeftButton:
                square = arg__1.square_at(arg__2.position().toPoint())
                if square is not None and arg__2.type() is QEvent.Type.MouseButtonPress:
                    self.setFocus(Qt.FocusReason.MouseFocusReason)
                    self.choose(square.key)
                    return True
                if square is not None and arg__2.type() is QEvent.Type.MouseButtonDblClick:
                    self.opened.emit(square.key)
                # Its press was taken, so the rest of the click is ours too.
                arg__2.accept()
                return True
        return super().eventFilter(arg__1, arg__2)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        key = arg__1.key()
        if arg__1.matches(QKeySequence.StandardKey.Copy) and self._chosen:
            QGuiApplication.clipboard().setText(self._chosen)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._chosen:
            self.opened.emit(self._chosen)
        elif key in _STEPS:
            self._by_key = True
            self.choose(self._after(Qt.Key(key)))
        else:
            super().keyPressEvent(arg__1)
            return
        arg__1.accept()

    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        self._by_key = arg__1.reason() in BY_KEYBOARD
        if self._by_key and not self._chosen:
            self.choose(self._at(*self._spot))
        self._mark()

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self._mark()

    def _arrange(self, shown: InstanceMap) -> None:
        side, pitch = measures(shown.size)
        for key in [k for k in self._views if k not in {row.key for row in shown.rows}]:
            gone = self._views.pop(key)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(shown.rows):
            view = self._views.get(row.key)
            if view is None:
                view = MapRowView(row, side, pitch, self._inside)
                view.installEventFilter(self)
                self._views[row.key] = view
            else:
                view.show_row(row, side, pitch)
            if self._column.indexOf(view) != place:
                self._column.insertWidget(place, view)
        self.note.setText(shown.note)
        self._foot.setVisible(bool(shown.note))

    def _mark(self) -> None:
        place = self._place_of(self._chosen)
        if place is not None:
            self._spot = place
        for number, view in enumerate(self.rows):
            here = place is not None and place[0] == number
            view.set_current(place[1] if here and place else -1, ring=self.hasFocus())
        row = self._details.get(self._chosen)
        whole = "; ".join(row.spoken for row in self._map.rows)
        # Without a choice the ear gets the list of rows.
        words = (
            whole
            if row is None or place is None
            else f"{square_words(row)}. {self.rows[place[0]].row.spoken}"
        )
        if self.accessibleDescription() != words:
            self.setAccessibleDescription(words)

    def _place_of(self, key: str) -> tuple[int, int] | None:
        if not key:
            return None
        for number, row in enumerate(self._map.rows):
            for place, square in enumerate(row.squares):
                if square.key == key:
                    return number, place
        return None

    def _at(self, number: int, place: int) -> str:
        filled = [row for row in self._map.rows if row.squares]
        if not filled:
            return ""
        row = self._map.rows[min(number, len(self._map.rows) - 1)]
        squares = (row if row.squares else filled[0]).squares
        return squares[min(place, len(squares) - 1)].key

    def _after(self, key: Qt.Key) -> str:
        """Return the square that an arrow leads to."""
        here = self._place_of(self._chosen)
        if here is None:
            return self._at(*self._spot)
        number, place = here
        across = self.rows[number].across
        last = len(self._map.rows[number].squares) - 1
        if key is Qt.Key.Key_Home:
            return self._at(number, 0)
        if key is Qt.Key.Key_End:
            return self._at(number, last)
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key is Qt.Key.Key_Right else -1
            if 0 <= place + step <= last:
                return self._at(number, place + step)
            other = self._filled(number, step)
            return self._chosen if other is None else self._at(other, 0 if step > 0 else 1 << 30)
        down = key is Qt.Key.Key_Down
        inside = place + (across if down else -across)
        if 0 <= inside <= last:
            return self._at(number, inside)
        if down and inside // across == last // across:
            return self._at(number, last)
        other = self._filled(number, 1 if down else -1)
        if other is None:
            return self._chosen
        column, width = place % across, self.rows[other].across
        lines = -(-len(self._map.rows[other].squares) // width)
        return self._at(other, column if down else (lines - 1) * width + column)

    def _filled(self, number: int, step: int) -> int | None:
        ahead = range(number + step, len(self._map.rows) if step > 0 else -1, step)
        return next((n for n in ahead if self._map.rows[n].squares), None)

    def _explain(self, view: MapRowView, event: QHelpEvent) -> bool:
        point: QPoint = event.pos()
        square = view.square_at(point)
        text = self.tip_of(square.key) if square is not None else view.row.warning
        if text:
            QToolTip.showText(event.globalPos(), text, view)
        else:
            QToolTip.hideText()
        return True


_STEPS = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
)
