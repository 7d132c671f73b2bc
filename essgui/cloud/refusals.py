"""What the cloud's error codes mean, as a table, and the one function that turns a code into an error.

Sources: the common codes of the ESS reference, the codes that Terraform's provider handles, and the
gateway's own. Codes marked "assumed" were not found in a public page. A code that is not here keeps
the cloud's own message, word for word.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from essgui.domain.errors import (
    BadCredentials,
    Denied,
    NotFound,
    Refused,
    ScalingError,
    Throttled,
    UnknownOutcome,
    Unreachable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Said:
    """What the cloud said when it refused."""

    code: str
    message: str
    status: int
    request_id: str = ""
    auth_action: str = ""
    """AccessDeniedDetail.AuthAction, such as ess:StartInstanceRefresh."""
    retry_after: float | None = None
    """Seconds."""
    clock_behind: float | None = None
    """Seconds by which this computer's clock is behind the answer's Date; negative where it is ahead."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a code means; an empty sentence keeps the cloud's message."""

    kind: type[Refused]
    sentence: str
    hint: str


_CHECK_KEY = "Check the AccessKey of this profile. What is on screen is the last good data."
_CLOCK = Entry(
    BadCredentials,
    "This computer's clock is off, so the cloud refuses its signatures.",
    "Set the clock (turn on time synchronization), then try again.",
)
_TOKEN = Entry(
    BadCredentials,
    "The security token of this profile is not valid any more.",
    "Sign in again or renew the token, then start this program anew.",
)
_SIGNATURE = Entry(
    BadCredentials,
    "The AccessKey secret does not belong to this key id: the cloud cannot verify the signature.",
    _CHECK_KEY,
)
_RUNNING = Entry(
    Refused,
    "A refresh of this group is under way already; the group runs one at a time.",
    "Watch that one, or wait until it ends. No second refresh was started.",
)
_NO_HOOK = Entry(
    NotFound,
    "This lifecycle hook does not exist any more.",
    "Read the hooks of the group again. Nothing was changed.",
)
_NO_WAIT = Entry(
    NotFound,
    "The lifecycle hook does not hold these instances any more.",
    "Its time-out has passed, or somebody has ended the wait. Read the group again. Nothing was changed.",
)
_NO_INSTANCE = Entry(
    NotFound,
    "An instance that the request names is not in this group, or no longer is.",
    "Read the instances again: it may have been replaced meanwhile. Nothing was changed.",
)
_INSTANCE_STATUS = Entry(
    Refused,
    "The state of an instance that the request names does not allow this now.",
    "Read the instances again: it may have been done already, or is on its way out. Nothing was changed.",
)
_NO_TEMPLATE = Entry(
    NotFound,
    "This launch template, or this version of it, does not exist.",
    "Choose another one; the list shows those that exist now.",
)
_LOOK_AGAIN = "Read the list again: it may have been deleted, or it belongs to another region or account."

TABLE: dict[str, Entry] = {
    "InvalidAccessKeyId.NotFound": Entry(
        BadCredentials, "The cloud does not know this AccessKey id.", _CHECK_KEY
    ),
    "InvalidAccessKeyId.Inactive": Entry(
        BadCredentials,
        "This AccessKey is disabled.",
        "Enable it in the RAM console or use another profile.",
    ),
    "InvalidAccessKeyId": Entry(BadCredentials, "The cloud does not accept this AccessKey id.", _CHECK_KEY),
    "MissingAccessKeyId": Entry(BadCredentials, "The request named no AccessKey.", _CHECK_KEY),
    "SignatureDoesNotMatch": _SIGNATURE,
    "IncompleteSignature": _SIGNATURE,
    "InvalidSecurityToken.Expired": _TOKEN,
    "InvalidSecurityToken.Malformed": _TOKEN,
    "InvalidSecurityToken.MismatchWithAccessKey": _TOKEN,
    "InvalidTimeStamp.Expired": _CLOCK,
    "InvalidTimeStamp.Format": _CLOCK,
    "IllegalTimestamp": _CLOCK,
    "SignatureNonceUsed": Entry(
        Refused,
        "The cloud has seen this very request before and did not take it twice.",
        "Look at the state of the group, then try again if it is still needed.",
    ),
    "InvalidScalingGroupId.NotFound": Entry(NotFound, "This scaling group does not exist.", _LOOK_AGAIN),
    "InvalidInstanceRefreshTaskId.NotFound": Entry(  # assumed
        NotFound,
        "This instance refresh does not exist.",
        "Check the id, the region and the account. ESS may drop refreshes that ended long ago.",
    ),
    "InvalidScalingConfigurationId.NotFound": Entry(
        NotFound,
        "This scaling configuration does not exist.",
        "Choose another one; the list shows those that exist now. Nothing was changed.",
    ),
    "InvalidInstance.NoInstanceNeedBeRefreshed": Entry(
        Refused,
        "No instance of this group needs to be refreshed: all of them match the target already.",
        "Turn skip matching off to replace them all the same.",
    ),
    "InvalidLifecycleHookId.NotExist": _NO_HOOK,
    "InvalidLifecycleHookId.NotFound": _NO_HOOK,  # assumed
    "InvalidLifecycleActionToken.NotExist": _NO_WAIT,  # assumed
    "InvalidLifecycleActionToken.NotFound": _NO_WAIT,  # assumed
    "InvalidInstanceId.NotFound": _NO_INSTANCE,
    "IncorrectInstanceStatus": _INSTANCE_STATUS,  # assumed for Auto Scaling; ECS has it
    "IncorrectLifecycleState": _INSTANCE_STATUS,  # assumed
    "InvalidLaunchTemplate.NotFound": _NO_TEMPLATE,
    "InvalidLaunchTemplateId.NotFound": _NO_TEMPLATE,  # assumed
    "InvalidLaunchTemplateVersion.NotFound": _NO_TEMPLATE,  # assumed
    "IncorrectCapacity.MaxSize": Entry(
        Refused,
        "The group would have more instances than its most.",
        "Make room or raise the group's most first. Nothing was changed.",
    ),
    "IncorrectScalingGroupStatus": Entry(
        Refused,
        "The state of the scaling group does not allow this now.",
        "Enable the group, or wait until what is under way has ended. Nothing was changed.",
    ),
    "ScalingActivityInProgress": Entry(
        Refused,
        "A scaling activity or another refresh of this group is under way.",
        "Wait until it has ended, then try again. Nothing was changed.",
    ),
    "IdempotentParameterMismatch": Entry(
        Refused,
        "This client token was used before for a refresh with other settings.",
        "Look for that refresh in the list of the group before starting again. Nothing new was started.",
    ),
    "InstanceRefreshInProgress": _RUNNING,  # assumed
    "InstanceRefreshTaskInProgress": _RUNNING,  # assumed
    "InstanceRefreshTask.AlreadyExists": _RUNNING,  # assumed
}

