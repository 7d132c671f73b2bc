"""Every limit at, below and above its bounds; every field path; every kind of target with every group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.domain import rules
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
)
from essgui.domain.rules import Limit, Problem, Severity, blocking, problems, target_blocked
from essgui.domain.scaling import ConfigurationId, Container, EnvironmentVariable, TemplateId
from tests.support.states import OTHER, make_eci_group, make_group

if TYPE_CHECKING:
    from essgui.domain.refresh import Target
    from essgui.domain.scaling import ScalingGroup

WEB = make_group()
TEMPLATED = make_group("tpl", launch_template=TemplateId("lt-bp1"), active_configuration=None)
PUSH = make_eci_group()
GOOD = RefreshSpec(WEB.region, WEB.id, ScalingConfigurationTarget(OTHER))
SIDECAR = Container("sidecar", "registry/side:2")


def errors(spec: RefreshSpec, group: ScalingGroup = WEB, names: tuple[str, ...] | None = None) -> list[str]:
    return [p.field for p in blocking(problems(spec, group, names))]


def container_errors(*containers: Container, names: tuple[str, ...] | None = None) -> list[str]:
    return errors(replace(GOOD, target=ContainersTarget(containers)), PUSH, names)


def template_errors(target: LaunchTemplateTarget) -> list[str]:
    return errors(replace(GOOD, target=target))


@pytest.mark.parametrize(
    ("limit", "low", "high", "default"),
    [
        (rules.MIN_HEALTHY, 0, 100, 80),
        (rules.MAX_HEALTHY, 100, 200, 120),
        (rules.PAUSE_MINUTES, 1, 2880, 60),
        (rules.CHECKPOINT, 1, 100, 100),
        (rules.ARGS, 0, 10, 0),
        (rules.COMMANDS, 0, 20, 0),
        (rules.COMMAND_LENGTH, 1, 256, 0),
        (rules.VARIABLE_KEY_LENGTH, 1, 128, 0),
        (rules.VARIABLE_VALUE_LENGTH, 0, 256, 0),
        (rules.CLIENT_TOKEN_LENGTH, 1, 64, 0),
    ],
)
def test_each_limit_is_the_published_one_and_closed(limit: Limit, low: int, high: int, default: int) -> None:
    assert (limit.low, limit.high, limit.default) == (low, high, default)
    assert limit.holds(low)
    assert limit.holds(high)
    assert not limit.holds(low - 1)
    assert not limit.holds(high + 1)


def test_the_defaults_of_a_request_are_those_of_the_limits() -> None:
    spec = RefreshSpec(WEB.region, WEB.id)
    assert (spec.min_healthy, spec.max_healthy, spec.pause_minutes) == (
        rules.MIN_HEALTHY.default,
        rules.MAX_HEALTHY.default,
        rules.PAUSE_MINUTES.default,
    )
    assert spec.skip_matching


def test_a_good_request_has_no_problem() -> None:
    assert problems(GOOD, WEB) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"min_healthy": -1}, ["min_healthy"]),
        ({"min_healthy": 0}, []),
        ({"min_healthy": 100}, []),
        ({"min_healthy": 101}, ["min_healthy"]),
        ({"max_healthy": 99}, ["max_healthy"]),
        ({"max_healthy": 100}, []),
        ({"max_healthy": 200}, []),
        ({"max_healthy": 201}, ["max_healthy"]),
        ({"checkpoints": (0, 100)}, ["checkpoints.0"]),
        ({"checkpoints": (1, 100)}, []),
        ({"checkpoints": (100,)}, []),
        ({"checkpoints": (50, 101)}, ["checkpoints.1", "checkpoints"]),
        ({"checkpoints": (50, 50, 100)}, ["checkpoints.1"]),
        ({"checkpoints": (50, 20, 100)}, ["checkpoints.1"]),
        ({"checkpoints": (20, 50)}, ["checkpoints"]),
        ({"checkpoints": (100,), "pause_minutes": 0}, ["pause_minutes"]),
        ({"checkpoints": (100,), "pause_minutes": 1}, []),
        ({"checkpoints": (100,), "pause_minutes": 2880}, []),
        ({"checkpoints": (100,), "pause_minutes": 2881}, ["pause_minutes"]),
        ({"checkpoints": (), "pause_minutes": 0}, []),
    ],
)
def test_numbers_at_their_bounds(changes: dict[str, object], expected: list[str]) -> None:
    assert errors(replace(GOOD, **changes)) == expected


def test_a_floor_of_zero_deserves_a_look_but_may_start() -> None:
    found = problems(replace(GOOD, min_healthy=0), WEB)
    assert [(p.field, p.severity) for p in found] == [("min_healthy", Severity.CAUTION)]
    assert blocking(found) == ()


TARGETS: dict[str, Target] = {
    "active": ActiveConfiguration(),
    "configuration": ScalingConfigurationTarget(OTHER),
    "image": ImageTarget("m-bp1new"),
    "template": LaunchTemplateTarget(TemplateId("lt-bp1"), "3"),
    "containers": ContainersTarget((SIDECAR,)),
}


@pytest.mark.parametrize(
    ("kind", "group", "fits"),
    [
        ("active", WEB, True),
        ("active", TEMPLATED, True),
        ("active", PUSH, True),
        ("configuration", WEB, True),
        ("configuration", TEMPLATED, True),
        ("configuration", PUSH, True),
        ("image", WEB, True),
        ("image", TEMPLATED, False),
        ("image", PUSH, False),
        ("template", WEB, True),
        ("template", TEMPLATED, True),
        ("template", PUSH, False),
        ("containers", WEB, False),
        ("containers", TEMPLATED, False),
        ("containers", PUSH, True),
    ],
)
def test_which_target_fits_which_group(kind: str, group: ScalingGroup, fits: bool) -> None:
    target = TARGETS[kind]
    assert errors(replace(GOOD, target=target), group) == ([] if fits else ["target"])
    assert bool(target_blocked(type(target), group)) is not fits


def test_a_group_without_a_configuration_has_none_to_rebuild_from() -> None:
    bare = make_group(active_configuration=None)
    assert errors(replace(GOOD, target=ActiveConfiguration()), bare) == ["target"]


@pytest.mark.parametrize(
    ("identifier", "fine"),
    [
        ("", False),
        ("asc-bp1", True),
        ("asg-bp1", False),
        ("asc-bp1 ", False),
        ("asc-" + "a" * 124, True),
        ("asc-" + "a" * 125, False),
        ("asc-ü", False),
        ("asc-a/../b", False),
    ],
)
def test_the_id_of_a_configuration(identifier: str, fine: bool) -> None:
    target = ScalingConfigurationTarget(ConfigurationId(identifier))
    assert errors(replace(GOOD, target=target)) == ([] if fine else ["configuration"])


@pytest.mark.parametrize(
    ("image", "fine"), [("", False), ("m-bp1new", True), ("debian_12_x64.vhd", True), ("m bp1", False)]
)
def test_the_id_of_an_image(image: str, fine: bool) -> None:
    assert errors(replace(GOOD, target=ImageTarget(image))) == ([] if fine else ["image"])


@pytest.mark.parametrize(("identifier", "fine"), [("", False), ("lt-bp1", True), ("asc-bp1", False)])
def test_the_id_of_a_template(identifier: str, fine: bool) -> None:
    found = template_errors(LaunchTemplateTarget(TemplateId(identifier), "3"))
    assert found == ([] if fine else ["template"])


@pytest.mark.parametrize(
    ("version", "fine"),
    [
        ("1", True),
        ("999999999", True),
        ("1000000000", False),
        ("0", False),
        ("01", False),
        ("-1", False),
        ("", False),
        ("latest", False),
        ("٣", False),
        ("3\n", False),
    ],
)
def test_the_version_of_a_template(version: str, fine: bool) -> None:
    found = template_errors(LaunchTemplateTarget(TemplateId("lt-bp1"), version))
    assert found == ([] if fine else ["version"])


@pytest.mark.parametrize("version", ["Default", "Latest"])
def test_a_moving_version_may_start_but_says_what_is_lost(version: str) -> None:
    found = problems(replace(GOOD, target=LaunchTemplateTarget(TemplateId("lt-bp1"), version)), WEB)
    assert [(p.field, p.severity) for p in found] == [("version", Severity.CAUTION)]
    assert "roll back" in found[0].sentence


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (("ecs.g7.large", "ecs.c7.xlarge"), []),
        (("ecs.g7.large", "ecs.g7.large"), ["types.1"]),
        (("g7.large",), ["types.0"]),
        (("ecs.",), ["types.0"]),
        (("ecs.G7.large",), ["types.0"]),
        (("",), ["types.0"]),
    ],
)
def test_instance_types(types: tuple[str, ...], expected: list[str]) -> None:
    assert template_errors(LaunchTemplateTarget(TemplateId("lt-bp1"), "3", types)) == expected


def test_containers_have_to_be_chosen() -> None:
    assert container_errors() == ["containers"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": ""}, ["containers.0.name"]),
        ({"image": ""}, ["containers.0.image"]),
        ({"image": "a b"}, ["containers.0.image"]),
        ({"args": ("x",) * 10}, []),
        ({"args": ("x",) * 11}, ["containers.0.args"]),
        ({"commands": ("x",) * 20}, []),
        ({"commands": ("x",) * 21}, ["containers.0.commands"]),
        ({"commands": ("x" * 256,)}, []),
        ({"commands": ("ok", "x" * 257)}, ["containers.0.commands.1"]),
        ({"commands": ("",)}, ["containers.0.commands.0"]),
    ],
)
def test_a_container_at_its_bounds(changes: dict[str, object], expected: list[str]) -> None:
    assert container_errors(replace(SIDECAR, **changes)) == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("LEVEL", "", []),
        ("_x9", "v" * 256, []),
        ("K" * 128, "v", []),
        ("K" * 129, "v", ["containers.0.environment.0.key"]),
        ("", "v", ["containers.0.environment.0.key"]),
        ("9LIVES", "v", ["containers.0.environment.0.key"]),
        ("A-B", "v", ["containers.0.environment.0.key"]),
        ("É", "v", ["containers.0.environment.0.key"]),
        ("LEVEL", "v" * 257, ["containers.0.environment.0.value"]),
    ],
)
def test_a_variable_at_its_bounds(key: str, value: str, expected: list[str]) -> None:
    container = replace(SIDECAR, environment=(EnvironmentVariable(key, value),))
    assert container_errors(container) == expected


def test_what_is_given_twice_is_named_where_it_is_given_again() -> None:
    twice = (EnvironmentVariable("LEVEL"), EnvironmentVariable("LEVEL"))
    assert container_errors(SIDECAR, SIDECAR) == ["containers.1.name"]
    assert container_errors(replace(SIDECAR, environment=twice)) == ["containers.0.environment.1.key"]


def test_a_container_that_the_group_does_not_have_is_refused_where_its_names_are_known() -> None:
    assert container_errors(SIDECAR, names=("app",)) == ["containers.0.name"]
    assert container_errors(SIDECAR, names=("app", "sidecar")) == []
    assert container_errors(SIDECAR, names=None) == []


def test_problems_come_in_the_order_of_the_form() -> None:
    spec = replace(
        GOOD,
        target=ImageTarget(""),
        min_healthy=-1,
        max_healthy=0,
        checkpoints=(0,),
        pause_minutes=0,
    )
    found = [p.field for p in problems(spec, PUSH)]
    assert found == [
        "target",
        "image",
        "min_healthy",
        "max_healthy",
        "checkpoints.0",
        "checkpoints",
        "pause_minutes",
    ]


def test_only_errors_stand_in_the_way() -> None:
    error, caution = Problem("a", "A."), Problem("b", "B.", Severity.CAUTION)
    assert blocking((caution, error)) == (error,)


def test_every_sentence_is_one() -> None:
    spec = replace(GOOD, target=ImageTarget(""), min_healthy=-1, checkpoints=(0, 5, 5, 2))
    for problem in problems(spec, WEB):
        assert problem.sentence[0].isupper() or problem.sentence[0].isdigit()
        assert "None" not in problem.sentence
