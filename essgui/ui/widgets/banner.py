"""A line that stands above a page, and the one card for all errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import Button, link_button, secondary_button
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.domain.errors import ScalingError

Family = Literal["blue", "green", "amber", "red", "slate"]

_ICON: dict[Family, str] = {"blue": "info", "green": "check", "amber": "warn", "red": "octx", "slate": "info"}


class Banner(QFrame):
    """One sentence on a coloured ground, with buttons at its right."""

    def __init__(
        self,
        text: str = "",
        family: Family = "blue",
        parent: QWidget | None = None,
        *,
        actions: Sequence[QWidget] = (),
        outlined: bool = False,
    ) -> None:
        super().__init__(parent)
        self._outlined = outlined
        self._family: Family = family
        self.icon = IconLabel(_ICON[family], f"{family}_fg")
        self.label = Label(text, FontRole.NAME, f"{family}_fg", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.label, 1)
        for action in actions:
            layout.addWidget(action)
        self.setAccessibleName(text)

    @property
    def family(self) -> Family:
        """The colour family that is shown."""
        return self._family

    def set_message(self, text: str, family: Family | None = None) -> None:
        """Show another sentence, in another family where one is named."""
        self._family = family or self._family
        self.label.setText(text)
        self.label.set_tone(f"{self._family}_fg")
        self.icon.set_icon(_ICON[self._family], f"{self._family}_fg")
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        edge = f"{self._family}_solid" if self._outlined else f"{self._family}_bg"
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color(f"{self._family}_bg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class ErrorCard(QFrame):
    """Says what happened, what to do next, and what support asks for: code and request id.

    Buttons are the caller's; `policy` is a permission snippet that can be copied.
    """

    def __init__(self, parent: QWidget | None = None, *, actions: Sequence[Button] = ()) -> None:
        super().__init__(parent)
        self._policy = ""
        self.sentence = Label("", FontRole.STRONG, wrap=True)
        self.hint = Label("", FontRole.SMALL, "text2", wrap=True)
        self.code = Label("", FontRole.ID, "text2")
        self.request = CopyableId()
        self.copy_policy = link_button(self.tr("Copy the policy"))
        self.dismiss = secondary_button(self.tr("Dismiss"), small=True)
        self.dismiss.clicked.connect(self.hide)
        self.copy_policy.clicked.connect(self._copy_policy)
        facts = QHBoxLayout()
        facts.setSpacing(12)
        facts.addWidget(self.code)
        facts.addWidget(self.request)
        facts.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for action in actions:
            buttons.addWidget(action)
        buttons.addWidget(self.dismiss)
        buttons.addWidget(self.copy_policy)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.sentence)
        right.addWidget(self.hint)
        right.addLayout(facts)
        right.addSpacing(4)
        right.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(IconLabel("octx", "red_fg"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(right, 1)
        self.set_problem("")

    def set_problem(
        self, sentence: str, hint: str = "", code: str = "", request_id: str = "", policy: str = ""
    ) -> None:
        """Show a problem; parts that are empty take no room."""
        self._policy = policy
        self.sentence.setText(sentence)
        for label, text in ((self.hint, hint), (self.code, code)):
            label.setText(text)
            label.setVisible(bool(text))
        self.request.set_identifier(request_id)
        self.request.setVisible(bool(request_id))
        self.copy_policy.setVisible(bool(policy))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(hint)

    def set_error(self, error: ScalingError, policy: str = "") -> None:
        """Show an error of the cloud."""
        self.set_problem(error.sentence, error.hint, error.code, error.request_id, policy)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("red_solid"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame, 8, 8)
        painter.setClipRect(QRectF(0, 0, 4, self.height()))
        painter.setBrush(theme.color("red_solid"))
        painter.drawRoundedRect(frame, 8, 8)

    def _copy_policy(self) -> None:
        QGuiApplication.clipboard().setText(self._policy)
