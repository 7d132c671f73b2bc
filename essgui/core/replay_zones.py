"""What a replay shows of the zones at one moment: new and old in service, and which has lost its last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import ROLLBACK, parse_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.domain.timeline import Sample, ZoneCount


@dataclass(frozen=True, slots=True)
class ZoneView:
    """One zone."""

    name: str
    words: str
    empty: bool = False
    """None serves there now, though some did before."""


def zone_views(whole: Sequence[Sample], until: Sequence[Sample]) -> tuple[ZoneView, ...]:
    """Return every zone of a recording as it was at the last of the samples `until` a moment, by name.

    The zones of later count too, so that none appears while somebody goes through the recording.
    """
    names = sorted({zone.zone for sample in whole for zone in sample.zones or ()})
    served = {zone.zone for sample in until for zone in sample.zones or ()}
    now = until[-1]
    if now.zones is None:
        return tuple(ZoneView(_name(name), "not seen") for name in names)
    counts = {zone.zone: zone for zone in now.zones}
    back = parse_status(now.status) in ROLLBACK
    return tuple(_view(name, counts.get(name), back=back, before=name in served) for name in names)


def _view(name: str, count: ZoneCount | None, *, back: bool, before: bool) -> ZoneView:
    if count is None:
        return ZoneView(_name(name), "none in service", True) if before else ZoneView(_name(name), "none yet")
    if back:
        # What a rollback makes is younger than the refresh too, so age tells new from old no longer.
        return ZoneView(_name(name), f"{count.new + count.old} in service")
    # One that was there before may be on the target all the same: a sample does not tell.
    return ZoneView(_name(name), f"{count.new} new · {count.old} other")


def _name(zone: str) -> str:
    return zone or "No zone known"
