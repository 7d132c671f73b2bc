"""Each export is parsed back, by a parser that is not ours, to the request that it came from."""

import ast
import json
import shlex
from typing import Any

import hcl2
import pytest
from alibabacloud_ess20220222 import models

from essgui.domain.exchange.aliyun_cli import cli_command
from essgui.domain.exchange.parameters import flat, nested
from essgui.domain.exchange.python_sdk import python_script
from essgui.domain.exchange.terraform import terraform_block
from tests.domain.exchange.specs import SPECS


@pytest.mark.parametrize("name", SPECS)
def test_the_command_says_the_same(name: str) -> None:
    words = shlex.split(cli_command(SPECS[name]))
    assert words[:3] == ["aliyun", "ess", "StartInstanceRefresh"]
    found: dict[str, str] = {}
    rest = iter(words[3:])
    for word in rest:
        key, equals, value = word.removeprefix("--").partition("=")
        found[key] = value if equals else next(rest)
    assert found == dict(flat(nested(SPECS[name])))


@pytest.mark.parametrize("name", SPECS)
def test_the_program_asks_for_the_same(name: str) -> None:
    tree = ast.parse(python_script(SPECS[name]))
    made = next(
        n.value for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "request"
    )
    # The SDK's own models read the call, so a class or an argument that it lacks cannot pass.
    request = eval(compile(ast.Expression(made), "request", "eval"), {"models": models})  # noqa: S307 - ours
    assert pruned(request.to_map()) == nested(SPECS[name])


def pruned(value: Any) -> Any:
    """Drop the empty lists that the SDK's models add; it does not send them."""
    if isinstance(value, dict):
        return {k: pruned(v) for k, v in value.items() if v != []}
    return [pruned(v) for v in value] if isinstance(value, list) else value


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if not k.startswith("__")}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, str) and value.startswith('"'):
        return json.loads(value.replace("$${", "${").replace("%%{", "%{"))
    return value


@pytest.mark.parametrize("name", SPECS)
def test_the_resource_says_the_same(name: str) -> None:

    spec, wanted = SPECS[name], nested(SPECS[name])
    text = terraform_block(spec)
    (block,) = hcl2.loads(text)["resource"]
    found = plain(block['"alicloud_ess_instance_refresh"']['"refresh"'])
    desired: dict[str, Any] = wanted.get("DesiredConfiguration", {})
    expected: dict[str, Any] = {
        "scaling_group_id": spec.group,
        "min_healthy_percentage": spec.min_healthy,
        "max_healthy_percentage": spec.max_healthy,
        "skip_matching": spec.skip_matching,
    }
    if spec.checkpoints:
        expected["checkpoint_pause_time"] = spec.pause_minutes
        expected["checkpoints"] = [{"percentage": p} for p in spec.checkpoints]
    names = {
        "ImageId": "desired_configuration_image_id",
        "LaunchTemplateId": "desired_configuration_launch_template_id",
        "LaunchTemplateVersion": "desired_configuration_launch_template_version",
        "LaunchTemplateOverrides": "desired_configuration_launch_template_overrides",
        "Containers": "desired_configuration_containers",
    }
    expected |= {names[k]: snake(v) for k, v in desired.items() if k in names}
    assert found == expected
    if "ScalingConfigurationId" in desired:
        assert (
            f'NOT IN THIS BLOCK: the target, scaling configuration "{desired["ScalingConfigurationId"]}"'
            in text
        )
    assert 'region = "cn-hangzhou"' in text


def snake(value: Any) -> Any:
    if isinstance(value, list):
        return [snake(v) for v in value]
    if isinstance(value, dict):
        return {
            "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(k)): snake(v)
            for k, v in value.items()
        }
    return value
