from __future__ import annotations

from essgui.core.draft import TargetKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_scope import ScopeView, scope_view
from essgui.core.state import AppState, Remote
from tests.ui.wizard import scenes


def view(state: AppState) -> ScopeView:
    found = subject_of(state)
    assert found is not None
    return scope_view(found)


def test_counts_and_the_ignored_with_their_reasons() -> None:
    shown = view(scenes.ecs(**scenes.CONFIGURATION))
    assert (shown.replaced, shown.matching) == (37, 0)
    assert shown.ignored is not None
    assert [(row.id, row.reason) for row in shown.ignored] == [
        ("i-bp100000", "Protected"),
        ("i-bp100001", "Standby"),
        ("i-bp100002", "Attached by hand"),
    ]
    assert shown.share == "37 of 40 instances will be new."
    assert shown.warnings == ()


def test_matching_ones_are_skipped_or_replaced_all_the_same() -> None:
    skipped = view(scenes.ecs(kind=TargetKind.ACTIVE))
    assert (skipped.replaced, skipped.matching) == (0, 37)
    assert skipped.matching_caption.endswith("skipped")
    assert "Nothing would be replaced" in skipped.warnings[0]
    kept = view(scenes.ecs(kind=TargetKind.ACTIVE, skip_matching=False))
    assert (kept.replaced, kept.matching) == (37, 37)
    assert kept.share == "37 of 40 instances will be new."
    assert kept.warnings == ()


def test_checkpoints_out_of_reach_are_said_here_too() -> None:
    (warning,) = view(scenes.ecs(**scenes.CONFIGURATION, checkpoints=(95, 100))).warnings
    assert "95 % is never reached" in warning


def test_loading_and_failure() -> None:
    loading = view(scenes.with_detail(scenes.ecs(), instances=Remote(loading=True)))
    assert loading.loading
    assert loading.ignored is None
    assert loading.replaced is None
    failed = view(scenes.with_detail(scenes.ecs(), instances=Remote(failure=scenes.DENIED)))
    assert failed.failure == scenes.DENIED


def test_the_share_left_alone_and_the_checkpoint_it_allows() -> None:
    shown = view(scenes.ecs(**scenes.CONFIGURATION))
    assert shown.ignored_share == "8 % of the group; checkpoints up to 92 % can be reached"
    all_of_them = view(scenes.eci())
    assert all_of_them.ignored_share.startswith("none of the group")


def test_remedies_and_their_failures_are_on_the_view() -> None:
    shown = view(scenes.mending(scenes.ecs(**scenes.CONFIGURATION), scenes.MAY_NOT))
    assert [line.reason for line in shown.remedies] == ["Protected", "Standby", "Attached by hand"]
    assert [f.failure for f in shown.failures] == [scenes.MAY_NOT]
