"""Reports and tables say what was recorded, in UTC, without a secret, and can always be written."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.exchange.report import (
    Report,
    events_csv,
    intents_csv,
    ran_before_words,
    report_json,
    request_of,
    samples_csv,
    stamp,
    table_csv,
)
from essgui.domain.refresh import ContainersTarget, ImageTarget
from essgui.domain.run import Before, Deed, Event, EventKind, Intent, Recording, Run, Settlement
from essgui.domain.scaling import (
    Activity,
    ActivityError,
    ActivityId,
    Container,
    EnvironmentVariable,
    InstanceId,
)
from essgui.domain.spent import Certainty, Spent
from essgui.domain.timeline import Sample
from essgui.domain.told_activity import activity_event
from tests.support.states import HANGZHOU, NOW, later, make_group, make_task

SECRET = "correct horse battery staple"
TARGET = ContainersTarget((Container("app", "app:2", environment=(EnvironmentVariable("KEY", SECRET),)),))
TASK = make_task(make_group(), target=TARGET, checkpoints=(50, 100), pause_minutes=30)
RUN = Run(TASK, "web", NOW.at, ours=True, reason="a patch", before=TARGET, first_forecast=(600.0, 900.0))
INTENT = Intent("essgui-1-1", Deed.START, HANGZHOU, TASK.group, NOW.at, "web to app:2", TASK.id)
HALF = "half a pair: \ud800"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_was_asked_and_what_ran_before_have_names_and_no_values() -> None:
    asked = json.loads(request_of(RUN))
    assert asked["DesiredConfiguration"]["Containers"][0]["EnvironmentVars"][0]["Key"] == "KEY"
    assert asked["Checkpoints"] == [{"Percentage": 50}, {"Percentage": 100}]
    report = Report(RUN, NOW.at, before=Before(TARGET, "it is active still"))
    assert json.loads(ran_before_words(report)) == asked["DesiredConfiguration"]
    assert ran_before_words(replace(report, before=None)) == ""
    found = json.loads(report_json(report))
    assert found["before"] == asked["DesiredConfiguration"]
    assert found["before_is_assumed_because"] == "it is active still"
    seen = json.loads(report_json(replace(report, before=Before(TARGET))))
    assert seen["before_is_assumed_because"] is None
    for text in (request_of(RUN), ran_before_words(report), report_json(report)):
        assert SECRET not in text


def test_a_run_that_was_never_watched_has_a_report_all_the_same() -> None:
    bare = Run(make_task(make_group(), "Baking", 0, started_at=None, total=0), "web", NOW.at)
    found = json.loads(report_json(Report(bare, NOW.at)))
    assert found["status"] == "Baking", "a status that is not known is told word by word"
    for name in (
        "started",
        "ended",
        "before",
        "before_is_assumed_because",
        "first_forecast_seconds",
        "durations_seconds",
    ):
        assert found[name] is None, name
    assert (found["samples"], found["events"], found["asked"], found["gaps"]) == ([], [], [], [])
    assert not found["started_here"]


def test_waiting_and_gaps_are_told_apart() -> None:
    looks = ((0, "InProgress"), (5, "InProgress"), (10, "CheckpointPause"), (15, "CheckpointPause"))
    samples = [Sample(later(at).at, status, n, 10, 10, n) for n, (at, status) in enumerate(looks)]
    samples.append(Sample(later(1000).at, "Successful", 10, 10))
    spent = Spent(1000.0, 10.0, 5.0, Certainty.AT_LEAST)
    found = json.loads(report_json(Report(RUN, NOW.at, Recording(tuple(samples)), spent=spent)))
    assert found["durations_seconds"] == {
        "whole": 1000.0,
        "working": 10.0,
        "waiting": 5.0,
        "not_recorded": 985.0,
        "certainty": "at least",
    }
    assert found["gaps"] == [[stamp(later(15).at), stamp(later(1000).at)]]
    assert found["samples"][-1]["in_service"] is None
    assert found["first_forecast_seconds"] == [600.0, 900.0]


def test_of_what_nobody_saw_no_second_is_told() -> None:
    spent = Spent(1000.0, 0.0, 0.0, Certainty.NOTHING)
    found = json.loads(report_json(Report(RUN, NOW.at, spent=spent)))["durations_seconds"]
    assert (found["working"], found["waiting"], found["not_recorded"]) == (None, None, 1000.0)
    assert found["certainty"] == "not recorded"


def test_activities_and_instances_are_told_one_by_one() -> None:
    error = ActivityError("NoStock", "No stock.", (InstanceId("i-9"),))
    good = Activity(
        ActivityId("asa-1"),
        "Successful",
        started_at=NOW.at,
        ended_at=later(45).at,
        created=(InstanceId("i-1"),),
        destroyed=(InstanceId("i-0"),),
    )
    bad = Activity(ActivityId("asa-2"), "Failed", ended_at=later(50).at, errors=(error,))
    events = tuple(e for a in (good, bad) if (e := activity_event(a)) is not None)
    found = json.loads(report_json(Report(RUN, NOW.at, Recording((), events))))
    assert [(a["id"], a["outcome"], a["seconds"], a["bad"]) for a in found["activities"]] == [
        ("asa-1", "Successful", 45.0, False),
        ("asa-2", "Failed", None, True),
    ]
    assert found["activities"][1]["errors"] == [{"error": "NoStock: No stock.", "instances": ["i-9"]}]
    assert [(i["id"], i["what"]) for i in found["single_instances"]] == [
        ("i-9", "failed"),
        ("i-1", "created"),
        ("i-0", "released"),
    ]
    assert found["single_instances"][0]["error"] == "NoStock: No stock."


def test_an_unseen_count_is_an_empty_cell_and_nought_is_nought() -> None:
    (unseen, none) = rows(
        samples_csv((Sample(NOW.at, "Pending", 0, 0), Sample(later(5).at, "Pending", 0, 10, 0, 0)))
    )
    assert (unseen["in_service"], unseen["new_in_service"], unseen["finished"]) == ("", "", "0")
    assert (none["in_service"], none["new_in_service"]) == ("0", "0")
    assert unseen["time"] == "2026-11-23T06:00:00.000+00:00"
    assert rows(samples_csv(())) == []


@pytest.mark.parametrize("settlement", [None, *Settlement])
def test_what_was_asked_for_says_what_became_of_it(settlement: Settlement | None) -> None:
    at = None if settlement is None else later(2).at
    intent = replace(INTENT, settlement=settlement, settled_at=at, reason="=cmd()", detail="Code · id")
    (row,) = rows(intents_csv((intent,), "1647000000008201"))
    assert row["outcome"] == (settlement.value if settlement else "open")
    assert bool(row["settled"]) is (settlement is not None)
    assert (row["account"], row["refresh"], row["client_token"]) == (
        "1647000000008201",
        TASK.id,
        "essgui-1-1",
    )
    assert row["reason"] == "'=cmd()"
    (none,) = rows(intents_csv((replace(intent, task=None),), ""))
    assert none["refresh"] == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\n=x"])
def test_a_text_is_no_formula_but_a_number_is_a_number(text: str) -> None:
    written = table_csv(("a", "b", "c", "d"), ((text, -1, None, "a=b"),))
    _, row = csv.reader(io.StringIO(written, newline=""))
    assert row == [f"'{text}", "-1", "", "a=b"]


def test_line_ends_quotes_and_commas_come_back_as_they_were() -> None:
    said = 'two\nlines, "quoted"\r\nand 中文'
    event = Event(NOW.at, EventKind.ACTIVITY, said, "a,b", bad=True)
    row, good = rows(events_csv((event, replace(event, bad=False))))
    assert (row["what"], row["detail"], row["bad"]) == (said, "a,b", "yes")
    assert (good["bad"], good["kind"]) == ("no", "activity")


def test_half_a_surrogate_pair_does_not_stop_a_report() -> None:
    run = replace(RUN, group_name=HALF, reason=HALF, task=replace(TASK, detail=HALF))
    events = (Event(NOW.at, EventKind.STATUS, HALF),)
    report = Report(run, NOW.at, Recording((), events), before=Before(ImageTarget(HALF), HALF))
    for text in (report_json(report), events_csv(events)):
        assert "half a pair" in text.encode("utf-8").decode()


def test_a_moment_is_told_to_the_thousandth() -> None:
    assert stamp(NOW.at + timedelta(microseconds=1999)) == "2026-11-23T06:00:00.001+00:00"
