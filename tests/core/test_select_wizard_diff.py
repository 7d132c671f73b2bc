from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.draft import ContainerDraft, TargetKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_diff import Change, DiffPhase, DiffView, diff_text, diff_view, folded
from essgui.core.state import AppState, Remote
from essgui.domain.scaling import EnvironmentVariable
from tests.support.states import ACTIVE
from tests.ui.wizard import offers, scenes


def view(state: AppState) -> DiffView:
    found = subject_of(state)
    assert found is not None
    return diff_view(found)


def changes(shown: DiffView) -> dict[str, tuple[str, str]]:
    return {row.label: (row.before, row.after) for row in shown.changed if row.changed}


def test_two_configurations_are_compared_field_by_field() -> None:
    shown = view(scenes.ecs(**scenes.CONFIGURATION))
    assert changes(shown) == {
        "Configuration": ("web-frontend-2026-10", "web-frontend-2026-11"),
        "Configuration id": ("asc-bp1active00000000001", "asc-bp1other000000000002"),
        "Image id": ("m-bp1c30n8rtd6ye2mkp7a", "m-bp1f7k2wq9xz0c4vjh5n"),
        "Image name": ("web-fe-golden-20261006", "web-fe-golden-20261120"),
        "System disk": ("cloud_essd 40 GiB", "cloud_essd 60 GiB"),
    }
    assert [row.label for row in shown.same] == [
        "Instance types",
        "CPU",
        "Memory",
        "Security groups",
        "User data",
    ]
    assert shown.count == "5 of 10 fields change"
    assert shown.now == "web-frontend-2026-10"


def test_a_configuration_that_is_not_known_changes_all_into_the_unknown() -> None:
    shown = view(scenes.ecs(kind=TargetKind.CONFIGURATION, configuration="asc-elsewhere"))
    assert changes(shown) == {"Configuration id": (ACTIVE, "asc-elsewhere")}
    assert {r.after for r in shown.changed if r.change is Change.UNSURE} == {"not known here"}
    assert shown.count == "1 of 10 fields changes"
    assert "not known here" in shown.note


def test_nothing_chosen_changes_nothing() -> None:
    shown = view(scenes.ecs())
    assert (shown.phase, shown.changed, shown.count) == (DiffPhase.UNCHOSEN, (), "")
    assert shown.note == "Choose a configuration to see what would change."
    assert shown.facts[0].title == "Nothing is chosen yet"


def test_an_image_changes_its_id_and_its_name() -> None:
    shown = changes(view(scenes.ecs(kind=TargetKind.IMAGE, image=" m-new ")))
    assert shown == {
        "Image id": ("m-bp1c30n8rtd6ye2mkp7a", "m-new"),
    }
    assert changes(view(scenes.ecs(kind=TargetKind.IMAGE, image="m-bp1c30n8rtd6ye2mkp7a"))) == {}


def test_a_template_compares_version_and_types() -> None:
    shown = view(scenes.template(template_version="4", instance_types=()))
    assert changes(shown) == {
        "Version": ("3", "4"),
    }
    assert {r.label: r.after for r in shown.changed if r.change is Change.UNSURE} == {
        "Instance types": "not known here"
    }
    moved = changes(view(scenes.ecs(kind=TargetKind.TEMPLATE, template="lt-1", template_version="1")))
    assert moved["Launches from"] == ("web-frontend-2026-10", "launch template")


def test_the_active_configuration_changes_nothing_also_for_templates() -> None:
    assert view(scenes.ecs(kind=TargetKind.ACTIVE)).changed == ()
    shown = view(scenes.template(kind=TargetKind.ACTIVE))
    assert shown.changed == ()
    assert [row.label for row in shown.same] == ["Version", "Instance types", "Launch template"]


def test_only_chosen_containers_change_and_variables_go_by_name() -> None:
    push, sidecar = scenes.containers()
    environment = (EnvironmentVariable("LOG_LEVEL", "debug"), *push.environment[2:])
    drafts = (
        ContainerDraft(replace(push, image="push:3", environment=environment), chosen=True),
        ContainerDraft(replace(sidecar, image="ignored")),
    )
    shown = view(scenes.eci(containers=drafts))
    assert changes(shown) == {
        "push: image": ("registry.example.com/push/server:2.14.0", "push:3"),
        "push $LOG_LEVEL": ("•••• (4 characters)", "•••• (5 characters)"),
        "push $API_TOKEN": ("•••• (10 characters)", ""),
    }
    assert "sidecar: image" in {row.label for row in shown.same}


def test_a_secret_that_keeps_its_length_counts_as_changed_and_is_not_told() -> None:
    push, _ = scenes.containers()
    environment = tuple(replace(v, value="tok-654321") if "TOKEN" in v.key else v for v in push.environment)
    shown = view(scenes.eci(containers=(ContainerDraft(replace(push, environment=environment), True),)))
    (row,) = shown.changed
    assert row.label == "push $API_TOKEN"
    assert "654321" not in repr(shown)
    assert "123456" not in repr(shown)


