from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.failure import FailureKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_banner import BannerKind, banner
from essgui.core.state import AppState, AttemptPhase, Step
from tests.ui.wizard import scenes


def subject(state: AppState):
    found = subject_of(state)
    assert found is not None
    return found


def test_banners_tell_how_a_start_fares() -> None:
    state = scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)
    assert banner(subject(state)) is None
    sending = banner(subject(scenes.starting(state)))
    assert sending is not None
    assert sending.kind is BannerKind.STARTING
    assert "send" not in sending.text
    again = banner(subject(scenes.starting(state, sends=2)))
    assert again is not None
    assert "send 2 of 3" in again.text
    unknown = banner(subject(scenes.starting(state, AttemptPhase.UNKNOWN)))
    assert unknown is not None
    assert (unknown.kind, unknown.token) == (BannerKind.UNKNOWN, "essgui-t-1")
    assert "3 times at most" in unknown.text
    last = banner(subject(scenes.starting(state, AttemptPhase.UNKNOWN, sends=3)))
    assert last is not None
    assert "not sent again" in last.text
    refused = banner(subject(scenes.with_wizard(state, refusal=scenes.REFUSED)))
    assert refused is not None
    assert refused.failure == scenes.REFUSED


@pytest.mark.parametrize(
    ("kind", "title", "promises"),
    [
        (FailureKind.REFUSED, "ESS refused", True),
        (FailureKind.UNREACHABLE, "did not reach", True),
        (FailureKind.UNKNOWN_OUTCOME, "not known whether", False),
        (FailureKind.NOT_KEPT, "was not sent", False),
    ],
)
def test_the_banner_promises_no_more_than_is_known(kind: FailureKind, title: str, promises: bool) -> None:
    failure = replace(scenes.REFUSED, kind=kind)
    shown = banner(subject(scenes.with_wizard(scenes.ecs(Step.REVIEW), refusal=failure)))
    assert shown is not None
    assert title in shown.title
    assert ("Nothing was started" in shown.text) is promises
