"""A request as a Python program over the official SDK, ready to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.exchange.parameters import nested

if TYPE_CHECKING:
    from essgui.domain.exchange.parameters import Value
    from essgui.domain.refresh import RefreshSpec

_REQUEST = "StartInstanceRefreshRequest"
_LISTED = {
    "Checkpoints": "Checkpoints",
    "LaunchTemplateOverrides": "DesiredConfigurationLaunchTemplateOverrides",
    "Containers": "DesiredConfigurationContainers",
    "EnvironmentVars": "DesiredConfigurationContainersEnvironmentVars",
}
"""The SDK's class of the members of each list of objects, after the name of the request's class."""

_PROGRAM = '''"""Starts an instance refresh.

Needs: pip install alibabacloud_ess20220222 alibabacloud_credentials
"""

import uuid

from alibabacloud_credentials.client import Client as Credentials
from alibabacloud_ess20220222 import models
from alibabacloud_ess20220222.client import Client
from alibabacloud_tea_openapi.models import Config

client = Client(Config(credential=Credentials(), region_id={region}))
request = {request}
request.client_token = str(uuid.uuid4())
print(client.start_instance_refresh(request).body.instance_refresh_task_id)
'''


def python_script(spec: RefreshSpec) -> str:
    """Return the program; credentials come from the SDK's own chain, none is in the text."""
    made = _object(_REQUEST, nested(spec), 0)
    return _PROGRAM.format(region=repr(str(spec.region)), request=made)


def _object(kind: str, fields: dict[str, Value], depth: int) -> str:
    pad = "    " * (depth + 1)
    lines = [f"{pad}{_snake(key)}={_value(key, value, depth + 1)},\n" for key, value in fields.items()]
    return f"models.{kind}(\n{''.join(lines)}{'    ' * depth})"


def _value(key: str, value: Value, depth: int) -> str:
    if isinstance(value, dict):
        return _object(f"{_REQUEST}{key}", value, depth)
    if isinstance(value, list):
        pad = "    " * (depth + 1)
        lines = [f"{pad}{_member(key, each, depth + 1)},\n" for each in value]
        return f"[\n{''.join(lines)}{'    ' * depth}]"
    return repr(value)


def _member(key: str, value: Value, depth: int) -> str:
    return _object(f"{_REQUEST}{_LISTED[key]}", value, depth) if isinstance(value, dict) else repr(value)


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
