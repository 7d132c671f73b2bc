"""The log of what was asked says who, when and with what outcome, also of what nobody knows any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from essgui.core.select_asked import asked_rows
from essgui.core.state import Archive, ProfileFacts, ProfileKind, Remote
from essgui.domain.run import Deed, Intent, Run, Settlement
from essgui.domain.scaling import GroupId
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task

if TYPE_CHECKING:
    from essgui.core.state import AppState

BEIJING = timezone(timedelta(hours=8))
WEB = make_group()
TASK = make_task(WEB)
INTENT = Intent("t1", Deed.START, HANGZHOU, WEB.id, NOW.at, "web to asc-2", TASK.id, "a patch")


def asked(*intents: Intent, account: str = "1647000000008201", **changes: object) -> AppState:
    profile = ProfileFacts("Practice cloud", ProfileKind.SIMULATED, account=account)
    archive = Archive(asked=Remote(intents, NOW))
    return make_state(**{"profile": profile, "archive": archive, **changes})


def test_a_log_that_was_not_read_is_not_an_empty_one() -> None:
    assert asked_rows(make_state()) is None
    assert asked_rows(asked()) == ()


@pytest.mark.parametrize("settlement", [None, *Settlement])
def test_every_outcome_has_its_word_and_its_icon(settlement: Settlement | None) -> None:
    (row,) = asked_rows(asked(replace(INTENT, settlement=settlement))) or ()
    said = {
        Settlement.ACCEPTED: ("accepted", "tick"),
        Settlement.REFUSED: ("refused", "octx"),
        Settlement.UNKNOWN: ("no answer seen", "help"),
        None: ("on its way", "spin"),
    }
    assert (row.outcome, row.icon) == said[settlement]
    assert row.tone.endswith("_fg")


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        ("1647000000008201", "1647••••8201"),
        ("123456789", "1234••••6789"),
        ("12345678", "12345678"),
        ("", "not known"),
    ],
)
def test_the_account_is_told_but_not_spelt_out(account: str, shown: str) -> None:
    (row,) = asked_rows(asked(INTENT, account=account)) or ()
    assert row.account == shown


def test_a_group_has_the_name_that_is_known_last_then_the_kept_one_then_its_id() -> None:
    run = Run(TASK, "web as it was", NOW.at)
    archive = Archive(asked=Remote((INTENT,), NOW), runs={TASK.id: run})
    listed = replace(make_state([WEB]), archive=archive)
    gone = make_state(archive=archive)
    never = asked(replace(INTENT, group=GroupId("asg-gone"), task=None))
    assert [(asked_rows(s) or ())[0].group for s in (listed, gone, never)] == [
        "web",
        "web as it was",
        "asg-gone",
    ]
    assert (asked_rows(never) or ())[0].task == ""


def test_the_order_is_the_archives_and_a_time_of_another_day_has_its_day() -> None:
    # 22:00 and 15:59 UTC of the day before are today and yesterday in Beijing, where it is 14:00.
    late, early = NOW.at - timedelta(hours=8), NOW.at - timedelta(hours=14, minutes=1)
    rows = asked_rows(
        asked(replace(INTENT, made_at=late), replace(INTENT, token="t0", made_at=early)),
        BEIJING,
    )
    assert rows is not None
    assert [(r.key, r.time) for r in rows] == [("t1", "06:00"), ("t0", "22 Nov 23:59")]
    assert rows[1].when == "22 Nov 2026 23:59:00 UTC+0800"
    assert rows[0].sort > rows[1].sort
