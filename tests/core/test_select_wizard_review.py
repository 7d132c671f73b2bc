from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.draft import ContainerDraft, TargetKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_review import ReviewView, review_view
from essgui.core.state import AppState, Remote, Step
from tests.support.states import OTHER
from tests.ui.wizard import scenes


def view(state: AppState) -> ReviewView:
    found = subject_of(state)
    assert found is not None
    return review_view(found)


def sent(state: AppState) -> dict[str, str]:
    return {p.name: p.value for p in view(state).parameters}


def test_one_sentence_says_what_will_happen() -> None:
    state = scenes.ecs(**scenes.CONFIGURATION, min_healthy=90, max_healthy=150, checkpoints=(25, 50, 100))
    assert view(state).sentence == (
        f"ESS will replace 37 instances of web-frontend by new ones from scaling configuration {OTHER}, "
        "with never fewer than 36 and never more than 60 in service, pausing at 25 % and 50 % for 1 h each."
    )
    unread = view(scenes.with_detail(state, instances=Remote()))
    assert "up to 40 instances" in unread.sentence


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (scenes.ecs(kind=TargetKind.ACTIVE), "from what is active now (web-frontend-2026-10)"),
        (scenes.ecs(kind=TargetKind.IMAGE, image="m-1"), "from image m-1,"),
        (scenes.template(), "from launch template lt-bp1fgzds4bdogu8zm, version 3,"),
        (
            scenes.eci(containers=tuple(ContainerDraft(c, chosen=True) for c in scenes.containers())),
            "from the new settings of push and sidecar, one at a time.",
        ),
        (scenes.ecs(checkpoints=(100,)), "48 in service."),
    ],
)
def test_the_sentence_names_every_kind_of_target(state: AppState, part: str) -> None:
    assert part in view(state).sentence


def test_no_desired_configuration_is_sent_for_the_active_one() -> None:
    assert sent(scenes.ecs(kind=TargetKind.ACTIVE)) == {
        "RegionId": "cn-hangzhou",
        "ScalingGroupId": "asg-bp1web-frontend",
        "MinHealthyPercentage": "80",
        "MaxHealthyPercentage": "120",
        "SkipMatching": "true",
    }


def test_the_request_has_the_names_of_the_api() -> None:
    template = sent(scenes.template(instance_types=("ecs.g7.large",), checkpoints=(100,), pause_minutes=30))
    assert template["DesiredConfiguration.LaunchTemplateId"] == "lt-bp1fgzds4bdogu8zm"
    assert template["DesiredConfiguration.LaunchTemplateVersion"] == "3"
    assert template["DesiredConfiguration.LaunchTemplateOverrides.1.InstanceType"] == "ecs.g7.large"
    assert template["Checkpoints.1.Percentage"] == "100"
    assert template["CheckpointPauseTime"] == "30"
    image = sent(scenes.ecs(kind=TargetKind.IMAGE, image="m-1", skip_matching=False))
    assert image["DesiredConfiguration.ImageId"] == "m-1"
    assert image["SkipMatching"] == "false"
    assert "CheckpointPauseTime" not in image, "the pause is sent only where there are checkpoints"
    assert sent(scenes.ecs())["DesiredConfiguration.ScalingConfigurationId"] == "(empty)"


def test_containers_are_sent_whole_but_values_of_variables_are_folded() -> None:
    push, _ = scenes.containers()
    found = sent(scenes.eci(containers=(ContainerDraft(push, chosen=True),)))
    where = "DesiredConfiguration.Containers.1"
    assert found[f"{where}.Name"] == "push"
    assert found[f"{where}.Image"] == push.image
    assert found[f"{where}.Commands.1"] == "/app/server"
    assert found[f"{where}.Args.2"] == "8080"
    assert found[f"{where}.EnvironmentVars.1.Value"] == "••••"
    assert found[f"{where}.EnvironmentVars.2.Key"] == "API_TOKEN"
    assert found[f"{where}.EnvironmentVars.2.Value"] == "••••"
    assert found[f"{where}.EnvironmentVars.3.FieldRefFieldPath"] == "status.podIP"
    assert not any(name.startswith("DesiredConfiguration.Containers.2") for name in found)


def test_the_ignored_are_counted_by_reason() -> None:
    assert view(scenes.ecs()).ignored == (
        "3 instances are left alone: 1 protected, 1 standby, 1 attached by hand."
    )
    assert view(scenes.eci()).ignored == "No instance is left alone."
    assert "not read yet" in view(scenes.with_detail(scenes.ecs(), instances=Remote())).ignored


def test_problems_link_to_their_steps_and_warnings_stand_apart() -> None:
    shown = view(scenes.ecs(checkpoints=(50, 50, 100), min_healthy=0))
    assert [(link.step, link.title) for link in shown.errors] == [
        (Step.TARGET, "Target"),
        (Step.PACE, "Pace"),
    ]
    assert [link.step for link in shown.warnings] == [Step.PACE]
    assert shown.start_reason == shown.errors[0].sentence
    assert view(scenes.ecs(**scenes.CONFIGURATION)).start_reason == ""


def test_a_protected_group_asks_for_its_name() -> None:
    state = scenes.ecs(**scenes.CONFIGURATION)
    assert view(state).confirm == ""
    shown = view(scenes.with_group(state, tags={"env": "prod"}))
    assert shown.confirm == "web-frontend"
    assert "env=prod" in shown.confirm_why


def test_a_checkpoint_that_does_not_pause_is_not_in_the_sentence() -> None:
    # Seven of ten are replaced: the second is the end, the third is never reached.
    state = scenes.ecs(size=10, **scenes.CONFIGURATION, checkpoints=(20, 70, 90, 100))
    assert view(state).sentence.endswith(", pausing at 20 % for 1 h.")


def test_every_checkpoint_below_the_end_pauses_once_in_the_sentence() -> None:
    state = scenes.ecs(**scenes.CONFIGURATION)
    assert state.wizard is not None
    draft = replace(state.wizard.draft, checkpoints=(50, 50, 100), pause_minutes=90)
    assert "pausing at 50 % for 1 h 30 min." in view(scenes.with_wizard(state, draft=draft)).sentence
