"""The card below the profile chip: whose account this is, and where the key comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.state import ProfileKind
from essgui.ui.fonts import FontRole
from essgui.ui.shell.popover import Popover
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.rows import KeyValueRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from essgui.core.state import ProfileFacts

_SIMULATED = "Everything here is simulated on this computer. No cloud account is used, nothing costs money."
_ACCOUNT = (
    "Secrets stay in memory and are never written by this program. To use another account, "
    "start with --profile NAME (a profile of the aliyun CLI) or set the environment variables."
)


class ProfileCard(Popover):
    """Shows the facts of a profile; it never shows a secret because it never has one."""

    def __init__(self, facts: ProfileFacts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(360)
        self.body.addWidget(Label(facts.name, FontRole.HEADING))
        rows = (
            ("Credentials", facts.source, False),
            ("Account", facts.account, True),
            ("Key", facts.key_hint, True),
            ("Endpoint", facts.endpoint, True),
        )
        for name, value, mono in rows:
            if value:
                self.body.addWidget(KeyValueRow(name, value, mono=mono))
        simulated = facts.kind is ProfileKind.SIMULATED
        self.body.addSpacing(4)
        self.body.addWidget(Label(_SIMULATED if simulated else _ACCOUNT, FontRole.SMALL, "text2", wrap=True))
