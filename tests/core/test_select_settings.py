"""What the settings say of the archive, its size, its retention and the webhook."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.core import select_settings as select
from essgui.core.failure import Failure, FailureKind
from essgui.core.state import Archive, Webhook
from essgui.domain.run import Extent, Run
from essgui.domain.scaling import TaskId
from essgui.domain.settings import Key, Settings
from tests.support.states import NOW, make_group, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from essgui.core.state import AppState

WEB = make_group()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (99_940, "99.9 KB"),
        (99_960, "100 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (1_400_000, "1.4 MB"),
        (999_999_999, "1.0 GB"),
        (1_500_000_000_000, "1500 GB"),
    ],
)
def test_a_size_has_three_figures_at_most_until_there_is_no_larger_unit(number: int, said: str) -> None:
    assert select.size(number) == said


def kept(*ends: float | None, **changes: object) -> AppState:
    """Return a state whose archive has runs that ended so many days ago; None has not ended."""
    runs: dict[TaskId, Run] = {}
    for number, days in enumerate(ends):
        end = None if days is None else NOW.at - timedelta(days=days)
        task = make_task(WEB, id=TaskId(f"ir-{number}"), ended_at=end)
        runs[task.id] = Run(task, "web", end or NOW.at)
    return make_state([WEB], settings=Settings({Key.KEEP_DAYS: "30"}), archive=Archive(runs=runs), **changes)


def test_the_retention_counts_what_ended_before_and_not_on_that_moment() -> None:
    to_come = "Refreshes that ended more than 30 days ago are forgotten when the program starts."
    assert select.retention_line(kept()) == to_come
    assert select.retention_line(kept(1, 30, None)) == to_come
    assert select.retention_line(kept(30.001)).startswith("1 refresh is older than 30 days and will be")
    assert select.retention_line(kept(31, 400, 2)).startswith("2 refreshes are older than 30 days")


def test_what_is_open_in_a_monitor_is_not_counted_as_it_is_not_forgotten() -> None:
    state = kept(31, 31)
    (task, _) = (run.task for run in state.archive.runs.values())
    assert select.retention_line(with_monitor(state, task)).startswith("1 refresh is")


def test_what_the_archive_holds_is_counted_or_said_to_be_unknown() -> None:
    failure = Failure(FailureKind.REFUSED, "ArchiveFailed", "The disk is full.", "Make room.")
    said = {
        Extent(0, 4096, "/a/b"): ("0 refreshes, 4.1 KB", "/a/b"),
        Extent(1, 4096, ""): ("1 refresh, 4.1 KB", "In memory only: a practice cloud ends with the program."),
        None: ("Not read yet: the archive is opened once the account is known.", ""),
    }
    for extent, words in said.items():
        state = make_state(archive=Archive(extent=extent))
        assert (select.archive_line(state), select.archive_place(state)) == words
    assert select.archive_line(make_state(archive=Archive(failure=failure))) == "The disk is full."


@pytest.mark.parametrize(
    ("kind", "hook", "line", "reason"),
    [
        ("off", Webhook(ready=True, host="h"), "Nothing is sent.", "Choose DingTalk or plain JSON first."),
        ("json", Webhook(looked=True), "No address yet, so nothing is sent.", "Save an address first."),
        (
            "json",
            Webhook(),
            (
                "No address was entered yet. One that was kept earlier is looked for in the keyring when a "
                "message or a test is to be sent."
            ),
            "",
        ),
        (
            "json",
            Webhook(closed="No keyring can be used here."),
            (
                "The keyring is locked or did not answer: No keyring can be used here. Whether it has an "
                "address is not known. It is asked again when a message or a test is to be sent."
            ),
            "",
        ),
        ("json", Webhook(ready=True, host="h", kept="Kept."), "Messages go to h (not signed). Kept.", ""),
        (
            "dingtalk",
            Webhook(ready=True, host="h", signed=True, kept="Kept.", busy=True),
            "Messages go to h (signed). Kept.",
            "The last test is still on its way.",
        ),
    ],
)
def test_the_webhook_says_where_to_and_why_no_test_goes_out(
    kind: str, hook: Webhook, line: str, reason: str
) -> None:
    state = make_state(settings=Settings({Key.WEBHOOK: kind}), webhook=hook)
    assert (select.webhook_line(state), select.test_reason(state)) == (line, reason)


def test_a_test_on_its_way_is_told_in_place_of_the_try_before() -> None:
    failed = Webhook(ready=True, host="h", last="Last try failed 14:02: h answered 500", failed=True)
    for hook, told in (
        (Webhook(), ("", False)),
        (failed, ("Last try failed 14:02: h answered 500", True)),
        (replace(failed, busy=True), ("Sending a test to h…", False)),
        (Webhook(busy=True), ("Sending a test…", False)),
    ):
        assert select.webhook_try(make_state(webhook=hook)) == told
