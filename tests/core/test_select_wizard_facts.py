from __future__ import annotations

import pytest

from essgui.core.draft import TargetKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_facts import Fact, FactKind, facts, way_back
from essgui.core.state import AppState, Remote
from essgui.domain.questions import ImageById
from tests.support.states import HANGZHOU
from tests.ui.wizard import offers, scenes


def all_facts(state: AppState) -> tuple[Fact, ...]:
    found = subject_of(state)
    assert found is not None
    return facts(found)


def back(state: AppState) -> Fact:
    found = subject_of(state)
    assert found is not None
    return way_back(found)


@pytest.mark.parametrize(
    ("state", "kind", "part"),
    [
        (scenes.ecs(**scenes.CONFIGURATION), FactKind.WAY_BACK, "Back to web-frontend-2026-10"),
        (scenes.ecs(kind=TargetKind.ACTIVE), FactKind.NO_WAY_BACK, "nothing to undo"),
        (scenes.template(template_version="4"), FactKind.WAY_BACK, "lt-bp1fgzds4bdogu8zm version 3"),
        (scenes.template(template_version="Latest"), FactKind.NO_WAY_BACK, "version Latest"),
        (scenes.template(template_version=" Default "), FactKind.NO_WAY_BACK, "version Default"),
        (scenes.eci(), FactKind.WAY_BACK, "Back to push-2026-10"),
    ],
)
def test_the_way_back(state: AppState, kind: FactKind, part: str) -> None:
    found = back(state)
    assert found.kind is kind
    assert part in found.text


def test_how_many_change() -> None:
    count = all_facts(scenes.ecs(**scenes.CONFIGURATION))[0]
    assert count.title == "37 of 40 instances will change"
    assert count.text == "None matches already. 3 are left alone: see Scope."
    skipped = all_facts(scenes.ecs(kind=TargetKind.ACTIVE))[0]
    assert skipped.title == "0 of 40 instances will change"
    assert skipped.text.startswith("37 already match and are skipped.")
    unread = all_facts(
        scenes.with_detail(scenes.ecs(**scenes.CONFIGURATION), instances=Remote(loading=True))
    )[0]
    assert unread.title == "Reading the instances"


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (scenes.ecs(**scenes.CONFIGURATION), "web-frontend-2026-11 becomes the group's active"),
        (
            scenes.ecs(kind=TargetKind.CONFIGURATION, configuration=scenes.ACTIVE),
            "web-frontend-2026-10 stays the group's active configuration",
        ),
        (scenes.ecs(kind=TargetKind.IMAGE), "new image into the active configuration web-frontend-2026-10"),
        (scenes.ecs(kind=TargetKind.ACTIVE), "web-frontend-2026-10 stays"),
        (scenes.template(), "this template version from then on"),
        (scenes.eci(), "new containers into the active configuration push-2026-10"),
    ],
)
def test_what_success_means(state: AppState, part: str) -> None:
    assert part in all_facts(state)[2].text


@pytest.mark.parametrize("kind", [TargetKind.CONFIGURATION, TargetKind.IMAGE, TargetKind.TEMPLATE])
def test_before_anything_is_chosen_no_number_is_told(kind: TargetKind) -> None:
    count = all_facts(scenes.ecs(kind=kind))[0]
    assert count.title == "Nothing is chosen yet"
    assert "40" not in count.text


def test_the_way_back_tells_whether_the_image_of_now_is_still_there() -> None:
    state = scenes.ecs(**scenes.CONFIGURATION)
    image = "m-bp1c30n8rtd6ye2mkp7a"
    assert back(offers.stocked(state)).text == "Back to web-frontend-2026-10, whose image still exists."
    gone = offers.known(state, ImageById(HANGZHOU, image), None)
    assert "no longer exists" in back(gone).text


def test_what_skip_matching_compares_is_said_for_each_kind() -> None:
    said = {all_facts(scenes.ecs(kind=kind))[3].text for kind in TargetKind}
    assert len(said) == len(TargetKind)
