"""The launch template picker: templates, the versions of the chosen one, and the instance types to add."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from essgui.core import lists
from essgui.core.days import day
from essgui.core.draft import TargetKind
from essgui.core.lookup import answer
from essgui.core.select_wizard_images import ListPhase
from essgui.domain.questions import InstanceTypes, LaunchTemplates, TemplateVersions
from essgui.domain.rules import Problem, Severity
from essgui.domain.scaling import TemplateId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.failure import Failure
    from essgui.core.select_wizard import Subject
    from essgui.core.state import Picker, Remote
    from essgui.domain.catalog import InstanceType, TemplateVersion

T = TypeVar("T")

MOST_TYPES = 60
"""Instance types shown at a time; a search finds the others."""
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(vcpu|gib)")
"""A size as one types it: "4 vcpu", "16GiB"."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One launch template to choose."""

    id: str
    name: str
    versions: str
    chosen: bool
    now: bool
    """Whether the group launches from it now."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version to choose, or Default or Latest, which move."""

    version: str
    """As it is sent."""
    title: str
    below: str
    image: str
    types: str
    created: str
    mark: str
    """Such as "Default" or "In use now"."""
    chosen: bool
    moving: bool = False
    """Whether a rollback from it will be impossible."""


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One instance type to add."""

    id: str
    cpu: str
    memory: str
    architecture: str
    place: int
    """Its place in the form's list from 1, or 0."""


@dataclass(frozen=True, slots=True)
class TemplatePicker:
    """All of the launch template card but its fields."""

    picker: Picker
    phase: ListPhase = ListPhase.LOADING
    templates: tuple[TemplateRow, ...] = ()
    total: int = 0
    failure: Failure | None = None
    versions_phase: ListPhase = ListPhase.EMPTY
    versions: tuple[VersionRow, ...] = ()
    versions_failure: Failure | None = None
    types_phase: ListPhase = ListPhase.LOADING
    types: tuple[TypeRow, ...] = ()
    types_found: int = 0
    """How many match in all."""
    types_failure: Failure | None = None
    name: str = ""
    """The chosen template's name, where it is known."""
    questions: tuple[LaunchTemplates | TemplateVersions | InstanceTypes, ...] = ()
    """What to ask to read the templates, their versions and the types again."""


def template_picker(subject: Subject) -> TemplatePicker:
    """Return the launch template card; without a need for it, an empty one."""
    wizard, state, draft = subject.wizard, subject.state, subject.draft
    if draft.kind is not TargetKind.TEMPLATE:
        return TemplatePicker(wizard.picker)
    region, chosen = wizard.region, draft.template.strip()
    listed = lists.templates(state, region)
    text = wizard.picker.templates.lower().strip()
    rows = tuple(
        TemplateRow(
            t.id,
            t.name or t.id,
            f"default {t.default_version}, latest {t.latest_version}" if t.latest_version else "",
            t.id == chosen,
            t.id == subject.group.launch_template,
        )
        for t in listed.value or ()
        if text in f"{t.name} {t.id}".lower()
    )
    versions = lists.versions(state, region, chosen)
    kinds = lists.types(state, region)
    found = _types(kinds.value or (), wizard.picker.types, draft.instance_types)
    known = lists.template_known(state, region, chosen)
    return TemplatePicker(
        wizard.picker,
        _phase(listed, bool(rows)),
        tuple(sorted(rows, key=lambda r: (not r.now, r.name.lower()))),
        len(listed.value or ()),
        listed.failure,
        _phase(versions, bool(versions.value)) if _asked(versions) else ListPhase.EMPTY,
        _versions(subject, versions.value or ()),
        versions.failure,
        _phase(kinds, bool(found)),
        found[:MOST_TYPES],
        len(found),
        kinds.failure,
        known.name if known else "",
        (
            LaunchTemplates(region),
            TemplateVersions(region, TemplateId(chosen)),
            InstanceTypes(region),
        ),
    )


