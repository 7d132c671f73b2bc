from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from essgui.core.draft import TargetKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_target import TargetView, chosen_index, day, target_view
from essgui.core.state import AppState, Picker, Remote
from tests.support.states import ACTIVE, OTHER
from tests.ui.wizard import scenes


def view(state: AppState) -> TargetView:
    found = subject_of(state)
    assert found is not None
    return target_view(found)


def test_cards_that_cannot_apply_carry_the_reason() -> None:
    off = {
        scene: {card.kind for card in view(state).cards if card.reason}
        for scene, state in (
            ("ecs", scenes.ecs()),
            ("eci", scenes.eci()),
            ("template", scenes.template()),
        )
    }
    assert off == {
        "ecs": {TargetKind.CONTAINERS},
        "eci": {TargetKind.IMAGE, TargetKind.TEMPLATE},
        "template": {TargetKind.IMAGE, TargetKind.CONTAINERS},
    }


def test_configurations_stand_active_first_then_newest() -> None:
    rows = view(scenes.ecs()).rows
    assert [row.id for row in rows][:2] == [ACTIVE, OTHER]
    assert [row.active for row in rows] == [True, False, False, False, False]
    assert rows[1].created == "20 Nov 2026"
    assert rows[1].types == "ecs.g8i.xlarge, ecs.g7.xlarge"
    assert "Pick one of the 5" in view(scenes.ecs()).cards[1].text


def test_an_eci_configuration_shows_its_size_and_images() -> None:
    (row,) = view(scenes.eci()).rows
    assert row.types == "4 vCPU, 16 GiB"
    assert row.image.startswith("registry.example.com/push/server")


def test_what_was_not_read_is_said() -> None:
    loading = view(scenes.with_detail(scenes.ecs(), configurations=Remote(loading=True)))
    assert loading.loading
    assert loading.rows == ()
    assert loading.image_now == ""
    failed = view(scenes.with_detail(scenes.ecs(), configurations=Remote(failure=scenes.DENIED)))
    assert failed.failure == scenes.DENIED


def test_problems_are_filed_by_field() -> None:
    shown = view(scenes.template(template_version="v1", instance_types=("ecs.g7.large", "ecs.g7.large")))
    assert set(shown.problems) == {"version", "types.1"}
    assert view(scenes.ecs(kind=TargetKind.CONTAINERS)).problems.keys() == {"target", "containers"}


def test_problems_of_containers_count_only_the_chosen_ones() -> None:
    state = scenes.eci(containers=scenes.wrong_containers())
    assert state.wizard is not None
    assert [chosen_index(state.wizard.draft, n) for n in (0, 1)] == [0, 0]
    push, sidecar = view(state).containers
    assert push.problems == {}
    assert {"image", "commands.0", "commands.1", "args", "environment.0.key", "environment.1.value"} == set(
        sidecar.problems
    )
    assert (sidecar.commands_count, sidecar.args_count) == ("2 of 20", "11 of 10")
    both = tuple(replace(d, chosen=True) for d in scenes.wrong_containers())
    push, sidecar = view(scenes.eci(containers=both)).containers
    assert push.problems == {}
    assert "args" in sidecar.problems


def test_a_container_that_the_configuration_lacks_is_known_as_such() -> None:
    drafts = (
        scenes.ContainerDraft(scenes.containers()[0]),
        scenes.ContainerDraft(scenes.Container("pusher", "x"), chosen=True),
    )
    push, pusher = view(scenes.eci(containers=drafts)).containers
    assert push.known
    assert not pusher.known
    assert "has no container pusher" in pusher.problems["name"].sentence


def test_ecs_groups_offer_no_containers() -> None:
    assert view(scenes.ecs(containers=scenes.wrong_containers())).containers == ()


def test_days() -> None:
    assert day(datetime(2026, 3, 6, tzinfo=UTC)) == "06 Mar 2026"
    assert day(None) == "–"


def test_a_group_of_which_nothing_was_read_is_shown_all_the_same() -> None:
    shown = view(replace(scenes.ecs(), details={}))
    assert (shown.rows, shown.found, shown.loading) == ((), 0, False)


def test_configurations_are_searched_by_all_they_show_and_the_active_one_stays_first() -> None:
    rows = view(scenes.with_wizard(scenes.ecs(), picker=Picker(configurations="2026-1 golden"))).rows
    assert [row.name for row in rows] == ["web-frontend-2026-10", "web-frontend-2026-11"]
    found = view(scenes.with_wizard(scenes.ecs(), picker=Picker(configurations="nothing like it")))
    assert (found.rows, found.found) == ((), 5)
