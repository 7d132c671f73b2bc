"""The Scope step: who is replaced, who matches already, who is left alone, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import detail_of
from essgui.core.select_wizard import step_of
from essgui.core.select_wizard_remedies import remedy_failures, remedy_lines
from essgui.core.state import Step

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.select_wizard import Subject
    from essgui.core.select_wizard_remedies import RemedyFailure, RemedyLine
    from essgui.domain.scaling import ScalingGroup

SKIP_EXPLAINED = (
    "Instances that were already made from the target are left as they are. ESS compares ids, not "
    "contents: a copy of a configuration with the same contents still counts as different."
)


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """One instance that a refresh leaves alone."""

    id: str
    reason: str
    zone: str
    state: str


@dataclass(frozen=True, slots=True)
class ScopeView:
    """All of the Scope step; counts are None until the instances were read."""

    group: ScalingGroup
    skip_matching: bool
    replaced: int | None
    matching: int | None
    matching_caption: str
    ignored: tuple[IgnoredRow, ...] | None
    share: str
    """What part of the group changes, in words."""
    loading: bool
    failure: Failure | None
    warnings: tuple[str, ...]
    ignored_share: str = ""
    """What part of the group is left alone, and which checkpoint can be reached for it."""
    remedies: tuple[RemedyLine, ...] = ()
    failures: tuple[RemedyFailure, ...] = ()


def scope_view(subject: Subject) -> ScopeView:
    """Return the Scope step."""
    remote = detail_of(subject.state, subject.group.id).instances
    warnings = [p.sentence for p in subject.problems if step_of(p.field) is Step.SCOPE]
    warnings += [p.sentence for p in subject.problems if "is never reached" in p.sentence]
    found = subject.scope
    skip = subject.draft.skip_matching
    caption = "on the target already, skipped" if skip else "on the target already, replaced all the same"
    if found is None:
        return ScopeView(
            subject.group,
            skip,
            None,
            None,
            caption,
            None,
            "",
            remote.loading,
            remote.failure,
            tuple(warnings),
        )
    rows = tuple(IgnoredRow(i.id, reason, i.zone, i.state) for i, reason in found.ignored)
    total = len(found.replaced) + len(rows) + (len(found.matching) if skip else 0)
    return ScopeView(
        subject.group,
        skip,
        len(found.replaced),
        len(found.matching),
        caption,
        rows,
        f"{len(found.replaced)} of {total} instances will be new.",
        remote.loading,
        remote.failure,
        tuple(warnings),
        _share_left(subject.capacity, len(rows), len(found.replaced)),
        remedy_lines(subject),
        remedy_failures(subject),
    )


def _share_left(capacity: int, ignored: int, replaced: int) -> str:
    if not capacity:
        return ""
    share = f"{ignored * 100 / capacity:.0f} % of the group" if ignored else "none of the group"
    reach = replaced * 100 // capacity
    return f"{share}; checkpoints up to {reach} % can be reached" if reach < 100 else share
