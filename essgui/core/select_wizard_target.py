"""The Target step: which kinds of target can be chosen, and what there is to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.days import day
from essgui.core.draft import TARGET_TYPES, TargetKind
from essgui.core.lookup import detail_of
from essgui.core.select_wizard import under
from essgui.core.select_wizard_images import ImagePicker, image_picker
from essgui.core.select_wizard_templates import TemplatePicker, template_picker
from essgui.domain.rules import ARGS, COMMANDS, target_blocked
from essgui.domain.scaling import GroupType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.draft import Draft
    from essgui.core.failure import Failure
    from essgui.core.select_wizard import Subject
    from essgui.domain.rules import Problem
    from essgui.domain.scaling import Container, ScalingConfiguration

CARD_TITLES: dict[TargetKind, str] = {
    TargetKind.ACTIVE: "Current active configuration",
    TargetKind.CONFIGURATION: "Scaling configuration",
    TargetKind.IMAGE: "Image",
    TargetKind.TEMPLATE: "Launch template",
    TargetKind.CONTAINERS: "Containers",
}


@dataclass(frozen=True, slots=True)
class CardView:
    """One of the five cards."""

    kind: TargetKind
    text: str
    reason: str = ""
    """Why it cannot be chosen; empty where it can."""


@dataclass(frozen=True, slots=True)
class ConfigurationRow:
    """One scaling configuration to choose from."""

    id: str
    name: str
    image: str
    types: str
    created: str
    active: bool


@dataclass(frozen=True, slots=True)
class ContainerView:
    """One container of the form."""

    index: int
    """Its place in the draft."""
    container: Container
    chosen: bool
    known: bool
    """Whether the current configuration has it; another one can be removed again."""
    problems: Mapping[str, Problem]
    """By what follows "containers.n." in the field, such as "environment.1.key"."""
    commands_count: str
    args_count: str


@dataclass(frozen=True, slots=True)
class TargetView:
    """All of the Target step but for the diff."""

    cards: tuple[CardView, ...]
    kind: TargetKind
    rows: tuple[ConfigurationRow, ...]
    loading: bool
    failure: Failure | None
    """Why the configurations could not be read."""
    configuration: str
    image: str
    image_now: str
    template: str
    version: str
    types: tuple[str, ...]
    containers: tuple[ContainerView, ...]
    problems: Mapping[str, Problem]
    """By field, such as "image" or "types.2"."""
    images: ImagePicker
    templates: TemplatePicker
    found: int
    """Configurations in all; the rows may be searched."""


def target_view(subject: Subject) -> TargetView:
    """Return the Target step."""
    draft = subject.draft
    remote = detail_of(subject.state, subject.group.id).configurations
    found = remote.value or ()
    fields = ("target", "configuration", "image", "template", "version", "types", "containers")
    problems = {
        f"{field}.{rest}" if rest else field: problem
        for field in fields
        for rest, problem in under(subject.problems, field).items()
    }
    return TargetView(
        cards=tuple(_card(subject, kind, len(found)) for kind in TargetKind),
        kind=draft.kind,
        rows=_configuration_rows(found, subject.active, subject.wizard.picker.configurations),
        loading=remote.loading,
        failure=remote.failure,
        configuration=draft.configuration,
        image=draft.image,
        image_now=_image_now(subject),
        template=draft.template,
        version=draft.template_version,
        types=draft.instance_types,
        containers=_containers(subject),
        problems=problems,
        images=image_picker(subject),
        templates=template_picker(subject),
        found=len(found),
    )


def chosen_index(draft: Draft, place: int) -> int:
    """Return the number that problems use for the container at a place of the draft: chosen ones count."""
    return sum(1 for d in draft.containers[:place] if d.chosen)


def _card(subject: Subject, kind: TargetKind, configurations: int) -> CardView:
    texts = {
        TargetKind.ACTIVE: "Rebuild as is. Sends no desired configuration.",
        TargetKind.CONFIGURATION: (
            f"Pick one of the {configurations} of this group."
            if configurations > 1
            else "Another configuration of this group."
        ),
        TargetKind.IMAGE: "Same settings, new image.",
        TargetKind.TEMPLATE: "Version and instance type overrides.",
        TargetKind.CONTAINERS: "New images, commands, args and variables.",
    }
    return CardView(kind, texts[kind], target_blocked(TARGET_TYPES[kind], subject.group))


def _configuration_rows(
    found: tuple[ScalingConfiguration, ...], active: ScalingConfiguration | None, text: str
) -> tuple[ConfigurationRow, ...]:
    rows = [
        ConfigurationRow(
            c.id,
            c.name or c.id,
            c.image_name or c.image or ", ".join(each.image for each in c.containers) or "–",
            ", ".join(c.instance_types) or _size(c),
            day(c.created_at),
            active is not None and c.id == active.id,
        )
        for c in sorted(found, key=lambda c: c.created_at.timestamp() if c.created_at else 0.0, reverse=True)
    ]
    words = text.lower().split()
    matching = [r for r in rows if all(w in f"{r.name} {r.id} {r.image} {r.types}".lower() for w in words)]
    return tuple(sorted(matching, key=lambda row: not row.active))


def _size(configuration: ScalingConfiguration) -> str:
    if configuration.cpu is None or configuration.memory is None:
        return "–"
    return f"{configuration.cpu:g} vCPU, {configuration.memory:g} GiB"


def _image_now(subject: Subject) -> str:
    if subject.active is None or not subject.active.image:
        return ""
    name = f" ({subject.active.image_name})" if subject.active.image_name else ""
    return f"{subject.active.image}{name}"


def _containers(subject: Subject) -> tuple[ContainerView, ...]:
    if subject.group.type is not GroupType.ECI:
        return ()
    draft = subject.draft
    known = {c.name for c in subject.active.containers} if subject.active else frozenset[str]()
    views: list[ContainerView] = []
    for index, each in enumerate(draft.containers):
        where = f"containers.{chosen_index(draft, index)}"
        views.append(
            ContainerView(
                index,
                each.container,
                each.chosen,
                each.container.name in known,
                under(subject.problems, where) if each.chosen else {},
                f"{len(each.container.commands)} of {COMMANDS.high}",
                f"{len(each.container.args)} of {ARGS.high}",
            )
        )
    return tuple(views)
