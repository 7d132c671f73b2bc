"""The request of a refresh that is watched, as StartInstanceRefresh would take it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from essgui.domain.exchange.parameters import nested

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import TaskId


def request_text(task: RefreshTask) -> str:
    """Return the parameters of StartInstanceRefresh as JSON; ESS does not keep the client token."""
    return json.dumps(nested(task), indent=2, ensure_ascii=False)


def despite_text(state: AppState, task: TaskId) -> str:
    """Say despite what a refresh was started from here, and why; nothing where all was well."""
    origin, kept = state.archive.origins.get(task), state.archive.runs.get(task)
    reason = (origin.reason if origin else "") or (kept.reason if kept else "")
    return f"A no-go stood against the Start. {reason}" if reason else ""
