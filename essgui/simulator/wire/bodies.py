"""Replies as text: JSON or XML, plain lists (2022-02-22) or wrapped ones (2014-08-28, ECS), and errors."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.simulator.commands import Refusal

JSON = "application/json;charset=utf-8"
XML = "text/xml;charset=utf-8"

Body = dict[str, Any]

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write; JSON has."""
_IRREGULAR = {
    "ScalingActivities": "ScalingActivity",
    "SuspendedProcesses": "SuspendedProcess",
    "AlarmList": "Alarm",
    "DnsConfigSearches": "DnsConfigSearch",
    "HostAliases": "HostAlias",
}


def singular(name: str) -> str:
    """Return the name of one element of a list: Checkpoints → Checkpoint."""
    if name in _IRREGULAR:
        return _IRREGULAR[name]
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") else name


def wrapped(value: Any) -> Any:
    """Wrap every list as version 2014-08-28 does: Xs: [...] becomes Xs: {X: [...]}."""
    if isinstance(value, dict):
        body = cast(Body, value)
        return {
            key: {singular(key): wrapped(inner)} if isinstance(inner, list) else wrapped(inner)
            for key, inner in body.items()
        }
    if isinstance(value, list):
        return [wrapped(inner) for inner in cast(list[Any], value)]
    return value


def to_json(body: Mapping[str, Any]) -> bytes:
    """Write a body as JSON."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def to_xml(root: str, body: Mapping[str, Any]) -> bytes:
    """Write a body as XML; lists are always wrapped there."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{_element(root, body)}'.encode()


def error_body(refusal: Refusal, request_id: str, host: str) -> Body:
    """Write a refusal in the shape of the gateway."""
    body: Body = {
        "RequestId": request_id,
        "HostId": host,
        "Code": refusal.code,
        "Message": refusal.message,
        "Recommend": f"https://api.aliyun.com/troubleshoot?q={refusal.code}&product=Ess",
    }
    if refusal.denied:
        body["AccessDeniedDetail"] = {
            "AuthAction": refusal.denied,
            "AuthPrincipalType": "SubUser",
            "NoPermissionType": "ImplicitDeny",
            "PolicyType": "AccountLevelIdentityBasedPolicy",
        }
    return body


def _element(name: str, value: Any) -> str:
    if isinstance(value, dict):
        inner = "".join(_element(k, v) for k, v in cast(Body, value).items() if v is not None)
        return f"<{name}>{inner}</{name}>"
    if isinstance(value, list):
        one = singular(name)
        inner = "".join(_element(one, v) for v in cast(list[Any], value))
        return f"<{name}>{inner}</{name}>"
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return f"<{name}>{escape(_UNWRITABLE.sub('', text))}</{name}>"
