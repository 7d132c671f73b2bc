"""What an open monitor remembers of the looks at its group: who leaves since when, and who has left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.scaling import LEAVING

if TYPE_CHECKING:
    from essgui.core.state import Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import Instance


def sighted(
    monitor: Monitor,
    before: tuple[Instance, ...] | None,
    instances: tuple[Instance, ...] | None,
    now: Instant,
) -> Monitor:
    """Return the monitor after a look at its group, given the look before; None is one that failed."""
    if instances is None:
        return monitor
    leaving = {i.id: monitor.leaving.get(i.id, now.at) for i in instances if i.state in LEAVING}
    here = {i.id for i in instances}
    gone = {i: one for i, one in monitor.gone.items() if i not in here}
    gone |= {i.id: i for i in before or () if i.id not in here}
    if leaving == monitor.leaving and gone == monitor.gone:
        return monitor
    return replace(monitor, leaving=leaving, gone=gone)
