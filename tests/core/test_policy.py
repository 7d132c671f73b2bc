from __future__ import annotations

import json

from essgui.core.policy import policy_for
from tests.support.playbook import BUSY, DENIED


def test_a_denial_names_the_permission_and_what_it_is_for() -> None:
    policy = json.loads(policy_for(DENIED, "acs:ess:cn-hangzhou:1:scalinggroup/asg-1"))
    assert policy["Statement"] == [
        {
            "Effect": "Allow",
            "Action": "ess:DescribeInstanceRefreshes",
            "Resource": "acs:ess:cn-hangzhou:1:scalinggroup/asg-1",
        }
    ]
    assert json.loads(policy_for(DENIED))["Statement"][0]["Resource"] == "*"


def test_another_trouble_needs_no_policy() -> None:
    assert policy_for(BUSY) == ""
