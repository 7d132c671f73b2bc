"""Turns whatever ended a call into the error that it means, by what was sent and what came back."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from essgui.cloud.call import BadBody, CallOver, CodeWithin, NoKey
from essgui.cloud.refusals import Said, error_of, message_of, retry_after_of
from essgui.cloud.transport import TroubleKind
from essgui.domain.errors import BadCredentials, ScalingError, UnknownOutcome, Unreachable

if TYPE_CHECKING:
    from essgui.cloud.call import Call
    from essgui.cloud.transport import Trouble

_SENTENCES: dict[TroubleKind, str] = {
    TroubleKind.NAME: "The name {host} could not be resolved.",
    TroubleKind.CONNECT: "No connection to {host} could be made.",
    TroubleKind.TLS: "{host} could not prove who it is, so nothing was told to it.",
    TroubleKind.PROXY: "The proxy on the way to {host} does not work.",
    TroubleKind.TIMEOUT: "{host} did not answer in time.",
    TroubleKind.LOST: "The connection to {host} broke before its answer was complete.",
    TroubleKind.REDIRECT: "{host} wants to send the request elsewhere; redirects are never followed.",
    TroubleKind.TOO_BIG: "The answer of {host} is longer than any that is expected, so it was not read.",
    TroubleKind.FOREIGN: "The request was for {host}, which is no address of the cloud; it was not sent.",
}
_HINTS: dict[TroubleKind, str] = {
    TroubleKind.NAME: "Check the network and the name server.",
    TroubleKind.TLS: "Check the clock, and whether a proxy opens TLS: its certificate authority goes into "
    "REQUESTS_CA_BUNDLE.",
    TroubleKind.PROXY: "Check HTTPS_PROXY and NO_PROXY in the environment.",
    TroubleKind.REDIRECT: "A network that asks for a log-in does this: open a web page and log in.",
    TroubleKind.FOREIGN: "Check the region of the profile.",
}
_CHECK_NETWORK = "Check the network."
_STAYS = "What is on screen is the last good data; the next try comes by itself."
_UNSENT = "Nothing was sent, so nothing was changed."
_WAIT = "The next poll shows the true state. Do not repeat it before that."


def stale(call: Call) -> bool:
    """Tell whether a call failed because a connection kept alive from before was dead already."""
    trouble = call.trouble
    return trouble is not None and trouble.kind is TroubleKind.LOST and not call.fresh and call.status == 0


def explain(call: Call, error: BaseException, action: str) -> ScalingError:
    """Return the error of the domain for whatever an operation of the SDK has raised."""
    if isinstance(error, ScalingError):
        return error
    if call.trouble is not None:
        return from_trouble(call, call.trouble)
    # What fails inside the SDK comes wrapped.
    inner: object = getattr(error, "inner_exception", None) or error
    if isinstance(inner, NoKey):
        return no_credentials(str(inner))
    if isinstance(inner, CodeWithin):
        return from_within(call, action)
    if isinstance(inner, BadBody):
        return bad_answer(call, str(inner))
    if isinstance(inner, CallOver):
        return late(call, "nobody waits for it any more")
    if hasattr(inner, "access_denied_detail") or hasattr(inner, "retry_after"):
        return from_refusal(call, inner, action)
    if call.status:
        return bad_answer(call, "with something that cannot be read")
    # Before anything was sent: a defect here or in the SDK, such as a version that is not known.
    return no_answer(call, type(inner).__name__, "The request could not be made.", "The log may tell more.")


def from_trouble(call: Call, trouble: Trouble) -> ScalingError:
    """Return the error for a call that got no whole answer."""
    sentence = _SENTENCES[trouble.kind].format(host=trouble.host or "the cloud")
    if trouble.detail and trouble.kind in {TroubleKind.CONNECT, TroubleKind.TLS, TroubleKind.PROXY}:
        sentence = f"{sentence.removesuffix('.')}: {trouble.detail}."
    code = f"Network.{trouble.kind.name.title().replace('_', '')}"
    return no_answer(call, code, sentence, _HINTS.get(trouble.kind, _CHECK_NETWORK))


def late(call: Call, why: str) -> ScalingError:
    """Return the error for a call that its deadline, or the end of the program, has ended."""
    return no_answer(call, "Network.Deadline", f"The call was ended: {why}.", _CHECK_NETWORK)


def bad_answer(call: Call, what: str) -> ScalingError:
    """Return the error for an answer that is not what the API promises; `what` says how."""
    status = f" (HTTP {call.status})" if call.status else ""
    return no_answer(
        call,
        "BadAnswer",
        f"The cloud answered{status}, but {what}.",
        "A proxy or a log-in page of the network may stand between, or the service has trouble.",
    )


def no_answer(call: Call, code: str, sentence: str, hint: str) -> ScalingError:
    """Return Unreachable, or UnknownOutcome where a change had left this computer."""
    if not call.change:
        return Unreachable(code, sentence, f"{hint} {_STAYS}", call.request_id)
    if not call.sent:
        return Unreachable(code, f"{sentence} {_UNSENT}", f"{hint} Then try again.", call.request_id)
    return UnknownOutcome(
        code,
        f"{sentence} The request had been sent: it may or may not have had effect.",
        _WAIT,
        call.request_id,
    )


def no_credentials(reason: str) -> ScalingError:
    """Return the error for a profile that gives no key to sign with."""
    return BadCredentials(
        "NoCredentials",
        f"The profile gave no key to sign with: {reason}.",
        "Renew it with the aliyun CLI (aliyun configure), or use another profile. Nothing was sent.",
    )


def from_refusal(call: Call, error: object, action: str) -> ScalingError:
    """Return the error for an exception of the SDK that carries a code of the cloud."""
    status = call.status
    request_id = _word(error, "request_id")
    if not _word(error, "code") and status not in {403, 429}:
        return bad_answer(call, "with an error that has no code")
    detail: object = getattr(error, "access_denied_detail", None)
    auth_action: object = detail.get("AuthAction") if isinstance(detail, dict) else None  # type: ignore[reportUnknownMemberType] - JSON of the cloud
    now = time.time()
    return error_of(
        Said(
            _word(error, "code"),
            message_of(getattr(error, "message", ""), status, str(getattr(error, "request_id", ""))),
            status,
            request_id,
            auth_action if isinstance(auth_action, str) else "",
            retry_after_of(call.headers, now),
            _behind(call, now),
        ),
        action,
        call.change,
    )


def from_within(call: Call, action: str) -> ScalingError:
    """Return the error for an error code inside an answer that claims success."""
    said = Said(call.code_within, call.message_within, call.status, call.request_id)
    if not call.change:
        return error_of(said, action, change=False)
    # An answer that contradicts itself is no proof that a change was refused.
    words = f" It said: {said.message}" if said.message else ""
    return UnknownOutcome(
        said.code,
        f"The cloud answered with success and with an error at the same time.{words}",
        _WAIT,
        said.request_id,
    )


def _behind(call: Call, now: float) -> float | None:
    try:
        return parsedate_to_datetime(call.headers.get("date", "")).timestamp() - now
    except (TypeError, ValueError, OverflowError):
        return None


def _word(error: object, name: str) -> str:
    value: object = getattr(error, name, None)
    return value if isinstance(value, str) and value != "None" else ""
