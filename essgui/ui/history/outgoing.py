"""What is done on the parts of the history page, as messages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from essgui.core import messages as m

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.past import Ending, HistoryView
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId
    from essgui.ui.history.panel import HistoryPanel
    from essgui.ui.history.replay_page import ReplayPage
    from essgui.ui.history.top import HistoryTop

    Send = Callable[[Message], None]
    Shown = Callable[[], AppState | None]
    """Gives the state that is on screen, None before the first."""

T = TypeVar("T")


def connect_top(top: HistoryTop, send: Send, shown: Shown) -> None:
    """Send what is filtered; what is chosen already is not chosen once more."""

    def choose_ending(ending: Ending) -> None:
        state = shown()
        if state is not None and state.past.ending is not ending:
            send(m.EndingChosen(ending))

    def choose_view(view: HistoryView) -> None:
        state = shown()
        if state is not None and state.past.view is not view:
            send(m.HistoryViewChosen(view))

    top.typed.connect(_sending(send, m.HistoryTyped))
    top.period_chosen.connect(_sending(send, m.PeriodChosen))
    top.ending_chosen.connect(choose_ending)
    top.view_chosen.connect(choose_view)


def connect_panel(panel: HistoryPanel, send: Send) -> None:
    """Send what is wanted of the first run that is ticked."""

    def ask(make: Callable[[TaskId], Message]) -> None:
        if panel.panel is not None:
            send(make(panel.panel.heads[0].task))

    panel.closed.connect(partial(send, m.TicksCleared()))
    panel.again_wanted.connect(partial(ask, m.WizardOpenedLike))
    panel.back_wanted.connect(partial(ask, m.WizardOpenedBack))
    panel.retry_wanted.connect(partial(ask, partial(m.WizardOpenedLike, retry=True)))
    panel.replay_wanted.connect(partial(ask, m.ReplayOpened))
    panel.read_again.connect(partial(ask, m.RecordingWanted))


def connect_replay(replay: ReplayPage, send: Send, shown: Shown) -> None:
    """Send where the replay is to stand, and the ways out of it."""

    def task_shown() -> TaskId | None:
        state = shown()
        return None if state is None or state.past.replay is None else state.past.replay.task

    def read_again() -> None:
        task = task_shown()
        if task is not None:
            send(m.RecordingWanted(task))

    def open_monitor() -> None:
        state, task = shown(), task_shown()
        if state is not None and task is not None:
            send(m.MonitorOpened(task) if task in state.tasks else m.WatchRequested(task))

    replay.left.connect(partial(send, m.ReplayClosed()))
    replay.moved.connect(_sending(send, m.ReplayMoved))
    replay.played.connect(_sending(send, m.ReplayPlayed))
    replay.paced.connect(_sending(send, m.ReplayPaced))
    replay.monitor_wanted.connect(open_monitor)
    replay.read_again.connect(read_again)


def _sending(send: Send, make: Callable[[T], Message]) -> Callable[[T], None]:
    return lambda value: send(make(value))