def template_remarks(subject: Subject) -> Iterator[Problem]:
    """Yield what is noteworthy of template, version and types; ESS would refuse, or find out at a launch."""
    draft, state, region = subject.draft, subject.state, subject.wizard.region
    if draft.kind is not TargetKind.TEMPLATE:
        return
    chosen, version = draft.template.strip(), draft.template_version.strip()
    if not chosen:
        return
    listed = lists.templates(state, region)
    if (
        not subject.wizard.picker.typing
        and listed.value
        and lists.template_known(state, region, chosen) is None
    ):
        yield Problem(
            "template", f"This account lists no launch template with this id in {region}.", Severity.CAUTION
        )
    versions = answer(state, TemplateVersions(region, TemplateId(chosen))).value
    if versions and version.isdecimal() and lists.version_of(state, region, chosen, version) is None:
        newest = max(v.number for v in versions)
        yield Problem(
            "version", f"This template has no version {version}; the latest is {newest}.", Severity.CAUTION
        )
    kinds = {t.id for t in lists.types(state, region).value or ()}
    for place, name in enumerate(draft.instance_types):
        if kinds and name and name not in kinds:
            yield Problem(
                f"types.{place}", f"{name} is not among the instance types that ECS lists.", Severity.CAUTION
            )


def _versions(subject: Subject, found: tuple[TemplateVersion, ...]) -> tuple[VersionRow, ...]:
    draft, group = subject.draft, subject.group
    chosen = draft.template_version.strip()
    if not draft.template.strip():
        return ()
    here = group.launch_template == draft.template.strip()
    moving = [
        _moving(word, next((v for v in found if v.number == number), None), chosen == word)
        for word, number in (
            ("Default", next((v.number for v in found if v.default), 0)),
            ("Latest", max((v.number for v in found), default=0)),
        )
    ]
    numbered = [
        VersionRow(
            str(v.number),
            f"Version {v.number}",
            v.description,
            _image(subject, v.image),
            ", ".join(v.instance_types) or "–",
            day(v.created_at),
            "In use now" if here and group.launch_template_version == str(v.number) else _mark(v),
            str(v.number) == chosen,
        )
        for v in found
    ]
    return (*moving, *numbered)


def _moving(word: str, means: TemplateVersion | None, chosen: bool) -> VersionRow:
    is_now = f", now {means.number}" if means else ""
    return VersionRow(word, word + is_now, "Cannot be rolled back", "", "", "", "", chosen, moving=True)


def _mark(version: TemplateVersion) -> str:
    return "Default" if version.default else ""


def _image(subject: Subject, identifier: str) -> str:
    image = lists.image_known(subject.state, subject.wizard.region, identifier)
    return (image.name if image else "") or identifier or "–"


def _types(found: tuple[InstanceType, ...], text: str, taken: tuple[str, ...]) -> tuple[TypeRow, ...]:
    words = _SIZE.sub(r"\1\2", text.lower()).split()
    return tuple(
        TypeRow(
            t.id,
            f"{t.cpu} vCPU",
            f"{t.memory:g} GiB",
            "ARM" if t.architecture.upper() == "ARM" else "x86" if t.architecture else "",
            taken.index(t.id) + 1 if t.id in taken else 0,
        )
        for t in found
        if all(_said_of(t, word) for word in words)
    )


def _said_of(kind: InstanceType, word: str) -> bool:
    sizes = (f"{kind.cpu}vcpu", f"{kind.memory:g}gib")
    return word in sizes or (not _SIZE.fullmatch(word) and word in f"{kind.id} {kind.architecture}".lower())


def _asked(remote: Remote[tuple[TemplateVersion, ...]]) -> bool:
    return remote.loading or remote.seen is not None or remote.failure is not None


def _phase(remote: Remote[T], some: bool) -> ListPhase:
    if remote.value is None:
        return ListPhase.FAILED if remote.failure and not remote.loading else ListPhase.LOADING
    return ListPhase.READY if some else ListPhase.EMPTY
