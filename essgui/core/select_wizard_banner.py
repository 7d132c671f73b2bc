"""What stands above the form: a Start on its way or refused, or a group that is gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.failure import FailureKind
from essgui.core.on_start import MOST_SENDS
from essgui.core.state import AttemptPhase

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.select_wizard import Subject


class BannerKind(StrEnum):
    """What stands above the form."""

    GONE = "gone"
    STARTING = "starting"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Banner:
    """Something that concerns the whole form."""

    kind: BannerKind
    title: str
    text: str
    token: str = ""
    """The client token of the Start that is checked by hand."""
    failure: Failure | None = None


def banner(subject: Subject) -> Banner | None:
    """Return what stands above the form, the gravest thing first."""
    wizard = subject.wizard
    attempt = wizard.attempt
    if attempt is not None and attempt.phase is AttemptPhase.UNKNOWN:
        return Banner(
            BannerKind.UNKNOWN,
            "It may or may not have started",
            _unknown(attempt.sends),
            attempt.token,
            attempt.failure,
        )
    if attempt is not None:
        again = f" This is send {attempt.sends} of {MOST_SENDS}." if attempt.sends > 1 else ""
        return Banner(
            BannerKind.STARTING,
            "Starting…",
            f"The request is on its way, so the form is locked until ESS answers.{again}",
        )
    if wizard.gone:
        return Banner(
            BannerKind.GONE,
            "This scaling group no longer exists",
            "Somebody deleted it while this form was open. Nothing can be started; what you typed stays "
            "here to be read and copied.",
        )
    if wizard.refusal is not None:
        title, text = _REFUSED.get(wizard.refusal.kind, _NO)
        return Banner(BannerKind.REFUSED, title, text, failure=wizard.refusal)
    return None


_NO = ("ESS refused to start the refresh", "Nothing was started. What you typed is kept.")
_REFUSED: dict[FailureKind, tuple[str, str]] = {
    # After the last look nobody knows: the words must not promise more than the failure does.
    FailureKind.UNKNOWN_OUTCOME: ("It is not known whether the refresh started", "What you typed is kept."),
    FailureKind.UNREACHABLE: (
        "The request did not reach ESS",
        "Nothing was started. What you typed is kept.",
    ),
    FailureKind.NOT_KEPT: (
        "The request was not sent",
        "Every Start is written down on this computer first, and that failed. What you typed is kept.",
    ),
}


def _unknown(sends: int) -> str:
    if sends >= MOST_SENDS:
        return (
            f"The request was sent {sends} times with the same client token, and no usable answer came. "
            "It is not sent again. Press Check again to look at the group's refreshes once more."
        )
    return (
        "No usable answer came. This program now looks at the group's refreshes; if ours is not there, it "
        f"sends the same request again with the same client token, {MOST_SENDS} times at most, so that "
        "nothing can start twice."
    )
