"""What the archive on this computer gave back, and whether it works."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from essgui.core.state.remote import Remote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.failure import Failure
    from essgui.domain.durations import Durations
    from essgui.domain.guards import Guards
    from essgui.domain.refresh import Target
    from essgui.domain.run import Extent, Intent, Recording, Run
    from essgui.domain.scaling import TaskId
    from essgui.domain.spent import Seen
    from essgui.domain.suspensions import Suspension
    from essgui.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Origin:
    """What only the begin of a refresh tells."""

    ours: bool = False
    reason: str = ""
    """Why it was started, or despite what, in the operator's words."""
    before: Target | None = None
    """What the group ran before, as a target to go back to."""
    first_forecast: tuple[float, float] | None = None
    """Seconds after the Start between which the forecast saw the end."""
    first_durations: Durations | None = None
    """From what that forecast was made."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What this computer keeps of refreshes, and what of it is not written yet."""

    keeping: bool = False
    """Whether the archive could be read; nothing is kept before."""
    extent: Extent | None = None
    """How much there is of it, as of the start."""
    failure: Failure | None = None
    runs: Mapping[TaskId, Run] = field(default_factory=dict["TaskId", "Run"])
    """As they were last kept, the newest first."""
    recordings: Mapping[TaskId, Remote[Recording]] = field(
        default_factory=dict["TaskId", "Remote[Recording]"]
    )
    """Read for the history and the replay."""
    timelines: Mapping[TaskId, Timeline] = field(default_factory=dict["TaskId", "Timeline"])
    """The samples of those recordings as a monitor would keep them."""
    waits: Mapping[TaskId, Seen | None] = field(default_factory=dict["TaskId", "Seen | None"])
    """When recorded runs worked and waited; None where nothing was recorded, missing where not read."""
    waits_asked: frozenset[TaskId] = frozenset()
    """Runs of which that is being read."""
    asked: Remote[tuple[Intent, ...]] = Remote()
    """Everything that was asked for from this computer, newest first."""
    origins: Mapping[TaskId, Origin] = field(default_factory=dict["TaskId", "Origin"])
    """Of refreshes that were seen to begin in this session."""
    unsettled: tuple[Intent, ...] = ()
    """Starts of an earlier session whose outcome was never seen, or of which nothing more was written."""
    suspended: tuple[Suspension, ...] = ()
    """Processes that were suspended from here and not resumed from here since."""
    elsewhere: Mapping[TaskId, Guards] = field(default_factory=dict["TaskId", "Guards"])
    """Guards that another window of this program acts on."""
    changed: frozenset[TaskId] = frozenset()
    """Runs to keep at the next writing."""
    pending: Mapping[TaskId, Recording] = field(default_factory=dict["TaskId", "Recording"])
    """Samples and events to keep at the next writing."""