@pytest.mark.parametrize("key", ["DB_PASSWORD", "API_TOKEN", "secretThing", "AWS_KEY", "KEY", "DB_PWD"])
def test_names_that_sound_like_secrets_are_folded(key: str) -> None:
    assert folded(key, "hunter2") == "•••• (7 characters)"


@pytest.mark.parametrize("key", ["LOG_LEVEL", "KEYBOARD", "MONKEY", "PORT"])
def test_other_names_are_shown(key: str) -> None:
    assert folded(key, "value") == "value"
    assert folded("TOKEN", "") == ""


def test_template_versions_are_compared_by_content() -> None:
    shown = view(offers.stocked(scenes.template(template_version="4")))
    assert changes(shown) == {
        "Version": ("3", "4"),
        "Image id": ("m-bp1c30n8rtd6ye2mkp7a", "m-bp1f7k2wq9xz0c4vjh5n"),
        "Image name": ("web-fe-golden-20261106", "web-fe-golden-20261120"),
        "Instance types": ("ecs.c7.large", "ecs.g8i.large"),
    }
    assert shown.now == "batch-worker"
    assert {r.label for r in shown.same} >= {"Launch template", "System disk", "User data"}
    latest = changes(view(offers.stocked(scenes.template(template_version="Latest"))))
    assert latest["Version"] == ("3", "Latest, now 4")


def test_user_data_is_compared_by_its_hash() -> None:
    older = changes(view(offers.stocked(scenes.template(template_version="2"))))
    assert older["User data"] == ("sha256 9c1e44aa07f4…", "sha256 11aa22bb33cc…")
    none = changes(view(offers.stocked(scenes.template(template_version="1"))))
    assert none["User data"][1] == "none"


def test_from_a_configuration_to_a_template_contents_meet_contents() -> None:
    state = offers.stocked(scenes.ecs(kind=TargetKind.TEMPLATE, template=offers.BATCH, template_version="4"))
    shown = changes(view(state))
    assert shown["Launches from"] == ("web-frontend-2026-10", "launch template")
    assert shown["Image id"] == ("m-bp1c30n8rtd6ye2mkp7a", "m-bp1f7k2wq9xz0c4vjh5n")
    assert shown["Instance types"] == ("ecs.g8i.xlarge, ecs.g7.xlarge", "ecs.g8i.large")
    assert "CPU" not in shown


def test_an_image_that_is_known_is_compared_by_name_system_and_architecture() -> None:
    state = offers.stocked(scenes.ecs(kind=TargetKind.IMAGE, image="m-bp1shared0000000one"))
    shown = changes(view(state))
    assert shown["Image name"] == ("web-fe-golden-20261006", "partner-gateway-7")
    assert shown["Operating system"] == ("Alibaba Cloud Linux 3", "Ubuntu 24.04")
    arm = scenes.ecs(kind=TargetKind.IMAGE, image="m-bp19xq4ad7vw2t0gnsle")
    assert changes(view(offers.stocked(arm)))["Architecture"] == ("x86_64", "arm64")


def test_what_is_being_read_is_neither_a_change_nor_the_same() -> None:
    state = scenes.template(template_version="4")
    shown = view(offers.waiting(state, offers.VERSIONS))
    reading = {r.label for r in shown.changed if r.change is Change.READING}
    assert {"Image id", "Operating system", "User data"} <= reading
    assert shown.count == "1 of 9 fields changes"
    denied = view(offers.refused(state, offers.VERSIONS, scenes.DENIED))
    assert "could not be read" in denied.note


def test_the_text_to_copy_keeps_values_folded_until_they_are_revealed() -> None:
    push, _ = scenes.containers()
    new = replace(push, image="push:3", environment=(EnvironmentVariable("API_TOKEN", "tok-654321"),))
    shown = view(scenes.eci(containers=(ContainerDraft(new, chosen=True),)))
    text = diff_text(shown)
    assert "push: image: registry.example.com/push/server:2.14.0 → push:3" in text
    assert "tok-" not in text
    assert "push $API_TOKEN: •••• (10 characters) → •••• (10 characters)" in text
    assert "push $API_TOKEN: tok-123456 → tok-654321" in diff_text(shown, revealed=True)
    assert shown.hides
    assert not view(scenes.ecs(**scenes.CONFIGURATION)).hides


def test_what_cannot_be_compared_is_said() -> None:
    loading = view(scenes.with_detail(scenes.ecs(), configurations=Remote(loading=True)))
    assert loading.phase is DiffPhase.LOADING
    failed = view(scenes.with_detail(scenes.ecs(), configurations=Remote(failure=scenes.DENIED)))
    assert failed.phase is DiffPhase.UNKNOWN
    assert view(scenes.template()).phase is DiffPhase.READY, "a template's group needs no configuration"
