"""The launch template card in all its states: templates, versions, moving versions, types, denial."""

from __future__ import annotations

from dataclasses import replace

from essgui.core.draft import TargetKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_images import ListPhase
from essgui.core.select_wizard_templates import MOST_TYPES, TemplatePicker, template_picker
from essgui.core.state import AppState, Picker
from tests.ui.wizard import offers, scenes


def view(state: AppState) -> TemplatePicker:
    found = subject_of(state)
    assert found is not None
    return template_picker(found)


def said(state: AppState) -> dict[str, str]:
    found = subject_of(state)
    assert found is not None
    return {p.field: p.sentence for p in found.problems}


def test_the_groups_own_template_stands_first_then_by_name() -> None:
    shown = view(offers.stocked(scenes.template()))
    assert [r.name for r in shown.templates] == ["batch-worker", "data-pipeline-" * 6, "platform-base"]
    first = shown.templates[0]
    assert (first.now, first.chosen, first.versions) == (True, True, "default 2, latest 4")
    assert shown.name == "batch-worker"


def test_templates_are_searched_by_name_and_id() -> None:
    state = offers.stocked(scenes.template())
    named = scenes.with_wizard(state, picker=Picker(templates="PLATFORM"))
    assert [r.name for r in view(named).templates] == ["platform-base"]
    assert view(scenes.with_wizard(state, picker=Picker(templates=offers.BATCH))).templates[0].chosen
    none = view(scenes.with_wizard(state, picker=Picker(templates="nothing")))
    assert (none.phase, none.total) == (ListPhase.EMPTY, 3)


def test_versions_are_told_with_what_they_launch_and_moving_ones_say_that_they_cannot_go_back() -> None:
    rows = view(offers.stocked(scenes.template(template_version="4"))).versions
    assert [r.version for r in rows] == ["Default", "Latest", "4", "3", "2", "1"]
    newest, now, default = rows[2:5]
    assert (newest.image, newest.types, newest.chosen) == ("web-fe-golden-20261120", "ecs.g8i.large", True)
    assert (now.mark, default.mark) == ("In use now", "Default")
    assert [(r.title, r.below, r.moving) for r in rows[:2]] == [
        ("Default, now 2", "Cannot be rolled back", True),
        ("Latest, now 4", "Cannot be rolled back", True),
    ]


def test_without_the_versions_default_and_latest_are_offered_all_the_same() -> None:
    denied = view(offers.refused(scenes.template(), offers.VERSIONS, scenes.DENIED))
    assert (denied.versions_phase, denied.versions_failure) == (ListPhase.FAILED, scenes.DENIED)
    assert [r.title for r in denied.versions] == ["Default", "Latest"]
    assert view(offers.waiting(scenes.template(), offers.VERSIONS)).versions_phase is ListPhase.LOADING
    empty = view(offers.stocked(scenes.ecs(kind=TargetKind.TEMPLATE)))
    assert (empty.versions_phase, empty.versions) == (ListPhase.EMPTY, ())


def test_types_are_searched_by_size_and_family_and_tell_their_place_in_the_form() -> None:
    state = offers.stocked(scenes.template(instance_types=("ecs.c7.large", "ecs.g7.large")))
    places = {r.id: r.place for r in view(state).types}
    assert (places["ecs.g7.large"], places["ecs.c7.large"], places["ecs.g7.xlarge"]) == (2, 1, 0)
    found = view(scenes.with_wizard(state, picker=Picker(types="4 vcpu g8i")))
    assert [(r.id, r.cpu, r.memory, r.architecture) for r in found.types] == [
        ("ecs.g8i.xlarge", "4 vCPU", "16 GiB", "x86")
    ]
    assert [r.id for r in view(scenes.with_wizard(state, picker=Picker(types="arm"))).types] == [
        "ecs.g8y.large"
    ]


def test_a_thousand_types_are_not_all_drawn() -> None:
    many = tuple(replace(offers.types()[0], id=f"ecs.g{n}.large") for n in range(1000))
    shown = view(offers.known(scenes.template(), offers.TYPES, many))
    assert (len(shown.types), shown.types_found) == (MOST_TYPES, 1000)


def test_what_does_not_exist_is_told_as_a_caution() -> None:
    stocked = offers.stocked
    assert "lists no launch template" in said(stocked(scenes.template(template="lt-else")))["template"]
    typing = scenes.with_wizard(stocked(scenes.template(template="lt-el")), picker=Picker(typing=True))
    assert "template" not in said(typing), "not while it is typed"
    assert said(stocked(scenes.template(template_version="9")))["version"] == (
        "This template has no version 9; the latest is 4."
    )
    odd = stocked(scenes.template(instance_types=("ecs.g99.large",)))
    assert "not among the instance types" in said(odd)["types.0"]


def test_a_moving_version_says_at_once_that_there_is_no_way_back() -> None:
    for word in ("Default", "Latest"):
        assert "cannot roll back" in said(scenes.template(template_version=word))["version"]


def test_another_card_needs_no_templates() -> None:
    assert view(offers.stocked(scenes.ecs())).templates == ()
