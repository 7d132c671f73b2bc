"""Verifies who signed a request: ACS3-HMAC-SHA256 in a header, or HMAC-SHA1 among the parameters (V1).

Written from the published description of both algorithms; shares no code with any client.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from essgui.simulator.commands import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essgui.simulator.world import User

WINDOW = timedelta(minutes=15)
"""How far the date of a request may be from the clock of the computer."""

_FIELD = re.compile(r"\s*(Credential|SignedHeaders|Signature)=([^,]*)\s*")
_EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Signed:
    """What of a request a signature speaks about."""

    method: str
    path: str
    query: Sequence[tuple[str, str]]
    """Decoded names and values."""
    form: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Verified:
    """Whose request it is, and the nonce that must not come again."""

    user: User
    nonce: str


def verify(request: Signed, users: Sequence[User], now: datetime) -> Verified:
    """Return who signed a request; raises Refusal where nobody known did, or not at this time."""
    authorization = request.headers.get("authorization", "")
    if authorization.startswith("ACS3-HMAC-SHA256"):
        return _verify_v3(request, authorization, users, now)
    merged = {**dict(request.query), **dict(request.form)}
    if "Signature" in merged:
        return _verify_v1(request, merged, users, now)
    raise Refusal("MissingAccessKeyId", "AccessKeyId is mandatory for this action.")


def quoted(text: str) -> str:
    """Percent-encode as RFC 3986 says: only letters, digits and - _ . ~ stay."""
    return quote(text, safe="-_.~")


def _verify_v3(request: Signed, authorization: str, users: Sequence[User], now: datetime) -> Verified:
    fields = dict(_FIELD.findall(authorization.removeprefix("ACS3-HMAC-SHA256")))
    key, names, signature = (fields.get(n, "") for n in ("Credential", "SignedHeaders", "Signature"))
    user = _user(key, users)
    _check_date(request.headers.get("x-acs-date", ""), now)
    nonce = request.headers.get("x-acs-signature-nonce", "")
    signed = names.split(";")
    needed = {"host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce"}
    if not nonce or not needed.issubset(signed):
        raise Refusal("IncompleteSignature", "The request signature does not conform to the standards.")
    hashed = hashlib.sha256(request.body).hexdigest() if request.body else _EMPTY
    if request.headers.get("x-acs-content-sha256", hashed) != hashed:
        raise Refusal("InvalidContentSha256", "x-acs-content-sha256 is not the hash of the body.")
    query = "&".join(f"{k}={quoted(v)}" for k, v in sorted(request.query))
    lines = "".join(f"{n}:{request.headers.get(n, '').strip()}\n" for n in signed)
    canonical = f"{request.method}\n{request.path}\n{query}\n{lines}\n{names}\n{hashed}"
    to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    wanted = hmac.new(user.secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    _compare(wanted, signature)
    _check_token(user, request.headers.get("x-acs-security-token", ""), now)
    return Verified(user, nonce)


def _verify_v1(request: Signed, merged: Mapping[str, str], users: Sequence[User], now: datetime) -> Verified:
    if merged.get("SignatureMethod", "HMAC-SHA1") != "HMAC-SHA1":
        raise Refusal("InvalidParameter.SignatureMethod", "Only HMAC-SHA1 is understood.")
    user = _user(merged.get("AccessKeyId", ""), users)
    _check_date(merged.get("Timestamp", ""), now)
    nonce = merged.get("SignatureNonce", "")
    if not nonce:
        raise Refusal("MissingSignatureNonce", "SignatureNonce is mandatory for this action.")
    pairs = "&".join(f"{quoted(k)}={quoted(v)}" for k, v in sorted(merged.items()) if k != "Signature")
    to_sign = f"{request.method}&%2F&{quoted(pairs)}"
    digest = hmac.new(f"{user.secret}&".encode(), to_sign.encode(), hashlib.sha1).digest()
    _compare(b64encode(digest).decode(), merged["Signature"])
    _check_token(user, merged.get("SecurityToken", ""), now)
    return Verified(user, nonce)


def _user(key: str, users: Sequence[User]) -> User:
    for user in users:
        if user.key == key:
            return user
    raise Refusal("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404)


def _check_date(text: str, now: datetime) -> None:
    try:
        when = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise Refusal("InvalidTimeStamp.Format", "Specified time stamp is not well formatted.") from None
    if abs(now - when) > WINDOW:
        raise Refusal("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")


def _compare(wanted: str, given: str) -> None:
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        raise Refusal("SignatureDoesNotMatch", "Specified signature is not matched with our calculation.")


def _check_token(user: User, token: str, now: datetime) -> None:
    if not user.token and not token:
        return
    if not hmac.compare_digest(user.token.encode(), token.encode()):
        raise Refusal(
            "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatches.", 403
        )
    if user.expires_at is not None and now >= user.expires_at:
        raise Refusal("InvalidSecurityToken.Expired", "Specified SecurityToken is expired.", 403)
