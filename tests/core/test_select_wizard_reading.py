from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.draft import TargetKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_frame import frame
from essgui.core.state import AppState, Remote, Step
from essgui.domain.questions import ImageById
from tests.support.states import HANGZHOU
from tests.ui.wizard import offers, scenes

PLAIN = "Nothing is sent to Alibaba Cloud before you press Start on the Review page."


def hint(state: AppState) -> str:
    found = subject_of(state)
    assert found is not None
    return frame(found).hint


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (offers.waiting(scenes.template(), offers.VERSIONS), "the versions of lt-bp1fgzds4bdogu8zm"),
        (
            offers.waiting(scenes.ecs(kind=TargetKind.IMAGE, image="m-1"), ImageById(HANGZHOU, "m-1")),
            "image m-1",
        ),
        (scenes.with_detail(scenes.ecs(), configurations=Remote(loading=True)), "the configurations"),
    ],
)
def test_what_is_being_read_is_told_beside_next(state: AppState, part: str) -> None:
    assert hint(state).startswith(f"Reading {part}")
    assert state.wizard is not None
    elsewhere = replace(state, wizard=replace(state.wizard, step=Step.SCOPE))
    assert hint(elsewhere) == PLAIN


def test_otherwise_the_hint_is_the_usual_one() -> None:
    assert hint(offers.stocked(scenes.template())) == PLAIN
