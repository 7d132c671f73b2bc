"""What instances call attention to: launches and releases that fail, ill health, slow starts, empty zones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essgui.domain.aftermath import is_new
from essgui.domain.eligibility import ignored_because
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.mishaps import errors_of, failed_launches, failed_releases, fallen_ill, launches, own_of
from essgui.domain.remedies import ExitStandby, MarkUnhealthy, Unprotect
from essgui.domain.scaling import LEAVING, SERVING, InstanceState
from essgui.domain.situation import (
    Confirm,
    Gravity,
    Item,
    Kind,
    Offer,
)
from essgui.domain.words import counted, either, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.domain.scaling import ActivityError, Instance, InstanceId
    from essgui.domain.situation import Situation

PENDING_LONG = 600.0
"""Seconds in Pending, without a hook, from which a launch is slow (assumed: most take 1 to 3 minutes)."""

_TRIES: dict[RefreshStatus | str, str] = {
    RefreshStatus.PENDING: "The refresh has not begun. Once it has, {then}",
    RefreshStatus.PAUSED: "Nothing is tried while the refresh is suspended. Once it is resumed, ESS tries "
    "again; {then}",
    RefreshStatus.CHECKPOINT_PAUSE: "Nothing is tried while it waits at the checkpoint. After that ESS tries "
    "again; {then}",
    RefreshStatus.CANCELLING: "It is being cancelled, so nothing is tried again.",
    RefreshStatus.IN_PROGRESS: "ESS tries again; {then}",
    RefreshStatus.ROLLBACK_IN_PROGRESS: "ESS tries again; if launches keep failing, the rollback fails.",
}
"""What comes of launches that failed; a refresh that is over needs no attention."""

_NO_STOCK = re.compile(r"NoStock|SoldOut|OutOfStock|StockNotEnough|OutOfResource", re.IGNORECASE)
_TYPE = re.compile(r"\becs\.[a-z0-9-]+\.[a-z0-9]+\b")
_ZONE = re.compile(r"\b[a-z]{2}-[a-z]+-[0-9]*[a-z]\b")


def launch_errors(found: Situation) -> Iterator[Item]:
    """Find launches that failed since the refresh began, an item a code; no stock has its own."""
    for code, errors in failed_launches(found).items():
        if not _NO_STOCK.search(code):
            yield Item(
                Kind.LAUNCH,
                _gravity(found, code),
                f"{_times(errors)}: {code}" if code else _times(errors),
                _said(errors),
                _failed(errors),
                consequence=_tries(found, "if launches keep failing, the refresh fails."),
                part=code or "no code",
            )


def release_errors(found: Situation) -> Iterator[Item]:
    """Find instances that ESS could not release since the refresh began, an item a code."""
    for code, errors in failed_releases(found).items():
        times = _times(errors, "release", "releases")
        yield Item(
            Kind.RELEASE,
            Gravity.CAUTION,
            f"{times}: {code}" if code else times,
            _said(errors),
            _failed(errors),
            consequence="What could not be released stays in the group as it is.",
            part=code or "no code",
        )


def no_stock(found: Situation) -> Iterator[Item]:
    """Find launches that failed because a type is sold out, and name type and zone where ESS does."""
    failed = failed_launches(found)
    short = [(code, e) for code, errors in failed.items() if _NO_STOCK.search(code) for e in errors]
    if not short:
        return
    errors = [e for _, e in short]
    text = " ".join(e.message for e in errors)
    types, zones = sorted(set(_TYPE.findall(text))), sorted(set(_ZONE.findall(text)))
    where = f" in {', '.join(zones)}" if zones else ""
    what = ", ".join(types) if types else "The instance type"
    yield Item(
        Kind.NO_STOCK,
        _gravity(found, short[0][0]),
        f"No stock{where}",
        (
            f"{what} could not be had: {_times(errors).lower()} ({short[0][0]}).",
            f"ESS says: {errors[0].message}",
        ),
        _failed(errors),
        place=zones[0] if len(zones) == 1 else "",
        consequence=_tries(found, "if there is still no stock, the refresh fails.")
        + " Another type or zone in the target avoids it.",
    )


def unhealthy(found: Situation) -> Iterator[Item]:
    """Find new instances that are unhealthy now, or were found so and are being released."""
    now = [i for i in found.instances or () if is_new(found.task, i) and i.health not in {"Healthy", ""}]
    before = fallen_ill(found)
    ids = tuple(dict.fromkeys([i.id for i in now] + [i for e in before for i in e.instances]))
    if not ids and not before:
        return
    group = found.group
    evidence = [f"{counted(len(now), 'unhealthy one')} in the group now."] if now else []
    if before:
        evidence.append(f"ESS says: {before[0].message}")
    if group is not None and "HealthCheck" in group.suspended_processes:
        evidence.append("The health check of the group is suspended, so ESS replaces none.")
    count = len(ids) or len(before)
    replaced = either(count, "ESS replaces it", "ESS replaces them") + " from the same target. "
    if group is not None and "HealthCheck" in group.suspended_processes:
        replaced = ""
    yield Item(
        Kind.UNHEALTHY,
        Gravity.GRAVE if count > 1 else Gravity.CAUTION,
        f"{counted(count, 'new instance')} {'is' if count == 1 else 'are'} unhealthy",
        tuple(evidence),
        ids,
        consequence=f"{replaced}If the target is at fault the next ones fail too: suspend the refresh and "
        "look, or roll it back.",
    )


def slow_launch(found: Situation) -> Iterator[Item]:
    """Find instances that are Pending, held by no hook, for longer than a launch takes.

    They were when they were read: what became of them since, as while ESS does not answer, nobody has seen.
    """
    read = found.instances_seen or found.now
    late = [
        i
        for i in found.instances or ()
        if i.state == InstanceState.PENDING
        and i.created_at is not None
        and (read - i.created_at).total_seconds() > PENDING_LONG
    ]
    if not late:
        return
    ages = [(read - i.created_at).total_seconds() for i in late if i.created_at is not None]
    region, group = found.task.region, found.task.group
    one = len(late) == 1
    held = f"No lifecycle hook holds {'it' if one else 'them'}."
    ask = Confirm(
        f"Mark {counted(len(late), 'instance')} unhealthy?",
        (f"ESS then releases {'it' if one else 'them'} and launches {'another' if one else 'others'}.",),
        "Mark unhealthy",
        (f"What runs on {'it' if one else 'them'} is lost.",),
    )
    word = "Mark unhealthy" if one else f"Mark all {len(late)} unhealthy"
    remedies = tuple(MarkUnhealthy(region, group, i.id) for i in late)
    yield Item(
        Kind.SLOW_LAUNCH,
        Gravity.CAUTION,
        f"{counted(len(late), 'instance')} in Pending for {span(max(ages))}",
        (f"{held} What happens inside an instance is not known here.",),
        tuple(i.id for i in late),
        place=late[0].zone if len({i.zone for i in late}) == 1 else "",
        consequence="The batch waits for the slowest of its instances.",
        offers=(Offer(word, remedies, ask),),
    )


def ignored(found: Situation) -> Iterator[Item]:
    """Find instances of before that the refresh leaves alone (documented)."""
    kept = [
        (i, why)
        for i in found.instances or ()
        if i.state not in LEAVING and not is_new(found.task, i) and (why := ignored_because(i))
    ]
    if not kept:
        return
    reasons: dict[str, list[Instance]] = {}
    for instance, why in kept:
        reasons.setdefault(why, []).append(instance)
    region, group = found.task.region, found.task.group
    offers: list[Offer] = []
    again = "They take traffic again, as they are"
    unsure = "Whether this refresh then still replaces them is documented nowhere; a later one does."
    if protected := tuple(i.id for i in reasons.get("Protected", ())):
        ask = Confirm(
            f"Take the protection off {counted(len(protected), 'instance')}?",
            (unsure,),
            "Unprotect",
            (f"ESS may release {either(len(protected), 'it', 'them')}, by a refresh or by scaling in.",),
        )
        offers.append(Offer("Unprotect", (Unprotect(region, group, protected),), ask))
    if standby := tuple(i.id for i in reasons.get("Standby", ())):
        ask = Confirm(
            f"Put {counted(len(standby), 'instance')} back into service?",
            (f"{either(len(standby), 'It takes traffic again, as it is', again)}. {unsure}",),
            "Put back",
            grave=False,
        )
        offers.append(Offer("Put back", (ExitStandby(region, group, standby),), ask))
    parts = ", ".join(f"{len(those)} {why[0].lower()}{why[1:]}" for why, those in reasons.items())
    yield Item(
        Kind.IGNORED,
        Gravity.INFORMATION,
        f"{counted(len(kept), 'instance')} will not change",
        (f"{parts}. 100 % does not count them.",),
        tuple(i.id for i, _ in kept),
        offers=tuple(offers),
    )


def empty_zone(found: Situation) -> Iterator[Item]:
    """Find zones without an instance in service that had some while the refresh was watched."""
    if found.instances is None:
        return
    serving = {i.zone for i in found.instances if i.state in SERVING}
    for zone in sorted(found.zones - serving):
        coming = sum(1 for i in found.instances if i.zone == zone and i.state not in LEAVING)
        yield Item(
            Kind.ZONE,
            Gravity.GRAVE,
            f"No instance in service in {zone}",
            ("It had some earlier in this refresh.", f"{counted(coming, 'instance')} on the way there."),
            place=zone,
            consequence="If another zone fails, less is left than was planned. Suspend the refresh to wait.",
            part=zone,
        )


def below_floor(found: Situation) -> Iterator[Item]:
    """Find that fewer instances serve than the refresh was to keep."""
    if found.instances is None or found.band is None or found.doubtful:
        return
    serving = sum(1 for i in found.instances if i.state in SERVING)
    if serving >= found.band.floor:
        return
    task = found.task
    yield Item(
        Kind.FLOOR,
        Gravity.GRAVE,
        f"{serving} in service, {found.band.floor - serving} below the floor",
        (f"The floor is {found.band.floor}: {task.min_healthy} % of {found.band.capacity}.",),
        consequence="The rest carries the load. If it does not recover, suspend the refresh and see why.",
    )


def _gravity(found: Situation, code: str) -> Gravity:
    """Judge a code: grave while the newest finished launch still gives it."""
    own = own_of(found)
    ended = [a for a in launches(found) if a.ended_at is not None and (a.created or errors_of(a, own))]
    if not ended or any(e.code == code for e in errors_of(ended[0], own)):
        return Gravity.GRAVE
    return Gravity.CAUTION


def _tries(found: Situation, then: str) -> str:
    """Say what ESS does about launches that failed, by the status: it tries only while it is at work."""
    return _TRIES.get(found.task.status, "ESS tries again; {then}").format(then=then)


def _failed(errors: list[ActivityError]) -> tuple[InstanceId, ...]:
    return tuple(dict.fromkeys(i for e in errors for i in e.instances))


def _said(errors: list[ActivityError]) -> tuple[str, ...]:
    return (f"ESS says: {errors[0].message}",) if errors[0].message else ()


def _times(errors: list[ActivityError], one: str = "launch", many: str = "launches") -> str:
    count = len(_failed(errors)) or len(errors)
    return f"{count} {either(count, one, many)} failed"
