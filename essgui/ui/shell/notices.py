"""Sentences that lie over the page until they are dismissed, such as how a refresh has ended.

They take no room of the page: nothing may move under a pointer that is about to click. For the same reason
the state is told while the pointer or the focus is on them: good news does not take leave meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from essgui.core.messages import MonitorOpened, NoticeDismissed, NoticesHeld
from essgui.core.state import NoticeKind
from essgui.ui.widgets.banner import Banner
from essgui.ui.widgets.buttons import Button, icon_button, link_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QHideEvent

    from essgui.core.messages import Message
    from essgui.core.state import AppState, Notice
    from essgui.ui.widgets.banner import Family

_FAMILY: dict[NoticeKind, Family] = {
    NoticeKind.GOOD: "green",
    NoticeKind.CAUTION: "amber",
    NoticeKind.BAD: "red",
}


WIDTH = 560


class Notices(QFrame):
    """One banner for each notice of the state."""

    def __init__(self, send: Callable[[Message], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._banners: dict[str, tuple[Notice, Banner]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._pointed = False
        self._held = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._mind)
        self.hide()

    def place(self, bottom_left: QPoint) -> None:
        """Lie with the lower left corner at a point of the parent."""
        self.resize(WIDTH, self._layout.heightForWidth(WIDTH))
        self.move(bottom_left - QPoint(0, self.height()))
        self.raise_()

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show the notices of a state; those that have not changed keep their banner."""
        if old is not None and old.notices is new.notices:
            return
        wanted = {notice.key: notice for notice in new.notices}
        for key, (notice, banner) in list(self._banners.items()):
            if wanted.get(key) != notice:
                del self._banners[key]
                self._layout.removeWidget(banner)
                banner.hide()
                banner.deleteLater()
        for notice in new.notices:
            if notice.key not in self._banners:
                banner = self._make(notice)
                self._banners[notice.key] = (notice, banner)
                self._layout.addWidget(banner)
        self.setVisible(bool(self._banners))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._pointed = True
        self._mind()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = False
        self._mind()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pointed = False
        self._mind()

    def _mind(self) -> None:
        focus = QApplication.focusWidget()
        held = self._pointed or (focus is not None and self.isVisible() and self.isAncestorOf(focus))
        if held != self._held:
            self._held = held
            self._send(NoticesHeld(held))

    def _make(self, notice: Notice) -> Banner:
        actions: list[Button] = []
        if notice.task is not None:
            task = notice.task
            show = link_button("Show")
            show.setObjectName("notice_show")
            show.clicked.connect(lambda: self._send(MonitorOpened(task)))
            actions.append(show)
        if notice.act is not None:
            word, message = notice.act
            act = link_button(word)
            act.setObjectName("notice_act")
            act.clicked.connect(lambda: self._act(notice.key, message))
            actions.append(act)
        dismiss = icon_button("close", "Dismiss")
        dismiss.setObjectName("notice_dismiss")
        dismiss.clicked.connect(lambda: self._send(NoticeDismissed(notice.key)))
        actions.append(dismiss)
        text = notice.text
        if notice.failure is not None:
            known = f"{notice.failure.code} {notice.failure.request_id}".strip()
            text = " ".join(part for part in (text, notice.failure.hint, f"({known})") if part)
        banner = Banner(text, _FAMILY[notice.kind], actions=actions, outlined=True)
        banner.setObjectName("notice")
        return banner

    def _act(self, key: str, message: Message) -> None:
        self._send(message)
        self._send(NoticeDismissed(key))