_CATALOG = frozenset(
    {"DescribeImages", "DescribeLaunchTemplates", "DescribeLaunchTemplateVersions", "DescribeInstanceTypes"}
)
"""The operations of ECS; all others are of Auto Scaling."""

_MISSING = ("NotFound", "NotExist")
_NOT_CHANGED = "Nothing was changed by this call."
_ASK_SUPPORT = "The request id helps Alibaba Cloud's support."


def is_throttle(code: str, status: int = 0) -> bool:
    """Tell whether a code means too many calls; the cloud says so with status 400, 429 or 503."""
    return code.startswith(("Throttling", "Rejected.Throttling")) or status == 429


def permission(action: str) -> str:
    """Return the RAM permission that an operation needs, such as ess:StartInstanceRefresh."""
    return f"ecs:{action}" if action in _CATALOG else f"ess:{action}"


def error_of(said: Said, action: str, change: bool) -> ScalingError:
    """Return the error for what the cloud said to an operation such as StartInstanceRefresh.

    A 5xx in answer to a change leaves its outcome unknown (assumed: the reference does not say that a
    failed request has had no effect).
    """
    code, message, request_id = said.code, said.message, said.request_id
    if is_throttle(code, said.status):
        wait = f" It asked for {said.retry_after:g} s of silence." if said.retry_after else ""
        return Throttled(
            code or "Throttling",
            f"Too many calls: the cloud asks this account to slow down.{wait}",
            f"{_NOT_CHANGED} Try again in a moment." if change else "The next poll comes later by itself.",
            request_id,
            said.retry_after,
        )
    entry = TABLE.get(code)
    if entry is not None:
        sentence = _with_clock(entry.sentence, said) if entry is _CLOCK else entry.sentence
        return entry.kind(code, sentence, entry.hint, request_id)
    if _denies(said):
        missing = said.auth_action or permission(action)
        return Denied(
            code or "Forbidden",
            f"This identity lacks the permission {missing}.",
            f"{_NOT_CHANGED if change else ''} Ask for {missing} in its RAM policy.".lstrip(),
            request_id,
            missing,
        )
    if said.status >= 500:
        return _failed_inside(said, change)
    if code.endswith(_MISSING):
        return NotFound(code, message or "What the request names does not exist.", _LOOK_AGAIN, request_id)
    hint = (
        f"{_NOT_CHANGED} Look at the state of the group before you decide anew." if change else _ASK_SUPPORT
    )
    return Refused(code or "Refused", message or f"The cloud refused {action}.", hint, request_id)


def message_of(sdk_message: object, status: int, request_id: str) -> str:
    """Return the cloud's own message from the SDK's "code: 404, <message> request id: <id>"."""
    text = sdk_message if isinstance(sdk_message, str) else ""
    text = text.removeprefix(f"code: {status}, ").removesuffix(f"request id: {request_id}").strip()
    # The SDK formats what is missing as the word None.
    return "" if text == "None" else text


def retry_after_of(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that an answer asks to wait, from x-acs-retry-after (ms) or Retry-After.

    `now` is the time as seconds of the epoch, for a Retry-After that is a date.
    """
    ours, standard = headers.get("x-acs-retry-after", ""), headers.get("retry-after", "").strip()
    if ours.isdecimal() and len(ours) < 10:
        return int(ours) / 1000
    if standard.isdecimal() and len(standard) < 7:
        return float(standard)
    try:
        return max(0.0, parsedate_to_datetime(standard).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None


def _denies(said: Said) -> bool:
    if said.code.startswith(("Forbidden", "NoPermission")):
        return True
    # ECS says 403 of some things that do not exist, too.
    return said.status == 403 and not said.code.endswith(_MISSING)


def _failed_inside(said: Said, change: bool) -> ScalingError:
    words = f" It said: {said.message}" if said.message else ""
    code = said.code or f"HTTP{said.status}"
    if change:
        return UnknownOutcome(
            code,
            f"The cloud failed while it took the request; it may or may not have had effect.{words}",
            "The next poll shows the true state. Do not repeat it before that.",
            said.request_id,
        )
    return Unreachable(
        code,
        f"The cloud has a fault of its own and gave no data.{words}",
        "What is on screen is the last good data. The next try comes by itself.",
        said.request_id,
    )


def _with_clock(sentence: str, said: Said) -> str:
    if said.clock_behind is None or abs(said.clock_behind) < 60:
        return sentence
    minutes = round(abs(said.clock_behind) / 60)
    word = "behind" if said.clock_behind > 0 else "ahead of"
    return f"{sentence} It is {minutes} min {word} the cloud's."
