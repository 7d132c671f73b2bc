"""What an open monitor remembers of the looks at its group: who is leaving, and since when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.scaling import LEAVING

if TYPE_CHECKING:
    from essgui.core.state import Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import Instance


def sighted(monitor: Monitor, instances: tuple[Instance, ...] | None, now: Instant) -> Monitor:
    """Return the monitor after a look at the instances of its group; None is a look that failed."""
    if instances is None:
        return monitor
    leaving = {i.id: monitor.leaving.get(i.id, now.at) for i in instances if i.state in LEAVING}
    return monitor if leaving == monitor.leaving else replace(monitor, leaving=leaving)
