"""What stands where there is nothing yet: why, and the way out; or grey bars while something loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


class EmptyState(QWidget):
    """An icon, a title, a sentence and buttons, in the middle of their place."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        parent: QWidget | None = None,
        *,
        actions: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(parent)
        self.title = Label(title, FontRole.HEADING)
        self.text = Label(text, FontRole.BODY, "text2", wrap=True)
        self.text.setFixedWidth(380)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(IconLabel(icon, "slate_fg", 24, tile="slate_bg", extent=48), 0, centre)
        layout.addSpacing(4)
        layout.addWidget(self.title, 0, centre)
        # A wrapped label tells its height only where nothing but the layout gives it its width.
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.text)
        line.addStretch(1)
        layout.addLayout(line)
        self.text.setVisible(bool(text))
        row = QHBoxLayout()
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)
        row.addStretch(1)
        layout.addSpacing(8)
        layout.addLayout(row)
        layout.addStretch(3)

    def set_texts(self, title: str, text: str = "") -> None:
        """Show another title and sentence."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))


class LoadingBars(PaintedWidget):
    """Grey bars the size of the text to come; they stand still."""

    def __init__(
        self, shares: Sequence[float] = (0.6, 0.9, 0.75), parent: QWidget | None = None, *, spacing: int = 24
    ) -> None:
        super().__init__(parent)
        self._shares = tuple(shares)
        self._spacing = spacing
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Loading"))

    def sizeHint(self) -> QSize:
        return QSize(200, self._spacing * len(self._shares))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("c_old_soft"))
        for index, share in enumerate(self._shares):
            top = index * self._spacing + (self._spacing - 10) / 2
            painter.drawRoundedRect(QRectF(0, top, self.width() * share, 10), 3, 3)
