"""What stands above the form: the group is gone, a Start is on its way or of unknown outcome, a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.core.policy import policy_for
from essgui.core.select_wizard_banner import BannerKind
from essgui.ui.widgets.banner import Banner, ErrorCard
from essgui.ui.widgets.buttons import secondary_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.select_wizard_banner import Banner as BannerView
    from essgui.ui.widgets.banner import Family

_FAMILY: dict[BannerKind, Family] = {
    BannerKind.GONE: "red",
    BannerKind.STARTING: "blue",
    BannerKind.UNKNOWN: "amber",
}


class Notices(QWidget):
    """At most one is shown; none takes no room."""

    def __init__(self, check_again: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: BannerView | None = None
        self.check = secondary_button("Check again", "spin", small=True)
        self.check.setObjectName("start_check_again")
        self.check.clicked.connect(lambda: check_again(self._view.token) if self._view else None)
        self.banner = Banner("", "blue", actions=(self.check,))
        self.banner.setObjectName("wizard_banner")
        self.refusal = ErrorCard()
        self.refusal.setObjectName("start_refusal")
        self.refusal.dismiss.clicked.connect(self.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 0)
        layout.addWidget(self.banner)
        layout.addWidget(self.refusal)
        self.hide()

    def show_view(self, view: BannerView | None) -> None:
        """Show a notice, or nothing."""
        if view == self._view:
            return
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        refused = view.kind is BannerKind.REFUSED
        self.refusal.setVisible(refused)
        self.banner.setVisible(not refused)
        failure = view.failure
        if refused and failure is not None:
            self.refusal.set_problem(
                f"{view.title}: {failure.sentence}",
                " ".join(part for part in (failure.hint, view.text) if part),
                failure.code,
                failure.request_id,
                policy_for(failure),
            )
            return
        text = f"{view.title}. {view.text}" if not view.title.endswith("…") else f"{view.title} {view.text}"
        if failure is not None:
            text += f" ({failure.code}: {failure.sentence})"
        self.banner.set_message(text, _FAMILY[view.kind])
        self.check.setVisible(view.kind is BannerKind.UNKNOWN)
