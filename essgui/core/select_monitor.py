"""What the head of a monitor says: identity, progress, capacity, time, freshness, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from essgui.core.lookup import detail_of, group_of
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.select_monitor_words import TargetWords, clock, counted, source_of, span, target_words
from essgui.core.select_spent import spent_of
from essgui.core.state import Poll
from essgui.domain.footing import band_of
from essgui.domain.lifecycle import ROLLBACK, RefreshAction, RefreshStatus
from essgui.domain.plan import checkpoint_counts
from essgui.domain.spent import Certainty, waiting_words, whole_words, working_words
from essgui.domain.words import either, what_stays

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.state import AppState, Monitor
    from essgui.domain.plan import Corridor
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import ScalingGroup, TaskId


@dataclass(frozen=True, slots=True)
class Watched:
    """One refresh with everything that its monitor needs."""

    monitor: Monitor
    task: RefreshTask
    group: ScalingGroup | None

    @property
    def name(self) -> str:
        """The group's name, or its id where the group was not read."""
        return self.group.name if self.group is not None else str(self.task.group)

    @property
    def band(self) -> Corridor | None:
        """Floor and ceiling in instances, where it is known how many the group wants."""
        size = self.monitor.footing.size
        if size is None:
            size = 0 if self.group is None else self.group.capacity.wanted
        return band_of(size, self.task) if size > 0 else None

    @property
    def kept(self) -> Corridor | None:
        """The band whose floor counts: that of the size of before while the group grows."""
        footing = self.monitor.footing
        return band_of(footing.held, self.task) if footing.growing and footing.held > 0 else self.band

    @property
    def base(self) -> int:
        """Instances of which checkpoints are percentages."""
        return self.band.capacity if self.band is not None else self.task.total

    @property
    def rolling(self) -> bool:
        """Whether it goes, or went, back."""
        return self.task.status in ROLLBACK

    @property
    def most_finished(self) -> int:
        """The most instances that were new at any time; a rollback takes them away again."""
        seen = (sample.finished for sample in self.monitor.timeline.samples)
        return max(self.monitor.before_rollback, self.task.finished, *seen, 0)


def watched(state: AppState, task_id: TaskId) -> Watched | None:
    """Return a refresh with its monitor and its group, or None where it is not watched."""
    monitor, task = state.monitors.get(task_id), state.tasks.get(task_id)
    if monitor is None or task is None:
        return None
    return Watched(monitor, task, group_of(state, task.group))


@dataclass(frozen=True, slots=True)
class Progress:
    """The big figure and its bar."""

    done: str
    total: str
    """With the stroke before it: "/40"; empty where the total is not known."""
    caption: str
    percent: str
    share: float
    ticks: tuple[float, ...]
    """Checkpoints below 100 % as shares of the bar."""


def progress(found: Watched) -> Progress:
    """Say how far it is; a rollback counts from 0 to what was new when it began."""
    task = found.task
    if found.rolling:
        before = found.most_finished
        left = max(0, task.finished)
        if task.status is RefreshStatus.ROLLBACK_SUCCESSFUL:
            left = 0
        if before <= 0:
            return Progress("0", "", "to bring back", "", float(task.over), ())
        back = max(0, before - left)
        percent = f"{back * 100 // before} %"
        return Progress(str(back), f"/{before}", "brought back", percent, back / before, ())
    if task.total <= 0:
        if task.status is RefreshStatus.SUCCESSFUL:
            return Progress("0", "", "needed replacing", "100 %", 1.0, ())
        caption = "not counted yet" if not task.over else "instances counted"
        return Progress("0" if task.over else "–", "", caption, "", 0.0, ())
    done = min(max(0, task.finished), task.total)
    counts = checkpoint_counts(found.base, task.checkpoints)
    ticks = tuple(count / task.total for count in counts if 0 < count < task.total)
    return Progress(str(done), f"/{task.total}", "replaced", f"{task.percent} %", task.share, ticks)


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of the head: a caption, a value, a line below."""

    caption: str
    value: str
    line: str = ""
    tone: str = "text"
    tip: str = ""


def running_time(state: AppState, found: Watched, zone: tzinfo | None = None) -> Figure:
    """Say since when it runs and how much of that was work and how much waiting."""
    task, now = found.task, state.now.at
    if task.started_at is None:
        return Figure("Running since", "–", "not begun" if not task.over else "never began")
    took = spent_of(state, task)
    if took is None or took.whole is None:
        return Figure("Ran since", clock(task.started_at, now, zone), "ESS gives no end")
    exact = took.certainty is Certainty.EXACT
    line = f"{working_words(took)} working" if exact else f"{whole_words(took)} in all"
    if took.waiting >= 60:
        line += f", {waiting_words(took)} waiting" if exact else f", waiting {waiting_words(took)}"
    caption = "Ran since" if task.over else "Running since"
    known = f"Working: {working_words(took)}. Waiting: {waiting_words(took)}."
    if took.certainty is Certainty.UNREAD:
        known = "What was recorded of it is not read yet."
    tip = f"{known} Waiting is time suspended or at a checkpoint, as far as it was seen from here."
    return Figure(caption, clock(task.started_at, now, zone), line, tip=tip)


def ended(state: AppState, found: Watched, zone: tzinfo | None = None) -> Figure | None:
    """Say when it ended and how long it took; None while it runs."""
    task = found.task
    if not task.over:
        return None
    if task.ended_at is None:
        return Figure("Ended", "–", "ESS gives no time")
    took = ""
    if task.started_at is not None:
        took = f"took {span((task.ended_at - task.started_at).total_seconds())}"
    return Figure("Ended", clock(task.ended_at, state.now.at, zone), took)


def target_figure(state: AppState, found: Watched) -> tuple[Figure, TargetWords]:
    """Say where it leads and what was before."""
    words = target_words(state, found.task, found.group)
    if found.rolling:
        back = words.was or source_of(state, found.group)
        return Figure("Going back to", back, f"from {words.text}", tip=source_of(state, found.group)), words
    loading = detail_of(state, found.task.group).configurations.value is None and found.group is None
    line = f"was {words.was}" if words.was else ("" if not loading else "the group was not read yet")
    tip = "\n".join(part for part in (words.whole, words.assumed) if part)
    return Figure("Target", words.text, line, tip=tip), words


@dataclass(frozen=True, slots=True)
class Age:
    """How old the monitor's data is, and what stands against newer."""

    text: str
    tone: str
    icon: str
    stale: bool = False
    why: str = ""
    """Where it is stale: what happened and when the next try is."""
    code: str = ""


