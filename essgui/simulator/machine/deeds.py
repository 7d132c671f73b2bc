"""The scaling activities of one group while it is being changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.scaling import ActivityId
from essgui.simulator import draw
from essgui.simulator.world import Deed, Failure

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import InstanceId, TaskId
    from essgui.simulator.world import Group


class Deeds:
    """Begins, notes and closes activities; each is over when the end of all its members is known."""

    def __init__(self, group: Group, seed: int, code: str) -> None:
        self.known = {deed.id: deed for deed in group.deeds}
        self._name = (seed, group.id, "activity")
        self._code = code

    def next_id(self) -> ActivityId:
        """Return the id of the activity that is begun next."""
        return ActivityId(f"asa-{self._code}{draw.word(17, *self._name, len(self.known))}")

    def begin(
        self,
        at: datetime,
        cause: str,
        what: str,
        members: list[InstanceId],
        before: int,
        task: TaskId | None = None,
    ) -> None:
        """Begin an activity about members of a group that had `before` of them."""
        deed = self.next_id()
        self.known[deed] = Deed(
            id=deed,
            status="InProgress",
            cause=cause,
            description=what,
            started_at=at,
            size=len(members),
            total_before=before,
            task=task,
            open=frozenset(members),
            trigger="Ess" if task is None else "APIs",
        )

    def record(self, at: datetime, cause: str, what: str, count: int, before: int) -> ActivityId:
        """Note an activity that is over at once: what an operator does to `count` members without delay."""
        deed = self.next_id()
        self.known[deed] = Deed(
            id=deed,
            status="Successful",
            cause=cause,
            description=what,
            started_at=at,
            size=count,
            total_before=before,
            ended_at=at,
            message=f"{what}.",
            trigger="APIs",
        )
        return deed

    def note(self, deed: ActivityId | None, failure: Failure) -> None:
        """Add an error to an activity; like errors are one with several instances."""
        if deed is not None and deed in self.known:
            known = self.known[deed]
            merged = list(known.failures)
            for index, other in enumerate(merged):
                if (other.code, other.message) == (failure.code, failure.message):
                    merged[index] = replace(other, instances=other.instances + failure.instances)
                    break
            else:
                merged.append(failure)
            self.known[deed] = replace(known, failures=tuple(merged))

    def close(
        self,
        at: datetime,
        deed: ActivityId | None,
        member: InstanceId,
        *,
        created: bool = False,
        destroyed: bool = False,
    ) -> None:
        """Note that the end of a member is known, and close the activity where it was the last."""
        known = self.known.get(deed) if deed else None
        if known is None or member not in known.open:
            return
        left = known.open - {member}
        new = replace(
            known,
            open=left,
            created=(*known.created, member) if created else known.created,
            destroyed=(*known.destroyed, member) if destroyed else known.destroyed,
        )
        if not left:
            worked = bool(new.created or new.destroyed)
            status = "Successful" if not new.failures else "Warning" if worked else "Failed"
            message = new.failures[0].message if new.failures else f"{new.description}."
            new = replace(new, status=status, message=message, ended_at=at)
        self.known[new.id] = new
