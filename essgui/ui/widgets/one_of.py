"""Shows one of several widgets and takes the size of that one alone."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class OneOf(QWidget):
    """Like QStackedWidget, which asks also the hidden ones how high they would be at a width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._current: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget) -> None:
        """Add a widget; it stays hidden until it is chosen."""
        widget.hide()
        self._widgets.append(widget)
        self._layout.addWidget(widget)

    def current(self) -> QWidget | None:
        """Return the widget that is shown."""
        return self._current

    def show_one(self, widget: QWidget) -> None:
        """Show one of the widgets in the place of another."""
        if widget is self._current:
            return
        before, self._current = self._current, widget
        if before is not None:
            before.hide()
        widget.show()
