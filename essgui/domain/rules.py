"""Every limit of StartInstanceRefresh as data, and the one function that checks a request by them.

Source: the request table of StartInstanceRefresh (2022-02-22) unless a limit says "assumed".
`problems` returns sentences for a person; each names the field that it is about, so a form can show
it beside that field, and a simulator can refuse by the same rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import GroupType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essgui.domain.scaling import Container, EnvironmentVariable, ScalingGroup


@dataclass(frozen=True, slots=True)
class Limit:
    """A closed range of whole numbers with its default and unit."""

    low: int
    high: int
    default: int
    unit: str
    source: str = "StartInstanceRefresh"

    def holds(self, value: int) -> bool:
        """Tell whether a value is inside the range."""
        return self.low <= value <= self.high


MIN_HEALTHY = Limit(0, 100, 80, "%")
MAX_HEALTHY = Limit(100, 200, 120, "%")
PAUSE_MINUTES = Limit(1, 2880, 60, "min")
CHECKPOINT = Limit(1, 100, 100, "%")
ARGS = Limit(0, 10, 0, "args")
COMMANDS = Limit(0, 20, 0, "commands")
COMMAND_LENGTH = Limit(1, 256, 0, "characters")
VARIABLE_KEY_LENGTH = Limit(1, 128, 0, "characters")
VARIABLE_VALUE_LENGTH = Limit(0, 256, 0, "characters")
CLIENT_TOKEN_LENGTH = Limit(1, 64, 0, "ASCII characters")

_VARIABLE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TEMPLATE_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_INSTANCE_TYPE = re.compile(r"ecs\.[a-z0-9][a-z0-9.-]*")
_ID = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_REFERENCE = re.compile(r"[!-~]+")
"""Of a container image (assumed: OCI references are ASCII; what else they allow is the registry's)."""
_HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")
"""Left over from a broken paste; no request can carry it."""


_BROKEN = "This text holds half a character, as a broken paste leaves it: type it anew."


class Severity(StrEnum):
    """Whether a problem forbids the start or only deserves a look."""

    ERROR = "error"
    CAUTION = "caution"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a request; `field` is a dotted path such as "containers.0.environment.1.key"."""

    field: str
    sentence: str
    severity: Severity = Severity.ERROR


def problems(
    spec: RefreshSpec, group: ScalingGroup, containers: Iterable[str] | None = None
) -> tuple[Problem, ...]:
    """List what the API would refuse, and what is likely a slip, in the order of the form.

    `containers` are the container names of the group's current ECI configuration, or None where
    they are not known (then names are not checked).
    """
    known = None if containers is None else frozenset(containers)
    return (
        *_target_problems(spec, group, known),
        *_range_problems(spec),
        *_checkpoint_problems(spec),
    )


def blocking(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return only the problems that forbid a start."""
    return tuple(p for p in found if p.severity is Severity.ERROR)


def _range_problems(spec: RefreshSpec) -> Iterator[Problem]:
    if not MIN_HEALTHY.holds(spec.min_healthy):
        yield Problem("min_healthy", "Minimum healthy is a percentage from 0 to 100.")
    if not MAX_HEALTHY.holds(spec.max_healthy):
        yield Problem("max_healthy", "Maximum healthy is a percentage from 100 to 200.")
    if spec.min_healthy == 0:
        yield Problem(
            "min_healthy",
            "At 0 % every instance may be out of service at the same time.",
            Severity.CAUTION,
        )


def _checkpoint_problems(spec: RefreshSpec) -> Iterator[Problem]:
    previous = 0
    for index, percent in enumerate(spec.checkpoints):
        where = f"checkpoints.{index}"
        if not CHECKPOINT.holds(percent):
            yield Problem(where, "A checkpoint is a percentage from 1 to 100.")
        elif percent == previous:
            yield Problem(where, f"{percent} % is already a checkpoint.")
        elif percent < previous:
            yield Problem(where, f"Checkpoints ascend: {percent} % comes after {previous} %.")
        previous = percent
    if spec.checkpoints and spec.checkpoints[-1] != CHECKPOINT.high:
        yield Problem("checkpoints", "The last checkpoint has to be 100 %.")
    if spec.checkpoints and not PAUSE_MINUTES.holds(spec.pause_minutes):
        yield Problem("pause_minutes", "A pause lasts from 1 minute to 2880 minutes (48 hours).")


def _target_problems(
    spec: RefreshSpec, group: ScalingGroup, known: frozenset[str] | None
) -> Iterator[Problem]:
    reason = target_blocked(type(spec.target), group)
    if reason:
        yield Problem("target", reason)
    match spec.target:
        case ActiveConfiguration():
            pass
        case ScalingConfigurationTarget(id=identifier):
            yield from _id_problems("configuration", identifier, "scaling configuration", "asc-")
        case ImageTarget(image=image):
            yield from _id_problems("image", image, "image", "")
        case LaunchTemplateTarget() as target:
            yield from _template_problems(target)
        case ContainersTarget(containers=containers):
            yield from _containers_problems(containers, known)


def target_blocked(kind: type, group: ScalingGroup) -> str:
    """Return why a kind of target cannot be used with a group, or an empty string."""
    eci = group.type is GroupType.ECI
    if kind is ImageTarget and eci:
        return "ECI groups have no image of their own: change the images of their containers."
    if kind is ImageTarget and group.from_template:
        return "This group gets its image from a launch template: choose a template version instead."
    if kind is LaunchTemplateTarget and eci:
        return "Launch templates are for ECS groups; this group is ECI."
    if kind is ContainersTarget and not eci:
        return "Containers are for ECI groups; this group is ECS."
    if kind is ActiveConfiguration and not (group.active_configuration or group.from_template):
        return "This group has no active configuration to rebuild from."
    return ""


def _id_problems(field: str, value: str, noun: str, prefix: str) -> Iterator[Problem]:
    if not value:
        yield Problem(field, f"Choose or type the id of the {noun}.")
    elif not _ID.fullmatch(value):
        yield Problem(
            field, f"A {noun} id has only letters, digits, dots, hyphens and underscores, at most 128."
        )
    elif prefix and not value.startswith(prefix):
        yield Problem(field, f"The id of a {noun} begins with {prefix}")


def _template_problems(target: LaunchTemplateTarget) -> Iterator[Problem]:
    yield from _id_problems("template", target.id, "launch template", "lt-")
    version = target.version
    if version in {"Default", "Latest"}:
        yield Problem(
            "version",
            f"ESS cannot roll back a refresh to version {version}. A version number keeps that way out.",
            Severity.CAUTION,
        )
    elif not _TEMPLATE_VERSION.fullmatch(version):
        yield Problem("version", "The version is a whole number, Default or Latest.")
    seen: set[str] = set()
    for index, name in enumerate(target.instance_types):
        if not _INSTANCE_TYPE.fullmatch(name):
            yield Problem(f"types.{index}", "An instance type looks like ecs.g7.large.")
        elif name in seen:
            yield Problem(f"types.{index}", f"{name} is already in the list.")
        seen.add(name)


def _containers_problems(
    containers: tuple[Container, ...], known: frozenset[str] | None
) -> Iterator[Problem]:
    if not containers:
        yield Problem("containers", "Choose at least one container to change.")
    seen: set[str] = set()
    for index, container in enumerate(containers):
        where = f"containers.{index}"
        if not container.name:
            yield Problem(f"{where}.name", "A container needs its name.")
        elif _HALF_A_CHARACTER.search(container.name):
            yield Problem(f"{where}.name", _BROKEN)
        elif container.name in seen:
            yield Problem(f"{where}.name", f"{container.name} is already in the list.")
        elif known is not None and container.name not in known:
            yield Problem(
                f"{where}.name",
                f"The current configuration has no container {container.name}, so ESS would ignore it.",
            )
        seen.add(container.name)
        if not container.image:
            yield Problem(f"{where}.image", "Give the image that this container shall run.")
        elif any(c.isspace() for c in container.image):
            yield Problem(f"{where}.image", "An image reference has no spaces.")
        elif _HALF_A_CHARACTER.search(container.image):
            yield Problem(f"{where}.image", _BROKEN)
        elif not _REFERENCE.fullmatch(container.image):
            yield Problem(
                f"{where}.image",
                "Registries take only ASCII characters in an image reference; ESS finds out at a launch.",
                Severity.CAUTION,
            )
        yield from _program_problems(where, container)
        yield from _environment_problems(where, container.environment)


def _program_problems(where: str, container: Container) -> Iterator[Problem]:
    if len(container.commands) > COMMANDS.high:
        yield Problem(
            f"{where}.commands", f"At most {COMMANDS.high} commands: {len(container.commands)} given."
        )
    for index, command in enumerate(container.commands):
        if not command:
            yield Problem(f"{where}.commands.{index}", "A command cannot be empty.")
        elif len(command) > COMMAND_LENGTH.high:
            yield Problem(
                f"{where}.commands.{index}",
                f"A command has at most {COMMAND_LENGTH.high} characters: this one has {len(command)}.",
            )
        elif _HALF_A_CHARACTER.search(command):
            yield Problem(f"{where}.commands.{index}", _BROKEN)
    if len(container.args) > ARGS.high:
        yield Problem(f"{where}.args", f"At most {ARGS.high} args: {len(container.args)} given.")
    for index, arg in enumerate(container.args):
        if _HALF_A_CHARACTER.search(arg):
            yield Problem(f"{where}.args.{index}", _BROKEN)


def _environment_problems(where: str, environment: tuple[EnvironmentVariable, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, variable in enumerate(environment):
        spot = f"{where}.environment.{index}"
        if not variable.key:
            yield Problem(f"{spot}.key", "A variable needs a name.")
        elif len(variable.key) > VARIABLE_KEY_LENGTH.high:
            yield Problem(f"{spot}.key", f"A name has at most {VARIABLE_KEY_LENGTH.high} characters.")
        elif not _VARIABLE_KEY.fullmatch(variable.key):
            yield Problem(
                f"{spot}.key", "A name has letters, digits and underscores, and does not begin with a digit."
            )
        elif variable.key in seen:
            yield Problem(f"{spot}.key", f"{variable.key} is already set.")
        seen.add(variable.key)
        if len(variable.value) > VARIABLE_VALUE_LENGTH.high:
            yield Problem(
                f"{spot}.value",
                f"A value has at most {VARIABLE_VALUE_LENGTH.high} characters: this one has "
                f"{len(variable.value)}.",
            )
        elif _HALF_A_CHARACTER.search(variable.value):
            yield Problem(f"{spot}.value", _BROKEN)
