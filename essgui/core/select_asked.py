"""What the log of everything that was asked for from this computer says, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_monitor_words import clock, moment
from essgui.domain.run import Deed, Settlement

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.state import AppState
    from essgui.domain.run import Intent
    from essgui.domain.scaling import GroupId

_OUTCOMES: dict[Settlement | None, tuple[str, str, str]] = {
    Settlement.ACCEPTED: ("accepted", "tick", "green_fg"),
    Settlement.REFUSED: ("refused", "octx", "red_fg"),
    Settlement.UNKNOWN: ("no answer seen", "help", "amber_fg"),
    None: ("on its way", "spin", "blue_fg"),
}


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One thing that was asked for."""

    key: str
    time: str
    when: str
    account: str
    deed: str
    words: str
    group: str
    task: str
    without: str
    """What stands in the place of a refresh that there is not."""
    outcome: str
    icon: str
    tone: str
    detail: str
    """The cloud's code and request id."""
    reason: str
    sort: float


def asked_rows(state: AppState, zone: tzinfo | None = None) -> tuple[AskedRow, ...] | None:
    """Return the log, or None while it was not read yet."""
    found = state.archive.asked.value
    if found is None:
        return None
    names = {g.id: g.name for remote in state.groups.values() for g in remote.value or ()}
    names = {**{run.task.group: run.group_name for run in state.archive.runs.values()}, **names}
    account = state.profile.account
    hidden = f"{account[:4]}••••{account[-4:]}" if len(account) > 8 else account
    return tuple(_row(state, intent, names, hidden, zone) for intent in found)


def _row(
    state: AppState, intent: Intent, names: dict[GroupId, str], account: str, zone: tzinfo | None
) -> AskedRow:
    word, icon, tone = _OUTCOMES[intent.settlement]
    return AskedRow(
        key=intent.token,
        time=clock(intent.made_at, state.now.at, zone),
        when=moment(intent.made_at, zone),
        account=account or "not known",
        deed=intent.deed.value,
        words=intent.words,
        group=names.get(intent.group, str(intent.group)),
        task=intent.task or "",
        without="no refresh then" if intent.deed is Deed.REMEDY else "no refresh yet",
        outcome=word,
        icon=icon,
        tone=tone,
        detail=intent.detail,
        reason=intent.reason,
        sort=intent.made_at.timestamp(),
    )
