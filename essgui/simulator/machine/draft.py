"""A group that is being changed: mutable inside one call of the machine, frozen again at its end.

The draft owns members, activities and the clock of their events; it knows nothing of refreshes. What
happens next depends only on the times and ordinals in the group, never on when someone looked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from essgui.domain.scaling import ActivityId, CreationType, InstanceId, InstanceState
from essgui.simulator import draw
from essgui.simulator.world import LAUNCH_FAULTS, Deed, Failure, Fate, FaultKind, Member

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.scaling import TaskId
    from essgui.simulator.world import Group, Hook, Source, World

S = InstanceState


class Part(StrEnum):
    """What a member is to the capacity of its group."""

    COMING = "coming"
    """Launching, held by a hook, or warming up."""
    SERVING = "serving"
    ASIDE = "aside"
    """In standby or stopped: not counted."""
    LEAVING = "leaving"


_PARTS = {
    S.PENDING: Part.COMING,
    S.PENDING_WAIT: Part.COMING,
    S.IN_SERVICE: Part.SERVING,
    S.PROTECTED: Part.SERVING,
    S.STANDBY: Part.ASIDE,
    S.STOPPED: Part.ASIDE,
    S.REMOVING: Part.LEAVING,
    S.REMOVING_WAIT: Part.LEAVING,
}

IN_SERVICE_COUNTS = frozenset({S.IN_SERVICE, S.PROTECTED})


def part(member: Member) -> Part:
    """Return what a member is to the capacity; one that is warming up is still coming."""
    if member.state in IN_SERVICE_COUNTS and member.until is not None:
        return Part.COMING
    return _PARTS[member.state]


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
        self.deeds = {deed.id: deed for deed in group.deeds}
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
            deeds=tuple(self.deeds.values()),
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
        deed = self._deed_id()
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
        self._begin(deed, cause, f'Add "{count}" {group.type.value} {noun}', ids, task)

    def release(self, members: Iterable[Member], cause: str, task: TaskId | None = None) -> None:
        """Begin to release members, as one activity."""
        leaving = list(members)
        if not leaving:
            return
        deed = self._deed_id()
        low, high = self.group.pace.drain
        for member in leaving:
            self._close(member.activity, member.id)
            until = self.at + draw.seconds(low, high, self.seed, member.id, "drain")
            self.put(member, state=S.REMOVING, until=until, leaving=deed, warmup="NoNeedWarmup", hook=None)
        noun = "instance" if len(leaving) == 1 else "instances"
        what = f'Remove "{len(leaving)}" {self.group.type.value} {noun}'
        self._begin(deed, cause, what, [m.id for m in leaving], task)

    def phase_over(self, member: Member, result: str = "") -> Outcome:
        """Move a member on: its present phase is over. `result` is the answer of a hook that held it."""
        match member.state:
            case S.PENDING if member.fate is Fate.NO_STOCK:
                return self._fail(
                    member,
                    "OperationDenied.NoStock",
                    f"The resource is out of stock in {member.zone or 'the zone'}: "
                    f"{member.source.instance_type or 'container group'}.",
                )
            case S.PENDING:
                return self._hold_or(member, "SCALE_OUT", 0) or self._arrive(member)
            case S.PENDING_WAIT:
                return self._after_hook(member, result)
            case S.REMOVING:
                held = self._hold_or(member, "SCALE_IN", 0)
                return held or self._leave(member)
            case S.REMOVING_WAIT:
                return self._after_hook(member, result)
            case _ if member.fate is Fate.UNHEALTHY and member.healthy:
                return self._found_unhealthy(member)
            case _:
                self.put(member, until=None, warmup="InstanceWarmupFinish")
                return Outcome.SERVES

    def _hold_or(self, member: Member, transition: str, first: int) -> Outcome | None:
        hooks = [h for h in self.group.hooks if h.transition == transition]
        if first >= len(hooks):
            return None
        hook = hooks[first]
        waiting = S.PENDING_WAIT if transition == "SCALE_OUT" else S.REMOVING_WAIT
        token = draw.word(18, self.seed, member.id, hook.id, "token").upper()
        self.put(
            member,
            state=waiting,
            hook=hook.id,
            hook_token=token,
            until=self.at + timedelta(seconds=hook.timeout),
        )
        return Outcome.MOVES

    def _after_hook(self, member: Member, result: str) -> Outcome:
        hook = self.hook(member.hook)
        answer = result or (hook.result if hook else "CONTINUE")
        if member.state is S.REMOVING_WAIT:
            if answer == "ROLLBACK":
                return self._stay(member)
            return self._next_hook(member, hook, "SCALE_IN") or self._leave(member)
        if answer in {"ABANDON", "ROLLBACK"}:
            name = hook.name if hook else "its lifecycle hook"
            how = "was abandoned at" if result else "ran out of time at"
            return self._fail(member, "LifecycleHookAbandon", f"The instance {how} lifecycle hook {name}.")
        return self._next_hook(member, hook, "SCALE_OUT") or self._arrive(member)

    def _next_hook(self, member: Member, hook: Hook | None, transition: str) -> Outcome | None:
        hooks = [h for h in self.group.hooks if h.transition == transition]
        after = hooks.index(hook) + 1 if hook in hooks else len(hooks)
        return self._hold_or(member, transition, after)

    def hook(self, identifier: str | None) -> Hook | None:
        """Return a hook of the group by id."""
        return next((h for h in self.group.hooks if h.id == identifier), None)

    def _arrive(self, member: Member) -> Outcome:
        self._close(member.activity, member.id, created=True)
        until = None
        if member.fate is Fate.UNHEALTHY:
            low, high = self.group.pace.health
            until = self.at + draw.seconds(low, high, self.seed, member.id, "health")
        elif self.group.warmup:
            until = self.at + timedelta(seconds=self.group.warmup)
        warmup = "WaitingForInstanceWarmup" if self.group.warmup else "NoNeedWarmup"
        self.put(member, state=S.IN_SERVICE, until=until, warmup=warmup, hook=None, hook_token="")
        return Outcome.MOVES if until else Outcome.SERVES

    def _found_unhealthy(self, member: Member) -> Outcome:
        sick = self.put(member, healthy=False, until=None)
        self.release([sick], "An instance failed its health check.", member.task)
        leaving = self.members[sick.id].leaving
        self._note(leaving, Failure("UnhealthyInstance", "The health check failed.", (sick.id,)))
        return Outcome.FAILED

    def _leave(self, member: Member) -> Outcome:
        self._close(member.leaving, member.id, destroyed=True)
        self.drop(member)
        return Outcome.LEFT

    def _stay(self, member: Member) -> Outcome:
        """Put a member that was to leave back into service (documented for ROLLBACK at a SCALE_IN hook)."""
        self._close(member.leaving, member.id)
        self.put(member, state=S.IN_SERVICE, until=None, leaving=None, hook=None, hook_token="")
        return Outcome.MOVES

    def _fail(self, member: Member, code: str, message: str) -> Outcome:
        self._note(member.activity, Failure(code, message, (member.id,)))
        self._close(member.activity, member.id)
        self.drop(member)
        return Outcome.FAILED

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

    # -- activities

    def _deed_id(self) -> ActivityId:
        word = draw.word(17, self.seed, self.group.id, "activity", len(self.deeds))
        return ActivityId(f"asa-{self.code}{word}")

    def _begin(
        self, deed: ActivityId, cause: str, what: str, members: list[InstanceId], task: TaskId | None
    ) -> None:
        self.deeds[deed] = Deed(
            id=deed,
            status="InProgress",
            cause=cause,
            description=what,
            started_at=self.at,
            size=len(members),
            total_before=len(self.members),
            task=task,
            open=frozenset(members),
            trigger="Ess" if task is None else "APIs",
        )

    def _note(self, deed: ActivityId | None, failure: Failure) -> None:
        if deed is not None and deed in self.deeds:
            known = self.deeds[deed]
            merged = list(known.failures)
            for index, other in enumerate(merged):
                if (other.code, other.message) == (failure.code, failure.message):
                    merged[index] = replace(other, instances=other.instances + failure.instances)
                    break
            else:
                merged.append(failure)
            self.deeds[deed] = replace(known, failures=tuple(merged))

    def _close(
        self,
        deed: ActivityId | None,
        member: InstanceId,
        *,
        created: bool = False,
        destroyed: bool = False,
    ) -> None:
        known = self.deeds.get(deed) if deed else None
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
            new = replace(new, status=status, message=message, ended_at=self.at)
        self.deeds[new.id] = new


class Outcome(StrEnum):
    """What the end of a phase meant for a member."""

    MOVES = "moves"
    """It is in its next phase."""
    SERVES = "serves"
    FAILED = "failed"
    """It never came to serve."""
    LEFT = "left"


def in_service(members: Iterable[Member]) -> int:
    """Count the members that take traffic."""
    return sum(1 for m in members if m.state in IN_SERVICE_COUNTS)


def newest_first(members: Iterable[Member]) -> list[Member]:
    """Sort members for release: the youngest ones first, those that do not serve yet before all."""
    return sorted(members, key=lambda m: (m.state in IN_SERVICE_COUNTS, -m.ordinal))


def oldest_first(members: Iterable[Member]) -> list[Member]:
    """Sort members for release: the oldest ones first (removal policy OldestInstance)."""
    return sorted(members, key=lambda m: m.ordinal)


def removable(member: Member) -> bool:
    """Tell whether scaling in may take a member: automatic, counted and not protected."""
    return member.creation is CreationType.AUTO and member.state in {S.IN_SERVICE, S.PENDING, S.PENDING_WAIT}
