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
    seen = sighted(MONITOR, (staying, leaving), NOW)
    assert seen.leaving == {leaving.id: NOW.at}
    again = sighted(seen, (staying, replace(leaving, state="Removing:Wait")), later(60))
    assert again.leaving == {leaving.id: NOW.at}
    assert sighted(again, (staying,), later(120)).leaving == {}


def test_a_look_that_failed_or_told_nothing_new_changes_nothing():
    seen = sighted(MONITOR, make_instances(2), NOW)
    assert sighted(seen, None, later(5)) is seen
    assert sighted(seen, make_instances(2), later(5)) is seen
