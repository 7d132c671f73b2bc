"""A group that is being changed: mutable inside one call of the machine, frozen again at its end.

The draft owns members, activities and the clock of their events; it knows nothing of refreshes. What
happens next depends only on the times and ordinals in the group, never on when someone looked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from essgui.domain.scaling import InstanceId, InstanceState
from essgui.simulator import draw
from essgui.simulator.machine.deeds import Deeds
from essgui.simulator.machine.part import Part, part
from essgui.simulator.world import LAUNCH_FAULTS, Fate, FaultKind, Member

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.scaling import TaskId
    from essgui.simulator.world import Group, Hook, Source, World

S = InstanceState


class Draft:
    """Members, activities and pending events of one group."""

    def __init__(self, world: World, group: Group, at: datetime) -> None:
        place = world.place(group.region)
        self.world = world
        self.group = group
        self.seed = world.seed
        self.at = at
        self.code = place.code if place else ""
        self.members = dict(group.members)
        self.activities = Deeds(group, world.seed, self.code)
        self.refresh = group.running
        self.past = group.refreshes[:-1] if self.refresh else group.refreshes
        self.counts: Counter[Part] = Counter(part(m) for m in self.members.values())
        self.troubled = dict(group.troubled)
        self.queue: dict[InstanceId, None] = dict.fromkeys(self.refresh.queue if self.refresh else ())
        """Members that the refresh has yet to replace, in order."""
        self.faults = tuple(f for f in world.faults if f.kind in LAUNCH_FAULTS)
        self._heap: list[tuple[datetime, int, str]] = []
        for member in self.members.values():
            self._expect(member)
        if self.refresh and self.refresh.until:
            heappush(self._heap, (self.refresh.until, -1, "refresh"))
        if group.retry_at:
            heappush(self._heap, (group.retry_at, -2, "retry"))

    # -- events

    def wake(self, at: datetime | None, what: str) -> None:
        """Ask for an event of the group itself: "refresh" or "retry"."""
        if at is not None:
            heappush(self._heap, (at, -1 if what == "refresh" else -2, what))

    def next_event(self, now: datetime) -> str | InstanceId | None:
        """Take the next event up to `now` and move the clock to it, or return None."""
        while self._heap and self._heap[0][0] <= now:
            at, _, what = heappop(self._heap)
            if self._stands(at, what):
                self.at = at
                return what
        return None

    def freeze(self) -> Group:
        """Return the group as it is now."""
        refreshes = self.past
        if self.refresh:
            refreshes = (*self.past, replace(self.refresh, queue=tuple(self.queue)))
        return replace(
            self.group,
            members=self.members,
            deeds=tuple(self.activities.known.values()),
            refreshes=refreshes,
            troubled=self.troubled,
        )

    def due(self) -> datetime | None:
        """Return when something next happens by itself."""
        while self._heap:
            at, _, what = self._heap[0]
            if self._stands(at, what):
                return at
            heappop(self._heap)
        return None

    def _stands(self, at: datetime, what: str) -> bool:
        if what == "refresh":
            return self.refresh is not None and self.refresh.until == at
        if what == "retry":
            return self.group.retry_at == at
        member = self.members.get(InstanceId(what))
        return member is not None and member.until == at

    def _expect(self, member: Member) -> None:
        if member.until is not None:
            heappush(self._heap, (member.until, member.ordinal, member.id))

    # -- members

    @property
    def live(self) -> int:
        """Members that serve or are on their way to it."""
        return self.counts[Part.SERVING] + self.counts[Part.COMING]

    def put(self, member: Member, **changes: Any) -> Member:
        """Store a member, with changes where given, and return it as stored."""
        old = self.members.get(member.id)
        if old is not None:
            self.counts[part(old)] -= 1
        new = replace(member, **changes) if changes else member
        self.members[new.id] = new
        self.counts[part(new)] += 1
        if old is None or old.until != new.until:
            self._expect(new)
        return new

    def drop(self, member: Member) -> None:
        """Forget a member that has left."""
        self.counts[part(self.members.pop(member.id))] -= 1

    def change(self, **changes: Any) -> None:
        """Change fields of the group itself."""
        self.group = replace(self.group, **changes)

    def launch(
        self, count: int, source: Source, cause: str, task: TaskId | None = None, maker: TaskId | None = None
    ) -> None:
        """Begin to launch instances, as one activity.

        `task` is the refresh that the activity belongs to, `maker` the one whose target is used.
        """
        if count <= 0:
            return
        ids: list[InstanceId] = []
        deed = self.activities.next_id()
        group = self.group
        for ordinal in range(group.made + 1, group.made + count + 1):
            identifier = InstanceId(f"i-{self.code}{draw.word(17, self.seed, group.id, ordinal)}")
            ids.append(identifier)
            low, high = group.pace.launch
            self.put(
                Member(
                    id=identifier,
                    ordinal=ordinal,
                    state=S.PENDING,
                    source=source,
                    zone=group.zones[ordinal % len(group.zones)] if group.zones else "",
                    private_ip=f"10.{ordinal % 4 + 1}.{ordinal // 250 % 250}.{ordinal % 250 + 2}",
                    created_at=self.at,
                    until=self.at + draw.seconds(low, high, self.seed, identifier, "launch"),
                    fate=self._fate(identifier),
                    task=task or maker,
                    activity=deed,
                )
            )
        self.change(made=group.made + count)
        noun = "instance" if count == 1 else "instances"
        what = f'Add "{count}" {group.type.value} {noun}'
        self.activities.begin(self.at, cause, what, ids, len(self.members), task)

    def release(self, members: Iterable[Member], cause: str, task: TaskId | None = None) -> None:
        """Begin to release members, as one activity."""
        leaving = list(members)
        if not leaving:
            return
        deed = self.activities.next_id()
        low, high = self.group.pace.drain
        for member in leaving:
            self.activities.close(self.at, member.activity, member.id)
            until = self.at + draw.seconds(low, high, self.seed, member.id, "drain")
            self.put(member, state=S.REMOVING, until=until, leaving=deed, warmup="NoNeedWarmup", hook=None)
        noun = "instance" if len(leaving) == 1 else "instances"
        what = f'Remove "{len(leaving)}" {self.group.type.value} {noun}'
        ids = [m.id for m in leaving]
        self.activities.begin(self.at, cause, what, ids, len(self.members), task)

    def hook(self, identifier: str | None) -> Hook | None:
        """Return a hook of the group by id."""
        return next((h for h in self.group.hooks if h.id == identifier), None)

    def _fate(self, member: InstanceId) -> Fate:
        for fault in self.faults:
            if fault.group and fault.group not in {self.group.id, self.group.name}:
                continue
            struck = self.troubled.get(fault.id, 0)
            if fault.count is not None and struck >= fault.count:
                continue
            if draw.fraction(fault.seed, fault.id, member) >= fault.probability:
                continue
            self.troubled[fault.id] = struck + 1
            return Fate.NO_STOCK if fault.kind is FaultKind.OUT_OF_STOCK else Fate.UNHEALTHY
        return Fate.FINE
