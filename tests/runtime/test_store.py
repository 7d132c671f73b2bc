"""One state, one order of messages, and one telling per turn of the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.effects import KeepSetting, Wake
from essgui.core.state import Segment
from essgui.domain.settings import Key
from essgui.runtime import store as store_module
from essgui.runtime.store import Store
from tests.support.states import NOW, later, make_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.effects import Effect
    from essgui.core.state import AppState


class Turns:
    """A loop by hand: what was deferred runs when the turn is told to end."""

    def __init__(self) -> None:
        self.deferred: list[Callable[[], None]] = []

    def soon(self, call: Callable[[], None]) -> None:
        self.deferred.append(call)

    def end(self) -> None:
        deferred, self.deferred = self.deferred, []
        for call in deferred:
            call()


def make(turns: Turns) -> tuple[Store, list[tuple[str, str]]]:
    store = Store(make_state(), lambda: NOW, turns.soon)
    told: list[tuple[str, str]] = []
    store.listen(lambda old, new: told.append((old.fleet.text, new.fleet.text)))
    return store, told


def test_a_message_changes_the_state_at_once_and_is_told_at_the_end_of_the_turn() -> None:
    turns = Turns()
    store, told = make(turns)
    store.send(m.FilterTyped("a"))
    assert store.state.fleet.text == "a"
    assert (told, store.settled) == ([], False)
    turns.end()
    assert (told, store.settled) == ([("", "a")], True)


def test_a_burst_is_told_once_from_the_first_state_to_the_last() -> None:
    turns = Turns()
    store, told = make(turns)
    for letter in "abc":
        store.send(m.FilterTyped(letter))
    assert len(turns.deferred) == 1
    turns.end()
    store.send(m.FilterTyped("d"))
    turns.end()
    turns.end()
    assert told == [("", "c"), ("c", "d")]


def test_effects_are_handed_on_in_order() -> None:
    turns = Turns()
    store, _ = make(turns)
    done: list[Effect] = []
    store.connect(done.append)
    store.send(m.SettingChosen(Key.THEME, "dark"))
    store.send(m.Ticked())
    assert done == [KeepSetting(Key.THEME, "dark"), Wake("tick", 1.0, m.Ticked())]


def test_without_a_performer_effects_go_nowhere() -> None:
    store, _ = make(Turns())
    store.send(m.Ticked())
    assert store.state.now == NOW


def test_a_message_sent_while_another_is_taken_waits_its_turn() -> None:
    turns = Turns()
    store, told = make(turns)
    order: list[str] = []

    def perform(effect: Effect) -> None:
        order.append(f"perform, text is {store.state.fleet.text!r}")
        if len(order) == 1:
            store.send(m.FilterTyped("from within"))
            order.append(f"sent, text is {store.state.fleet.text!r}")

    store.connect(perform)
    store.send(m.Ticked())
    assert order == ["perform, text is ''", "sent, text is ''"]
    assert store.state.fleet.text == "from within"
    turns.end()
    assert told == [("", "from within")]


def test_a_listener_may_send_and_that_is_the_next_telling() -> None:
    turns = Turns()
    store, told = make(turns)

    def answer(_: AppState, new: AppState) -> None:
        if new.fleet.segment is Segment.ALL:
            store.send(m.SegmentChosen(Segment.RUNNING))

    store.listen(answer)
    store.send(m.FilterTyped("a"))
    turns.end()
    assert not store.settled
    turns.end()
    assert store.settled
    assert told == [("", "a"), ("a", "a")]
    assert store.state.fleet.segment is Segment.RUNNING


def test_each_message_is_told_the_moment_of_its_own() -> None:
    moments = iter([later(1), later(2)])
    store = Store(make_state(), lambda: next(moments), Turns().soon)
    store.send(m.Ticked())
    assert store.state.now == later(1)
    store.send(m.Ticked())
    assert store.state.now == later(2)


def test_a_defect_reaches_the_sender_and_does_not_stop_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns()
    store, told = make(turns)
    real = store_module.update

    def update(state: AppState, message: m.Message, now: object) -> object:
        if isinstance(message, m.Ticked):
            raise ZeroDivisionError
        return real(state, message, NOW)

    monkeypatch.setattr(store_module, "update", update)
    with pytest.raises(ZeroDivisionError):
        store.send(m.Ticked())
    store.send(m.FilterTyped("after"))
    turns.end()
    assert told == [("", "after")]
    assert store.settled
