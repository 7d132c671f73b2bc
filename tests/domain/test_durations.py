from __future__ import annotations

from datetime import UTC, datetime, timedelta

from essgui.domain.durations import DEFAULTS, Span, durations_from
from essgui.domain.scaling import Activity, ActivityId, InstanceId, TaskId

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ONE = (InstanceId("i-1"),)


def activity(at: int, seconds: int, *, launch: bool, task: str = "", status: str = "Successful") -> Activity:
    began = NOW + timedelta(seconds=at)
    return Activity(
        ActivityId(f"asa-{at}"),
        status,
        started_at=began,
        ended_at=began + timedelta(seconds=seconds),
        created=ONE if launch else (),
        destroyed=() if launch else ONE,
        task=TaskId(task) if task else None,
    )


def test_without_enough_activities_the_defaults_stay_and_say_so() -> None:
    assert durations_from(()) is DEFAULTS
    assert durations_from([activity(0, 50, launch=True), activity(100, 60, launch=True)]) is DEFAULTS
    assert "no earlier activities" in DEFAULTS.source


def test_ranges_are_learned_and_failures_are_not() -> None:
    seen = [activity(n * 1000, s, launch=True) for n, s in enumerate((50, 60, 90))]
    seen.append(activity(9000, 5000, launch=True, status="Failed"))
    found = durations_from(seen)
    assert found.launch == Span(50, 60, 90)
    assert found.release == DEFAULTS.release
    assert found.source == "learned from 3 activities of this group, the rest by default"


def test_the_warm_up_between_launch_and_release_counts_as_launch() -> None:
    seen: list[Activity] = []
    for n in range(3):
        seen.append(activity(n * 1000, 60, launch=True, task="ir-1"))
        seen.append(activity(n * 1000 + 90, 30 + n, launch=False, task="ir-1"))
    found = durations_from(reversed(seen))
    assert found.launch == Span(90, 90, 90)
    assert found.release == Span(30, 31, 32)
    assert found.source == "learned from 6 activities of this group"
    assert found.learned
