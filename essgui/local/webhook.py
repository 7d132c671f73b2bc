"""Sends a notification to a webhook: a DingTalk robot, or whatever takes plain JSON.

The address holds a token, so it is a secret: no error and no log line of this file says more than its
host. No redirect is followed, TLS is verified, and plain http goes to this computer only.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import ssl
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote_plus, urldefrag, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
)
from urllib3.exceptions import SSLError as TlsError
from urllib3.util import Timeout

if TYPE_CHECKING:
    from essgui.domain.credentials import Secret

DEADLINE = 5.0
"""Seconds for all of it."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_BODY_CAP = 16_384
_WORDS = 160


class NotSent(Exception):
    """The message did not arrive; the text is a sentence for a person and holds no secret."""


def problem(address: str) -> str:
    """Return why an address cannot be used, or nothing."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "This is not a web address."
    if not host or port == 0 or any(c.isspace() or not c.isprintable() for c in address):
        return "This is not a web address."
    if parts.username is not None:
        return "An address with a user name in it is not used."
    if parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK):
        return ""
    return "The address has to begin with https:// so that nobody reads along."


def host_of(address: str) -> str:
    """Return the part of an address that may be shown."""
    return urlsplit(address).hostname or ""


def signed(address: str, secret: str, at: int) -> str:
    """Return a DingTalk address with its signature; `at` is in milliseconds since 1970.

    The rule is DingTalk's for custom robots: HMAC-SHA256 with the secret as key over time, newline and
    secret, in base64, quoted. A signature is good for an hour.
    """
    digest = hmac.new(secret.encode(), f"{at}\n{secret}".encode(), hashlib.sha256).digest()
    # What stands behind a # is never sent, so the signature must not stand there.
    sent = urldefrag(address).url
    glue = "&" if urlsplit(sent).query else "?"
    return f"{sent}{glue}timestamp={at}&sign={quote_plus(base64.b64encode(digest))}"


def post(
    address: Secret, body: object, *, deadline: float = DEADLINE, authorities: str | None = None
) -> bytes:
    """Send a body as JSON and return the first part of the answer; raises NotSent.

    `deadline` bounds connecting and every silence; whoever calls bounds the whole.
    """
    url = address.reveal()
    if reason := problem(url):
        raise NotSent(reason)
    host = host_of(url)
    try:
        return _exchange(
            url, json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"), deadline, authorities
        )
    except (HTTPError, OSError, http.client.HTTPException, ValueError) as error:
        # Without the cause: its words hold the address.
        reason = _sentence(error, host, deadline)
    raise NotSent(reason)


def refused_by_dingtalk(answer: bytes) -> str:
    """Return why DingTalk did not take a message, or nothing: it says 200 to what it refuses."""
    try:
        found: Any = json.loads(answer)
    except (ValueError, RecursionError):
        return "the answer is not one of DingTalk"
    if not isinstance(found, dict) or "errcode" not in found:
        return "the answer is not one of DingTalk"
    told = cast("dict[str, Any]", found)
    if told["errcode"] == 0:
        return ""
    return f"DingTalk refused it: {told['errcode']} {told.get('errmsg', '')}"[:_WORDS].rstrip()


def _exchange(url: str, body: bytes, deadline: float, authorities: str | None) -> bytes:
    options: dict[str, Any] = {}
    if url.startswith("https"):
        options["ssl_context"] = ssl.create_default_context(cafile=authorities)
    with urllib3.PoolManager(**options) as pool:
        response = pool.request(
            "POST",
            url,
            body=body,
            headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "essgui"},
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=Timeout(total=deadline),
        )
        try:
            if 300 <= response.status < 400:
                raise NotSent("the address leads on to another one, which is not followed")
            if response.status >= 400:
                raise NotSent(f"{host_of(url)} answered {response.status}")
            return response.read(_BODY_CAP)
        finally:
            response.close()


def _sentence(error: Exception, host: str, deadline: float) -> str:
    match error:
        # These two are kinds of ConnectTimeoutError to urllib3, so they come first.
        case NameResolutionError():
            return f"the name {host} is not known"
        case NewConnectionError():
            return f"{host} takes no connection"
        case ConnectTimeoutError() | ReadTimeoutError() | TimeoutError():
            return f"{host} did not answer within {deadline:g} s"
        case TlsError():
            return f"{host} could not prove who it is"
        case _:
            return f"the connection to {host} broke ({type(error).__name__})"
