"""What a text says of a refresh, for the form: a field that it does not speak of is None and stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.domain.exchange.settings import SavedSettings
    from essgui.domain.exchange.slips import Slip
    from essgui.domain.guards import Guards
    from essgui.domain.refresh import RefreshSpec, Target


@dataclass(frozen=True, slots=True)
class Filling:
    """What is to be set in the form."""

    target: Target | None = None
    min_healthy: int | None = None
    max_healthy: int | None = None
    skip_matching: bool | None = None
    checkpoints: tuple[int, ...] | None = None
    pause_minutes: int | None = None
    guards: Guards | None = None
    region: str = ""
    """Of whom the text speaks; the form's own group stays."""
    group: str = ""
    keeps_environment: bool = False
    """The text holds no environment variables: those of a container in the form stay."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a text offers: a request, a block, or saved settings."""

    title: str
    filling: Filling
    remarks: tuple[Slip, ...] = ()
    """What is left out, where, and why."""


@dataclass(frozen=True, slots=True)
class Offer:
    """All that a text offers; where it offers nothing, `slips` say why."""

    kind: str
    """What the text is, for a person."""
    readings: tuple[Reading, ...] = ()
    slips: tuple[Slip, ...] = ()
    saved: tuple[SavedSettings, ...] = ()
    """Where it is a file of saved settings: these."""


def filling_of(spec: RefreshSpec) -> Filling:
    """Return what a whole request says."""
    return Filling(
        target=spec.target,
        min_healthy=spec.min_healthy,
        max_healthy=spec.max_healthy,
        skip_matching=spec.skip_matching,
        checkpoints=spec.checkpoints,
        pause_minutes=spec.pause_minutes if spec.checkpoints else None,
        region=spec.region,
        group=spec.group,
    )
