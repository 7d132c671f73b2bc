"""What can go wrong with the cloud, as types: each has a code, a sentence and a next step.

Source of the codes: the error tables of the ESS reference and the common gateway codes.
"""

from __future__ import annotations


class ScalingError(Exception):
    """Says what happened, with the cloud's code and request id where there are any.

    `sentence` is for a person, `hint` is the next step, `code` is the cloud's word (or ours where the
    cloud did not speak), `request_id` is what support asks for.
    """

    def __init__(self, code: str, sentence: str, hint: str = "", request_id: str = "") -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.hint = hint
        self.request_id = request_id


class NotKept(ScalingError):
    """This computer could not read or write what it has to keep; the cloud was not asked."""


class Refused(ScalingError):
    """The cloud understood the request and said no."""


class NotFound(Refused):
    """The thing named in the request does not exist, or no longer does."""


class Denied(Refused):
    """The identity may not do this; `action` is the RAM permission that is missing, such as ess:Start…."""

    def __init__(
        self, code: str, sentence: str, hint: str = "", request_id: str = "", action: str = ""
    ) -> None:
        super().__init__(code, sentence, hint, request_id)
        self.action = action


class BadCredentials(Refused):
    """The key, the secret, the token or the signature's clock is wrong."""


class Throttled(ScalingError):
    """Too many calls; `retry_after` is seconds, or None where the cloud named no time."""

    def __init__(
        self,
        code: str,
        sentence: str,
        hint: str = "",
        request_id: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(code, sentence, hint, request_id)
        self.retry_after = retry_after


class Unreachable(ScalingError):
    """No usable answer: no network, a time-out, a page of HTML, a body that is not what was promised."""


class UnknownOutcome(ScalingError):
    """A change was sent and no usable answer came: it may or may not have happened."""
