"""A failed region's strip: what happened, what to do, what support asks for, and reading again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.select_fleet_summary import Strip
from essgui.ui.fleet.strip import FailureStrip
from tests.support.states import SHANGHAI
from tests.ui.fleet import worlds

STRIP = Strip((SHANGHAI,), "cn-shanghai", worlds.DENIED, "Rows are 4 min old.", loading=False)


@pytest.fixture
def strip(qtbot, themed):
    made = FailureStrip()
    qtbot.addWidget(made)
    made.resize(900, 80)
    made.show()
    made.set_strip(STRIP)
    return made


def test_the_missing_permission_is_named_once(strip):
    assert strip.hint.text() == worlds.DENIED.hint
    strip.set_strip(replace(STRIP, failure=replace(worlds.DENIED, hint="Ask an administrator.")))
    assert strip.hint.text() == ("Ask an administrator. Missing permission: ess:DescribeScalingGroups.")
    assert strip.accessibleDescription() == strip.hint.text()
    strip.set_strip(replace(STRIP, failure=replace(worlds.DENIED, hint="")))
    assert strip.hint.text() == "Missing permission: ess:DescribeScalingGroups."


def test_what_is_not_known_takes_no_room_and_comes_back(strip):
    assert strip.request.identifier == worlds.DENIED.request_id
    bare = replace(worlds.OFFLINE, hint="", code="")
    strip.set_strip(replace(STRIP, failure=bare, note=""))
    assert strip.sentence.text() == f"cn-shanghai: {worlds.OFFLINE.sentence}"
    for part in (strip.hint, strip.code, strip.note, strip.request):
        assert not part.isVisible()
    strip.set_strip(STRIP)
    for part in (strip.hint, strip.code, strip.note, strip.request):
        assert part.isVisible()


def test_retry_names_the_failure_that_is_shown_now(strip):
    asked = []
    strip.retried.connect(asked.append)
    other = replace(STRIP, title="2 regions", loading=True)
    strip.set_strip(other)
    assert strip.retry.text() == "Reading…"
    assert strip.retry.accessibleName() == "Retry 2 regions"
    strip.retry.click()
    assert asked == [other]
    strip.set_strip(STRIP)
    assert strip.retry.text() == "Retry"
