"""The final check as the monitor shows it: its lines, or why there are none yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.final_looks import before_end
from essgui.core.lookup import detail_of
from essgui.core.select_monitor_words import clock
from essgui.domain.aftermath import aftermath
from essgui.domain.final_line import Line, Verdict
from essgui.domain.lifecycle import RefreshStatus

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState

_SUMMARY = {
    Verdict.BAD: "not as it should be",
    Verdict.NOT_KNOWN: "not complete",
    Verdict.CAUTION: "with remarks",
    Verdict.GOOD: "all as it should be",
}

_FELL_SHORT = frozenset({RefreshStatus.FAILED, RefreshStatus.ROLLBACK_FAILED, RefreshStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class FinalCheck:
    """The card of the final check."""

    summary: str
    verdict: Verdict
    lines: tuple[Line, ...]
    waiting: str = ""
    """What is still being read, or could not be; there are no lines then."""
    read: str = ""
    """When the instances were read that it rests on."""
    reading: bool = False
    """They are being read again."""


def final_check(state: AppState, found: Watched, zone: tzinfo | None = None) -> FinalCheck | None:
    """Return the final check of a group's newest refresh once it is over, else None.

    After a later refresh the fleet no longer tells how this one ended.
    """
    task, group = found.task, found.group
    newest = state.history.get(task.group, ())[:1]
    if not task.over or (newest and newest[0] != task.id):
        return None
    detail = detail_of(state, task.group)
    instances, configurations = detail.instances, detail.configurations
    if group is None or instances.value is None or before_end(instances.seen, task):
        if instances.failure is not None:
            return FinalCheck("", Verdict.NOT_KNOWN, (), instances.failure.sentence)
        if instances.value is None:
            return FinalCheck("", Verdict.NOT_KNOWN, (), "Reading the instances of the group…")
        what = "Reading the group…" if group is None else "Reading the instances as they are after the end…"
        return FinalCheck("", Verdict.NOT_KNOWN, (), what)
    # Those of before the end tell nothing: a success changes them.
    known = () if before_end(configurations.seen, task) else configurations.value or ()
    failure = configurations.failure
    unread = failure.sentence if failure is not None else "It is being read; “Check again” asks once more."
    lines = aftermath(task, group, instances.value, known, unread)
    worst = lines[0].verdict if lines else Verdict.GOOD
    # Not reaching the target is not as it should be, even where nothing is the worse for it.
    fell_short = worst is Verdict.GOOD and task.status in _FELL_SHORT
    summary = "nothing left over" if fell_short else _SUMMARY[worst]
    read = "" if instances.seen is None else f"As of {clock(instances.seen.at, state.now.at, zone)}"
    if instances.failure is not None:
        read = f"{read}; could not be read again"
    return FinalCheck(summary, worst, lines, read=read, reading=instances.loading)
