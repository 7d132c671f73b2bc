"""aliyun-python-sdk-core with CommonRequest: V1 signatures, by GET and by POST, of both API versions."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.simulator.foreign import story

if TYPE_CHECKING:
    from tests.support.simulated import RunningSimulator

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::SyntaxWarning", "ignore:unclosed:ResourceWarning"
)
"""Old: its warnings are its own, and it leaves its connections to the collector."""


@pytest.mark.parametrize("version", ["2014-08-28", "2022-02-22"])
@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_common_request(sim: RunningSimulator, verb: str, version: str) -> None:
    core = pytest.importorskip("aliyunsdkcore.client")
    requests = pytest.importorskip("aliyunsdkcore.request")
    client = core.AcsClient(sim.access_key_id, sim.access_key_secret, "cn-shanghai")

    def call(action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        request = requests.CommonRequest(domain=sim.endpoint, version=version, action_name=action)
        request.set_method(verb)
        request.set_protocol_type("http")
        add = request.add_body_params if verb == "POST" else request.add_query_param
        for key, value in story.flat(parameters).items():
            add(key, value)
        return json.loads(client.do_action_with_exception(request))

    story.tell(sim, call, wrapped=version == "2014-08-28")
    gc.collect()
