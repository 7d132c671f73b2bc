from __future__ import annotations

from dataclasses import replace

from essgui.core.sightings import sighted
from essgui.core.state import Monitor
from tests.support.states import NOW, later, make_group, make_instances, make_task

TASK = make_task(make_group())
MONITOR = Monitor(TASK.id, TASK.region, TASK.group, opened=NOW)


def test_the_first_sight_of_leaving_is_kept_until_it_has_left():
    staying, leaving = make_instances(2)
    leaving = replace(leaving, state="Removing")
    seen = sighted(MONITOR, None, (staying, leaving), NOW)
    assert seen.leaving == {leaving.id: NOW.at}
    again = sighted(seen, None, (staying, replace(leaving, state="Removing:Wait")), later(60))
    assert again.leaving == {leaving.id: NOW.at}
    assert sighted(again, None, (staying,), later(120)).leaving == {}


def test_who_is_no_longer_there_is_kept_as_last_seen_until_it_comes_back():
    one, two = make_instances(2)
    last = replace(two, state="Removing")
    seen = sighted(MONITOR, (one, last), (one,), NOW)
    assert seen.gone == {two.id: last}
    assert sighted(seen, (one,), (one,), later(5)).gone == {two.id: last}
    assert sighted(seen, (one,), (one, two), later(5)).gone == {}
    assert sighted(MONITOR, None, (one,), NOW).gone == {}


def test_a_look_that_failed_or_told_nothing_new_changes_nothing():
    both = make_instances(2)
    seen = sighted(MONITOR, both, both[:1], NOW)
    assert sighted(seen, both[:1], None, later(5)) is seen
    assert sighted(seen, both[:1], make_instances(1), later(5)) is seen
