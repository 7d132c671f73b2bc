"""The state machine of an instance refresh, as tables.

Every status string lives here and nowhere else. ALLOWED says which actions the service accepts in
which status; TRANSITIONS says which status may follow which. Both have a row for every status, the
terminal ones with an empty set. The window enables buttons by ALLOWED, the simulator refuses by it.
What is documented and what is assumed is marked cell by cell by basis().
"""

from __future__ import annotations

from enum import StrEnum


class RefreshStatus(StrEnum):
    """The 11 statuses of an instance refresh (DescribeInstanceRefreshes.Status)."""

    PENDING = "Pending"
    IN_PROGRESS = "InProgress"
    PAUSED = "Paused"
    CHECKPOINT_PAUSE = "CheckpointPause"
    FAILED = "Failed"
    SUCCESSFUL = "Successful"
    CANCELLING = "Cancelling"
    CANCELLED = "Cancelled"
    ROLLBACK_IN_PROGRESS = "RollbackInProgress"
    ROLLBACK_SUCCESSFUL = "RollbackSuccessful"
    ROLLBACK_FAILED = "RollbackFailed"


class RefreshAction(StrEnum):
    """What can be asked of a refresh once it exists; the value is the verb of the API operation."""

    SUSPEND = "Suspend"
    RESUME = "Resume"
    CANCEL = "Cancel"
    ROLLBACK = "Rollback"


class Basis(StrEnum):
    """Where a cell of ALLOWED comes from."""

    DOCUMENTED = "documented"
    ASSUMED = "assumed"


_S = RefreshStatus
_A = RefreshAction

ALLOWED: dict[RefreshStatus, frozenset[RefreshAction]] = {
    _S.PENDING: frozenset({_A.CANCEL}),
    _S.IN_PROGRESS: frozenset({_A.SUSPEND, _A.CANCEL, _A.ROLLBACK}),
    _S.PAUSED: frozenset({_A.RESUME, _A.CANCEL, _A.ROLLBACK}),
    _S.CHECKPOINT_PAUSE: frozenset({_A.RESUME, _A.CANCEL, _A.ROLLBACK}),
    _S.FAILED: frozenset(),
    _S.SUCCESSFUL: frozenset(),
    _S.CANCELLING: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.ROLLBACK_IN_PROGRESS: frozenset(),
    _S.ROLLBACK_SUCCESSFUL: frozenset(),
    _S.ROLLBACK_FAILED: frozenset(),
}

TRANSITIONS: dict[RefreshStatus, frozenset[RefreshStatus]] = {
    _S.PENDING: frozenset({_S.IN_PROGRESS, _S.CANCELLING, _S.FAILED}),
    _S.IN_PROGRESS: frozenset(
        {
            _S.PAUSED,
            _S.CHECKPOINT_PAUSE,
            _S.SUCCESSFUL,
            _S.FAILED,
            _S.CANCELLING,
            _S.ROLLBACK_IN_PROGRESS,
        }
    ),
    _S.PAUSED: frozenset({_S.IN_PROGRESS, _S.CANCELLING, _S.ROLLBACK_IN_PROGRESS}),
    _S.CHECKPOINT_PAUSE: frozenset({_S.IN_PROGRESS, _S.CANCELLING, _S.ROLLBACK_IN_PROGRESS}),
    _S.FAILED: frozenset(),
    _S.SUCCESSFUL: frozenset(),
    _S.CANCELLING: frozenset({_S.CANCELLED}),
    _S.CANCELLED: frozenset(),
    _S.ROLLBACK_IN_PROGRESS: frozenset({_S.ROLLBACK_SUCCESSFUL, _S.ROLLBACK_FAILED}),
    _S.ROLLBACK_SUCCESSFUL: frozenset(),
    _S.ROLLBACK_FAILED: frozenset(),
}

TERMINAL: frozenset[RefreshStatus] = frozenset(s for s, following in TRANSITIONS.items() if not following)

WAITING: frozenset[RefreshStatus] = frozenset({_S.PAUSED, _S.CHECKPOINT_PAUSE})

ROLLBACK: frozenset[RefreshStatus] = frozenset(
    {_S.ROLLBACK_IN_PROGRESS, _S.ROLLBACK_SUCCESSFUL, _S.ROLLBACK_FAILED}
)

_DOCUMENTED: frozenset[tuple[RefreshStatus, RefreshAction]] = frozenset(
    {
        (_S.IN_PROGRESS, _A.SUSPEND),
        (_S.IN_PROGRESS, _A.CANCEL),
        (_S.IN_PROGRESS, _A.ROLLBACK),
        (_S.PAUSED, _A.RESUME),
        (_S.ROLLBACK_IN_PROGRESS, _A.SUSPEND),
        (_S.ROLLBACK_IN_PROGRESS, _A.CANCEL),
    }
)


def basis(status: RefreshStatus, action: RefreshAction) -> Basis:
    """Tell whether a cell of ALLOWED is documented (CancelInstanceRefresh and its siblings) or assumed."""
    return Basis.DOCUMENTED if (status, action) in _DOCUMENTED else Basis.ASSUMED


def parse_status(word: str) -> RefreshStatus | str:
    """Return the status for a wire word, or the word itself where this program does not know it."""
    try:
        return RefreshStatus(word)
    except ValueError:
        return word


def allowed(status: RefreshStatus | str) -> frozenset[RefreshAction]:
    """Return the actions that a status allows: none for a status this program does not know."""
    return ALLOWED[status] if isinstance(status, RefreshStatus) else frozenset()
