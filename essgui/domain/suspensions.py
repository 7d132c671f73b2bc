"""Processes of groups that were suspended from here and not resumed from here since: somebody has to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.run import Deed, Settlement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.remedies import ResumeProcesses, SuspendProcesses
    from essgui.domain.run import Intent
    from essgui.domain.scaling import GroupId, RegionId


@dataclass(frozen=True, slots=True)
class Suspension:
    """One process of one group that was suspended from here."""

    region: RegionId
    group: GroupId
    process: str
    since: datetime


def process_words(processes: tuple[str, ...]) -> str:
    """Return processes as the words of an intent."""
    return ", ".join(processes)


def suspensions(intents: Iterable[Intent]) -> tuple[Suspension, ...]:
    """Return what was suspended and not resumed since, by intents in the order in which they were made.

    A suspension without an answer counts, a resumption without one does not: better asked once too often.
    """
    held: dict[tuple[GroupId, str], Suspension] = {}
    for intent in intents:
        for process in intent.words.split(", "):
            key = (intent.group, process)
            if intent.deed is Deed.SUSPEND_PROCESSES and intent.settlement is not Settlement.REFUSED:
                held[key] = Suspension(intent.region, intent.group, process, intent.made_at)
            elif intent.deed is Deed.RESUME_PROCESSES and intent.settlement is Settlement.ACCEPTED:
                held.pop(key, None)
    return tuple(held.values())


def and_suspended(
    held: tuple[Suspension, ...], remedy: SuspendProcesses, since: datetime
) -> tuple[Suspension, ...]:
    """Return what is held after some more processes were suspended."""
    new = tuple(Suspension(remedy.region, remedy.group, process, since) for process in remedy.processes)
    return (*and_resumed(held, remedy), *new)


def and_resumed(
    held: tuple[Suspension, ...], remedy: ResumeProcesses | SuspendProcesses
) -> tuple[Suspension, ...]:
    """Return what is held without the processes of a remedy."""
    return tuple(s for s in held if s.group != remedy.group or s.process not in remedy.processes)
