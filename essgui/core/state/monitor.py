"""What is known of watched refreshes, and of what was asked about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from essgui.core.state.remote import Remote
from essgui.domain.footing import Footing
from essgui.domain.timeline import Timeline
from essgui.domain.vigil import Vigil

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from essgui.core.failure import Failure
    from essgui.domain.clock import Instant
    from essgui.domain.lifecycle import RefreshAction, RefreshStatus
    from essgui.domain.scaling import Activity, GroupId, Instance, InstanceId, RegionId, TaskId


@dataclass(frozen=True, slots=True)
class InFlight:
    """An action between the click and the poll that shows its effect."""

    action: RefreshAction
    since: Instant
    accepted_at_poll: int | None = None
    """The newest poll sent when the cloud accepted it: only a later one can show the effect."""
    reason: str = ""
    """Why, in the operator's words."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause at a checkpoint."""

    began: datetime
    exact: bool
    """Whether we saw it begin; otherwise `began` is when we came and the rest is shown with ≈."""
    came: datetime | None = None
    """When we came, where activities have told an earlier begin since."""


@dataclass(frozen=True, slots=True)
class Monitor:
    """One refresh that is watched closely."""

    task: TaskId
    region: RegionId
    group: GroupId
    opened: Instant
    joined_late: bool = True
    """It was already running when we first saw it."""
    timeline: Timeline = Timeline()
    activities: Remote[tuple[Activity, ...]] = Remote()
    unread: int = 0
    """Activities that are older than those and were not read."""
    in_flight: InFlight | None = None
    action_failure: tuple[RefreshAction, Failure] | None = None
    before_rollback: int = 0
    """Instances that were new when the rollback was first seen: its own bar fills from 0 to here."""
    held: Mapping[InstanceId, datetime | None] = field(default_factory=dict["InstanceId", "datetime | None"])
    """Since when instances are held by a hook; None where that began before it could be seen."""
    held_at_least: Mapping[InstanceId, datetime] = field(default_factory=dict["InstanceId", "datetime"])
    """When those were first seen to be held that began before."""
    extended: Mapping[str, datetime] = field(default_factory=dict[str, "datetime"])
    """When a wait ends that was extended from here, by its token."""
    paused: Mapping[int, datetime] = field(default_factory=dict[int, "datetime"])
    """About when pauses that are over began where that was not seen, by the count of new instances."""
    zones: frozenset[str] = frozenset()
    """Zones in which an instance was seen in service."""
    leaving: Mapping[InstanceId, datetime] = field(default_factory=dict["InstanceId", "datetime"])
    """When instances that are on their way out were first seen so."""
    gone: Mapping[InstanceId, Instance] = field(default_factory=dict["InstanceId", "Instance"])
    """Instances that the group listed and no longer lists, as they were last seen."""
    last_act: tuple[RefreshAction, datetime] | None = None
    """What was asked of it last from here."""
    foreign_act: tuple[RefreshStatus, datetime] | None = None
    """The newest status that was brought about by somebody else, and when it was seen."""
    looks: int = 0
    """Looks at its group after the end."""
    footing: Footing = Footing()
    """On how many instances its floor stands."""
    vigil: Vigil = Vigil()
    """What this program may do by itself, and what its guards have seen."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The search for a refresh by its id alone."""

    task: TaskId
    searching: bool = True
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """A remedy between the click and its answer; one that failed stays until it is read."""

    since: Instant
    failure: Failure | None = None
