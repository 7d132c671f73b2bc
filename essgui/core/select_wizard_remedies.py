"""What can be done from the Scope step about instances that are left alone, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.failure import FailureKind
from essgui.core.lookup import detail_of
from essgui.core.select_monitor_words import counted
from essgui.domain.remedies import ExitStandby, Unprotect

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.select_wizard import Subject
    from essgui.domain.scaling import InstanceId, ScalingGroup

Mended = Unprotect | ExitStandby

_REMEDIES: dict[str, type[Mended]] = {"Protected": Unprotect, "Standby": ExitStandby}
_VERBS: dict[type[Mended], tuple[str, str]] = {
    Unprotect: ("Unprotect {what}", "Unprotecting {what}…"),
    ExitStandby: ("Put {what} back into service", "Putting {what} back into service…"),
}
NO_REMEDY = "Nothing to do from here: detach them, or replace them yourself."


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """One reason for which instances are left alone, with what can be done about it."""

    reason: str
    instances: tuple[InstanceId, ...]
    said: str
    """Such as "3 Protected", or what is under way."""
    act: str
    """What the buttons say, with {what} in the place of the instances; empty where nothing can be done."""
    off: str
    """Why the buttons are off; empty where they are on."""


@dataclass(frozen=True, slots=True)
class RemedyFailure:
    """A remedy that failed."""

    remedy: Mended
    failure: Failure
    sentence: str


@dataclass(frozen=True, slots=True)
class RemedyQuestion:
    """What is asked before a remedy."""

    title: str
    lines: tuple[str, ...]
    keeps: tuple[str, ...]
    loses: tuple[str, ...]
    act: str


def remedy_lines(subject: Subject) -> tuple[RemedyLine, ...]:
    """Return a line per reason, in the order of the list."""
    if subject.scope is None:
        return ()
    by_reason: dict[str, list[InstanceId]] = {}
    for instance, reason in subject.scope.ignored:
        by_reason.setdefault(reason, []).append(instance.id)
    return tuple(_line(subject, reason, tuple(ids)) for reason, ids in by_reason.items())


def remedy_failures(subject: Subject) -> tuple[RemedyFailure, ...]:
    """Return the remedies of this group that failed and were not read yet, the newest first."""
    found: list[RemedyFailure] = []
    for remedy, errand in subject.state.errands.items():
        if errand.failure is None or not isinstance(remedy, Mended) or remedy.group != subject.group.id:
            continue
        was = "was" if len(remedy.instances) == 1 else "were"
        what = "unprotected" if isinstance(remedy, Unprotect) else "put back into service"
        count = counted(len(remedy.instances), "instance")
        sentence = f"{count} {was} not {what}: {errand.failure.sentence}"
        if errand.failure.kind is FailureKind.UNKNOWN_OUTCOME:
            sentence = f"It is not known whether {count} {was} {what}: {errand.failure.sentence}"
        found.append(RemedyFailure(remedy, errand.failure, sentence))
    return tuple(reversed(found))


def remedy_of(group: ScalingGroup, reason: str, instances: tuple[InstanceId, ...]) -> Mended | None:
    """Return the remedy for instances that are left alone for a reason, where there is one."""
    kind = _REMEDIES.get(reason)
    return None if kind is None or not instances else kind(group.region, group.id, instances)


def remedy_question(remedy: Mended, group: ScalingGroup) -> RemedyQuestion:
    """Ask about a remedy: it outlasts this wizard, and works whether or not a refresh is started.

    Documented: Protected instances are spared by scale-in too (SetInstancesProtection). Assumed: an
    instance that leaves Standby is attached to its load balancers again.
    """
    count = counted(len(remedy.instances), "instance")
    name = group.name or group.id
    one = len(remedy.instances) == 1
    they, them = ("It takes traffic", "it") if one else ("They take traffic", "them")
    if isinstance(remedy, Unprotect):
        return RemedyQuestion(
            f"Unprotect {count} of {name}?",
            (f"This and every later refresh, and scale-in, may then replace or release {them}.",),
            ("Nothing is replaced by this alone.",),
            ("The protection stays off after the refresh, until somebody sets it again.",),
            f"Unprotect {count}",
        )
    return RemedyQuestion(
        f"Put {count} of {name} back into service?",
        (f"This and every later refresh, and scale-in, may then replace or release {them}.",),
        ("Nothing is replaced by this alone.",),
        (f"{they} again at once, whatever the reason was to take {them} out.",),
        f"Put {count} back",
    )


def _line(subject: Subject, reason: str, ids: tuple[InstanceId, ...]) -> RemedyLine:
    state, group = subject.state, subject.group
    kind = _REMEDIES.get(reason)
    said = f"{len(ids)} {reason}" if kind else f"{len(ids)} {reason.lower()}"
    if kind is None:
        return RemedyLine(reason, ids, said, "", NO_REMEDY)
    act, acting = _VERBS[kind]
    working = sum(
        len(r.instances)
        for r, errand in state.errands.items()
        if isinstance(r, kind) and r.group == group.id and errand.failure is None
    )
    off = ""
    if subject.wizard.gone:
        off = "This scaling group no longer exists."
    elif working:
        said = acting.format(what=counted(working, "instance"))
        off = "One is under way; wait until ESS has answered."
    elif detail_of(state, group.id).instances.loading:
        off = "The instances are being read again."
    return RemedyLine(reason, ids, said, act, off)
