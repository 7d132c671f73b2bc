"""The SDK is loaded late, says nothing by itself, and sends only by our way."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from darabonba.core import DaraCore

from essgui.cloud import sdk
from essgui.cloud.call import BadBody, NoKey
from essgui.domain.credentials import CliProfile, KeyPair, Secret
from tests.cloud.speaking import answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cloud.speaking import Speaker


def test_the_adaptor_does_not_import_the_sdk_until_it_is_used() -> None:
    program = (
        "import sys, essgui.cloud.alibaba, essgui.cloud.endpoints, essgui.local.profiles; "
        "print([m for m in sys.modules if m.startswith(('alibabacloud', 'darabonba', 'requests'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


CHATTY = """
import asyncio, logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
from essgui.domain.errors import ScalingError
from tests.cloud.speaking import run, REGION
from essgui.domain.refresh import RefreshSpec
from essgui.domain.scaling import GroupId
async def work(api):
    print(len(await api.regions()))
    try:
        await api.start(RefreshSpec(REGION, GroupId("asg-1")), "t")
    except ScalingError:
        logging.exception("failed")
run(work, sys.argv[1])
"""


def test_debug_in_the_environment_prints_no_secret(
    speak: Callable[[bytes], Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = speak(answer({"RequestId": "R", "Regions": [{"RegionId": "cn-hangzhou"}]}, "299 Odd"))
    monkeypatch.setenv("DEBUG", "sdk")
    done = subprocess.run(
        [sys.executable, "-c", CHATTY, speaker.address], capture_output=True, text=True, check=False
    )
    shown = done.stdout + done.stderr
    assert "UnknownOutcome" in shown  # the log works
    assert speaker.requests[0].count("TheTokenOfNobody") == 1  # and the token was on the wire
    for hidden in ("TheSecretOfNobody", "TheTokenOfNobody", "Signature=", "x-acs-"):
        assert hidden not in shown


def test_others_in_this_process_keep_the_sdks_own_session() -> None:
    session = DaraCore._get_session(session_key="other", protocol="HTTP")
    assert type(session).__module__.startswith("requests")


@pytest.mark.parametrize("body", [None, [], {"RequestId": "R"}])
def test_an_answer_that_came_another_way_is_not_trusted(body: object) -> None:
    with pytest.raises(BadBody):
        sdk.look_inside(body, "DescribeRegions")


def test_keys_come_from_the_pair_or_from_the_cli_profile(tmp_path: Path) -> None:
    pair = sdk.Keys(KeyPair("id", Secret("secret"), Secret("token"))).get_credential()
    assert (pair.access_key_id, pair.access_key_secret, pair.security_token) == ("id", "secret", "token")
    file = tmp_path / "config.json"
    file.write_text(
        '{"current": "w", "profiles": [{"name": "w", "mode": "StsToken", "access_key_id": "a",'
        ' "access_key_secret": "b", "sts_token": "c"}]}'
    )
    lent = sdk.Keys(CliProfile("w", str(file), "StsToken")).get_credential()
    assert (lent.access_key_id, lent.access_key_secret, lent.security_token) == ("a", "b", "c")


def test_a_profile_without_a_key_says_why(tmp_path: Path) -> None:
    with pytest.raises(NoKey) as caught:
        sdk.Keys(CliProfile("w", str(tmp_path / "none.json"), "AK")).get_credential()
    assert "credentials file" in str(caught.value)
    assert caught.value.__context__ is None
