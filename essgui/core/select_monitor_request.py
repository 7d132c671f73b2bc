"""The request of a refresh that is watched, as StartInstanceRefresh would take it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from essgui.domain.exchange.parameters import nested

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask


def request_text(task: RefreshTask) -> str:
    """Return the parameters of StartInstanceRefresh as JSON; ESS does not keep the client token."""
    return json.dumps(nested(task), indent=2, ensure_ascii=False)
