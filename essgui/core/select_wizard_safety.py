"""The Safety step: each check with its verdict, the rollback rehearsed, and the decision despite a no-go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.override import LEAST_REASON, covers, is_on, no_goes
from essgui.core.select_monitor_words import clock, counted, span
from essgui.core.select_wizard_guards import GuardsChoice, guards_choice
from essgui.domain.preflight.rehearsal import Existence
from essgui.domain.preflight.verdict import (
    Check,
    CheckKind,
    Verdict,
    in_words,
    not_made,
    overall,
)

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.select_wizard import Subject
    from essgui.domain.preflight.rehearsal import Rehearsal
    from essgui.domain.questions import Question

NAMES: dict[CheckKind, str] = {
    CheckKind.GROUP: "The group itself",
    CheckKind.STOCK: "Stock for the target",
    CheckKind.DIAGNOSIS: "Diagnosis by ESS",
    CheckKind.ROOM: "Room for the surge",
    CheckKind.PROCESSES: "Processes",
    CheckKind.HOOKS: "Lifecycle hooks",
    CheckKind.SCHEDULE: "Scheduled tasks",
    CheckKind.ALARMS: "Alarms",
    CheckKind.WAY_BACK: "Way back",
    CheckKind.PERMISSIONS: "Permissions",
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check as it is shown."""

    kind: CheckKind
    name: str
    verdict: Verdict
    reading: bool
    word: str
    """The verdict in capitals, or what stands in its place."""
    headline: str
    evidence: tuple[str, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class RehearsalLine:
    """One moment at which one may roll back."""

    when: str
    count: str
    takes: str


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """The rollback rehearsed."""

    possible: bool
    title: str
    text: str
    existence: str
    existence_verdict: Verdict
    lines: tuple[RehearsalLine, ...]
    note: str


@dataclass(frozen=True, slots=True)
class OverrideView:
    """The decision to start despite no-goes."""

    against: tuple[str, ...]
    on: bool
    reason: str
    complaint: str
    """What is still missing; empty where the decision stands."""
    stands: bool


@dataclass(frozen=True, slots=True)
class SafetyView:
    """All of the Safety step."""

    verdict: Verdict
    title: str
    text: str
    """What could not be checked, and how old the answers are."""
    checks: tuple[CheckLine, ...]
    rehearsal: RehearsalView | None
    override: OverrideView | None
    """None where nothing that can be overridden stands against a start."""
    questions: tuple[Question[object], ...]
    again_reason: str
    """Why "Check again" is off."""
    guards: GuardsChoice


def safety_view(subject: Subject, zone: tzinfo | None = None) -> SafetyView:
    """Return the Safety step; times are shown in `zone`, None for that of this computer."""
    found = subject.preflight
    gone = "This scaling group no longer exists." if subject.wizard.gone else ""
    if found is None:
        return SafetyView(Verdict.UNKNOWN, "Checking…", "", (), None, None, (), gone, guards_choice(subject))
    checks, now = found.checks, subject.state.now.at
    parts = [not_made(checks)]
    if found.oldest is not None:
        parts.append(f"Looked at {clock(found.oldest.at, now, zone)}.")
    reading = any(c.reading for c in checks)
    return SafetyView(
        overall(checks),
        in_words(checks),
        " ".join(part for part in parts if part),
        tuple(_line(c) for c in checks),
        _rehearsal(found.rehearsal),
        _override(subject, checks),
        found.questions,
        gone or ("The checks are being made." if reading else ""),
        guards_choice(subject),
    )


def verdict_line(subject: Subject) -> tuple[Verdict, str, str] | None:
    """Return the verdict in one line, and what else to know of it, for the Review page."""
    found = subject.preflight
    if found is None:
        return None
    override = subject.wizard.override
    parts = [not_made(found.checks)]
    if covers(override, no_goes(found.checks)):
        parts.insert(0, f"To be started despite it: “{override.reason.strip()}”.")
    return overall(found.checks), in_words(found.checks), " ".join(part for part in parts if part)


def _line(check: Check) -> CheckLine:
    unknown = check.verdict is Verdict.UNKNOWN
    word = ("CHECKING" if check.reading else "NOT CHECKED") if unknown else check.verdict.value.upper()
    return CheckLine(
        check.kind,
        NAMES[check.kind],
        check.verdict,
        check.reading,
        word,
        check.headline,
        check.evidence,
        check.remedy,
    )


_EXISTS: dict[Existence, tuple[str, Verdict]] = {
    Existence.EXISTS: ("still exists", Verdict.GO),
    Existence.GONE: ("no longer exists", Verdict.NO_GO),
    Existence.UNKNOWN: ("could not be looked up", Verdict.UNKNOWN),
    Existence.READING: ("is being looked up…", Verdict.UNKNOWN),
}


def _rehearsal(found: Rehearsal) -> RehearsalView:
    if not found.possible:
        return RehearsalView(
            False,
            "Rollback impossible",
            found.why_not,
            "",
            Verdict.UNKNOWN,
            (),
            "Cancel stays possible: what is new by then stays new.",
        )
    what = found.origin.rests_on or found.origin.name
    word, verdict = _EXISTS[found.origin.existence]
    lines = tuple(
        RehearsalLine(
            f"At {stage.percent} %" if stage.percent < 100 else "Just before the end",
            f"{counted(stage.count, 'instance')} back",
            _between(stage.shortest, stage.longest),
        )
        for stage in found.stages
    )
    gone = found.origin.existence is Existence.GONE
    return RehearsalView(
        not gone,
        "A rollback would fail" if gone else "Rollback possible until it finishes",
        f"Back to {found.origin.name}.",
        f"{what[:1].upper()}{what[1:]} {word}",
        verdict,
        lines,
        "Taking a rollback to be as quick as the refresh; it can be neither suspended nor cancelled.",
    )


def _between(low: float, high: float) -> str:
    shortest, longest = span(low), span(high)
    return shortest if shortest == longest else f"{shortest} to {longest}"


def _override(subject: Subject, checks: tuple[Check, ...]) -> OverrideView | None:
    against = no_goes(checks)
    if not against:
        return None
    override = subject.wizard.override
    on, stands = is_on(override, against), covers(override, against)
    complaint = ""
    if on and not stands:
        missing = LEAST_REASON - len(override.reason.strip())
        more = "" if missing == LEAST_REASON else " more"
        complaint = f"Say why, in {counted(missing, 'character')}{more} at least."
    elif not on and override.on:
        complaint = "What stands against it has changed since you decided: decide again."
    return OverrideView(against, on, override.reason, complaint, stands)
