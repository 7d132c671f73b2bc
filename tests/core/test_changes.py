"""The small changes keep what they do not change."""

from __future__ import annotations

from essgui.core.changes import failed, loaded, loading, put, wait_after, with_detail, with_notice, without
from essgui.core.state import Detail, Notice, NoticeKind, Remote
from tests.support.playbook import OFFLINE
from tests.support.states import NOW, later, make_group, make_state


def test_put_keeps_the_place_and_the_old_mapping() -> None:
    old = {"a": 1, "b": 2, "c": 3}
    assert list(put(old, "b", 9).items()) == [("a", 1), ("b", 9), ("c", 3)]
    assert list(put(old, "d", 4)) == ["a", "b", "c", "d"]
    assert old == {"a": 1, "b": 2, "c": 3}


def test_without_returns_the_same_mapping_where_there_is_nothing_to_remove() -> None:
    old = {"a": 1, "b": 2}
    assert without(old, "x") is old
    assert without(old, "a") == {"b": 2}
    assert old == {"a": 1, "b": 2}


def test_loading_keeps_the_value_and_its_age() -> None:
    remote = Remote((1,), NOW)
    assert loading(remote) == Remote((1,), NOW, loading=True)


def test_an_equal_answer_keeps_its_identity_and_is_fresh() -> None:
    value = list("ab")
    remote = loaded(Remote(value, NOW, True, OFFLINE, 3, 99.0), list("ab"), later(5))
    assert remote.value is value
    assert remote == Remote(value, later(5))


def test_a_failure_keeps_the_value_and_counts() -> None:
    remote = failed(Remote((1,), NOW, True, None, 2), OFFLINE, 42.0)
    assert remote == Remote((1,), NOW, False, OFFLINE, 3, 42.0)


def test_waiting_differs_from_session_to_session_but_not_from_call_to_call() -> None:
    waits = {wait_after(make_state(session=f"s{n}"), 1, OFFLINE) for n in range(20)}
    assert len(waits) > 10
    assert wait_after(make_state(), 2, OFFLINE) == wait_after(make_state(), 2, OFFLINE)


def test_a_detail_replaces_only_its_own() -> None:
    one, two = make_group("one"), make_group("two")
    state = with_detail(make_state([one, two]), one.id, Detail())
    again = with_detail(state, two.id, Detail(instances=Remote((), NOW)))
    assert again.details[one.id] is state.details[one.id]


def test_a_notice_replaces_one_of_its_key_and_only_five_are_kept() -> None:
    state = make_state()
    for n in range(7):
        state = with_notice(state, Notice(f"k{n}", NoticeKind.GOOD, f"t{n}"))
    assert [n.key for n in state.notices] == ["k2", "k3", "k4", "k5", "k6"]
    state = with_notice(state, Notice("k3", NoticeKind.BAD, "again"))
    assert [n.key for n in state.notices] == ["k2", "k4", "k5", "k6", "k3"]
    assert state.notices[-1].text == "again"
