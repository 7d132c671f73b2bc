from __future__ import annotations

from essgui.core.select_event_log import event_log
from essgui.core.select_exports import activities_table, events_table, instances_table
from essgui.core.select_monitor import watched
from tests.ui.monitor import scenes


def found(state):
    both = watched(state, scenes.TASK)
    assert both is not None
    return both


def records(table):
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def test_instances_come_as_asked_with_exact_times():
    state = scenes.scene()
    rows = records(instances_table(state, found(state), ["i-bp1old0000001", "i-bp1new0000000", "i-gone"]))
    assert [row["instance_id"] for row in rows] == ["i-bp1old0000001", "i-bp1new0000000"]
    assert (rows[0]["role"], rows[0]["reason"], rows[0]["configuration_id"]) == (
        "Ignored",
        "Attached by hand",
        None,
    )
    assert (rows[1]["role"], rows[1]["created_at"]) == ("New", "2026-11-23T05:43:00Z")


def test_those_that_have_left_have_what_was_last_seen_of_them():
    state = scenes.departed()
    keys = ["i-bp1old0000005", "i-bp1old0000000", "i-bp1new0000008", "i-bp1new0000000"]
    seen, unseen, failed, here = records(instances_table(state, found(state), keys))
    assert (seen["role"], seen["reason"], seen["zone"]) == ("Released", None, "cn-hangzhou-j")
    assert (seen["configuration_id"], seen["state"], seen["health"]) == (scenes.ACTIVE, None, None)
    assert (seen["left_by"], seen["left_at"]) == ("asa-bp1aa02", "2026-11-23T05:53:00Z")
    known = {heading for heading, cell in unseen.items() if cell is not None}
    assert known == {"instance_id", "role", "left_by", "left_at"}
    assert failed["role"] == "Failed"
    assert failed["reason"].startswith("OperationDenied.NoStock: ")
    assert (here["left_by"], here["left_at"], here["state"]) == (None, None, "InService")


def test_activities_have_their_errors_whole():
    state = scenes.scene()
    (row,) = records(activities_table(found(state), ["asa-bp1aa03"]))
    assert row["errors"].startswith("OperationDenied.NoStock: The requested resource is sold out")
    assert "i-bp1new0000008 i-bp1new0000009" in row["errors"]
    assert row["started_at"].endswith("Z")


def test_events_have_their_reason():
    state = scenes.told()
    keys = [row.key for row in event_log(state, scenes.TASK).rows]
    rows = records(events_table(state, found(state), list(reversed(keys))))
    assert (rows[0]["kind"], rows[0]["bad"]) == ("activity", True)
    assert rows[1]["detail"] == "Reason: ticket OPS-7"
