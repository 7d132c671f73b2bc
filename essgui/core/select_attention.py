"""The card of what needs attention: its items, how their remedies fare, and what is not known and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.failure import FailureKind
from essgui.core.lookup import answer, detail_of
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.select_monitor_words import countdown
from essgui.core.situations import situation_of
from essgui.core.state import Poll
from essgui.domain.attention import attention
from essgui.domain.questions import Hooks, HookWaits, PastActivities, ScheduledTasks
from essgui.domain.remedies import remedy_words
from essgui.domain.situation import Gravity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.questions import Question
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import TaskId
    from essgui.domain.situation import Item, Offer

_UNKNOWN: tuple[tuple[type[Question[object]], str], ...] = (
    (Hooks, "which lifecycle hook holds an instance, and for how long"),
    (HookWaits, "what a hook waits for; a wait cannot be ended from here"),
    (PastActivities, "whether others scale the group, and how long its batches take"),
    (ScheduledTasks, "which scheduled tasks run during the refresh"),
)
"""What is not known without an answer."""


@dataclass(frozen=True, slots=True)
class OfferView:
    """A remedy as a button."""

    offer: Offer
    busy: bool = False
    reason: str = ""
    """Why it is off, or nothing."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as it is shown now."""

    item: Item
    left: str = ""
    """The time left, such as "≈ 06:10 left"; empty where nothing ends by itself."""
    share: float = 0.0
    """Of the time, how much is over."""
    offers: tuple[OfferView, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A remedy that failed, until it is read."""

    sentence: str
    hint: str
    code: str
    request_id: str
    remedies: tuple[Remedy, ...]
    """All that failed with it in the same way."""


@dataclass(frozen=True, slots=True)
class AttentionView:
    """All of the card."""

    items: tuple[ItemView, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    not_known: tuple[str, ...] = ()
    """Which permission is missing, or what failed, and what is therefore not known."""
    waiting: str = ""
    """What is still being read; nothing is said of the rest then."""

    @property
    def calling(self) -> int:
        """How many items are more than information."""
        return sum(1 for view in self.items if view.item.gravity is not Gravity.INFORMATION)

    @property
    def grave(self) -> bool:
        """Whether one of them is grave."""
        return any(view.item.gravity is Gravity.GRAVE for view in self.items)


def attention_view(state: AppState, found: Watched) -> AttentionView | None:
    """Return the card of a refresh, or None once it is over: the final check takes its place."""
    if found.task.over:
        return None
    instances = detail_of(state, found.task.group).instances
    items = tuple(_item(state, item, found) for item in attention(situation_of(state, found)))
    not_known = tuple(_not_known(state, found))
    waiting = ""
    if instances.value is None and instances.failure is None:
        waiting = "Reading the instances of the group…"
    return AttentionView(items, tuple(_troubles(state, found)), not_known, waiting)


def grave_calls(state: AppState, task_id: TaskId) -> int:
    """Count the kinds of grave items of a watched refresh, as they were at the last look."""
    kinds = state.attention.get(task_id, {})
    return sum(1 for gravity in kinds.values() if gravity is Gravity.GRAVE)


def _item(state: AppState, item: Item, found: Watched) -> ItemView:
    left, share = "", 0.0
    if item.ends_at is not None:
        seconds = _seconds(item.ends_at, state.now.at)
        left = f"≈ {countdown(seconds)} left"
        share = 1 - min(1.0, max(0.0, seconds / item.lasts)) if item.lasts > 0 else 0.0
    return ItemView(item, left, share, tuple(_offer(state, offer, found) for offer in item.offers))


def _seconds(end: datetime, now: datetime) -> float:
    return max(0.0, (end - now).total_seconds())


def _offer(state: AppState, offer: Offer, found: Watched) -> OfferView:
    errands = [state.errands[r] for r in offer.remedies if r in state.errands]
    if any(errand.failure is None for errand in errands):
        return OfferView(offer, busy=True, reason="ESS was asked; the answer is on its way.")
    if state.polls.get(found.task.region, Poll()).misses >= OFFLINE_AFTER:
        return OfferView(
            offer, reason="ESS does not answer, so what is shown may have changed. Try now first."
        )
    return OfferView(offer)


def _troubles(state: AppState, found: Watched) -> Iterator[Trouble]:
    gathered: dict[tuple[str, str], list[Remedy]] = {}
    for remedy, errand in state.errands.items():
        if remedy.group == found.task.group and errand.failure is not None:
            gathered.setdefault((remedy_words(remedy), errand.failure.code), []).append(remedy)
    for (words, code), remedies in gathered.items():
        failure = state.errands[remedies[0]].failure
        if failure is None:
            continue
        times = f" ({len(remedies)} times)" if len(remedies) > 1 else ""
        sentence = f"Not done{times}: {words}. {failure.sentence}"
        yield Trouble(sentence, failure.hint, code, failure.request_id, tuple(remedies))


def _not_known(state: AppState, found: Watched) -> Iterator[str]:
    """Say what is hidden, once for each sort of question that is denied or has never been answered."""
    group = found.task.group
    listed = detail_of(state, group).instances
    if state.polls.get(found.task.region, Poll()).misses >= OFFLINE_AFTER:
        yield "ESS does not answer, so what needs you now is not known."
    elif listed.failure is not None:
        yield f"The instances could not be read: {listed.failure.sentence}"
    for kind, hidden in _UNKNOWN:
        if kind is HookWaits and not found.monitor.held:
            # What was not told of waits that are over is of no use any more.
            continue
        for question in state.looks:
            if type(question) is not kind or getattr(question, "group", None) != group:
                continue
            failure = answer(state, question).failure
            if failure is None:
                continue
            if failure.kind is FailureKind.DENIED:
                permission = failure.action or failure.code
                yield f"The permission {permission} is missing. Not known: {hidden}."
            elif answer(state, question).value is None:
                yield f"Not known: {hidden}. {failure.sentence}"
            break