def data_age(state: AppState, found: Watched) -> Age:
    """Judge the polls of the refresh's region; three misses in a row make it stale (features row 36)."""
    task = found.task
    poll = state.polls.get(task.region, Poll())
    if task.over:
        return Age("final state", "text3", "check")
    failure = poll.failure
    since = None if poll.seen is None else span(state.now.mono - poll.seen.mono)
    if failure is not None and poll.misses >= OFFLINE_AFTER:
        text = f"no answer for {since}" if since is not None else "no answer yet"
        why = " ".join(part for part in (failure.sentence, failure.hint, _next_try(state, poll)) if part)
        return Age(text, "amber_fg", "warn", True, why, failure.code)
    if since is None:
        return Age("reading…", "text3", "refreshes")
    missed = f", {counted(poll.misses, 'answer')} missed" if poll.misses else ""
    return Age(f"updated {since} ago{missed}", "green_fg", "refreshes")


def _next_try(state: AppState, poll: Poll) -> str:
    if poll.next_at is None:
        return "Asking again now."
    wait = round(poll.next_at - state.now.mono)
    return f"Next try in {span(wait)}." if wait > 0 else "Asking again now."


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence above the page that stays: how it ended, or that its status is not known."""

    family: Literal["green", "slate", "red"]
    sentence: str
    hint: str = ""


def outcome(found: Watched) -> Outcome | None:
    """Say how a refresh ended and what to do next; None while all goes its way."""
    task = found.task
    if not isinstance(task.status, RefreshStatus):
        return Outcome(
            "slate",
            f"ESS gives the status “{task.status}”, which this program does not know.",
            "What is shown stays up to date, but nothing can be asked of it from here. Use the ESS console.",
        )
    new = min(max(0, task.finished), task.total) if task.total > 0 else max(0, task.finished)
    old = max(0, task.total - new)
    why = task.detail or "ESS gives no reason."
    both = f"{what_stays(new, old)}."
    both = f"{both[0].upper()}{both[1:]}"
    match task.status:
        case RefreshStatus.FAILED:
            hint = f"{both} See the failed activities below, mend the cause, then start the refresh again"
            hint += (
                ": with skip matching on, it takes up where this one stopped." if task.skip_matching else "."
            )
            return Outcome("red", f"The refresh failed. {why}", hint)
        case RefreshStatus.ROLLBACK_FAILED:
            hint = "Old and new instances serve side by side. See the failed activities below, mend the "
            hint += "cause, then start a refresh from the active configuration."
            return Outcome("red", f"The rollback failed. {why}", hint)
        case RefreshStatus.CANCELLED:
            return Outcome("slate", f"The refresh was cancelled. {both}", task.detail)
        case RefreshStatus.SUCCESSFUL:
            return Outcome("green", _success(task, new), task.detail)
        case RefreshStatus.ROLLBACK_SUCCESSFUL:
            text = "The refresh was rolled back; the configuration of before serves again."
            return Outcome("green", text, task.detail)
        case _:
            return None


def _success(task: RefreshTask, new: int) -> str:
    if task.total <= 0:
        return "The refresh succeeded; no instance needed replacing."
    if new == task.total == 1:
        return "The refresh succeeded: the one instance to be replaced is new."
    if new == task.total:
        return f"The refresh succeeded: all {new} instances to be replaced are new."
    verb = either(new, "is", "are")
    return f"The refresh succeeded: {new} of {counted(task.total, 'instance')} to be replaced {verb} new."


CALLED_FOR: dict[RefreshStatus, RefreshAction] = {
    RefreshStatus.PAUSED: RefreshAction.RESUME,
    RefreshStatus.CHECKPOINT_PAUSE: RefreshAction.RESUME,
}
"""The action that a status waits for: its button is the primary one."""


def called_for(found: Watched) -> RefreshAction | None:
    """Return the action that the refresh waits for, if any."""
    status = found.task.status
    return CALLED_FOR.get(status) if isinstance(status, RefreshStatus) else None
