"""Identities from the environment, from the aliyun CLI, and from a simulator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from essgui.domain.credentials import CliProfile, Endpoint, KeyPair, ProfileKind, Secret
from essgui.domain.errors import BadCredentials
from essgui.local.profiles import FALLBACK_REGION, SUPPORTED_MODES, find_profile, simulated_profile

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tOfficial1234", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "hush"}
TERRAFORM = {
    "ALICLOUD_ACCESS_KEY": "LTAI5tTerraform5678",
    "ALICLOUD_SECRET_KEY": "hush2",
    "ALICLOUD_SECURITY_TOKEN": "token2",
    "ALICLOUD_REGION": "eu-central-1",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with four profiles of the CLI."""
    write(
        tmp_path,
        {
            "current": "work",
            "profiles": [
                {
                    "name": "work",
                    "mode": "AK",
                    "access_key_id": "LTAI5tWork9999",
                    "access_key_secret": "hidden-in-file",
                    "region_id": "cn-beijing",
                },
                {"name": "role", "mode": "RamRoleArn", "ram_role_arn": "acs:ram::1:role/x"},
                {"name": "odd", "mode": "RsaKeyPair"},
                "not a profile",
                {"mode": "AK"},
            ],
        },
    )
    return tmp_path


def write(home: Path, content: Any) -> None:
    (home / ".aliyun").mkdir(exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (home / ".aliyun" / "config.json").write_text(text)


def refused(name: str | None, environ: dict[str, str], home: Path) -> BadCredentials:
    with pytest.raises(BadCredentials) as caught:
        find_profile(name, environ, home)
    assert caught.value.sentence.endswith(".")
    assert caught.value.hint
    assert caught.value.__cause__ is None
    return caught.value


def test_the_keys_of_the_environment(home: Path) -> None:
    found = find_profile(None, {**KEYS, "ALIBABA_CLOUD_SECURITY_TOKEN": "sts"}, home)
    assert found.kind is ProfileKind.ENVIRONMENT
    assert found.credentials == KeyPair("LTAI5tOfficial1234", Secret("hush"), Secret("sts"))
    assert (found.region, found.hint) == (FALLBACK_REGION, "…1234")
    assert "hush" not in repr(found)


def test_terraforms_names_count_too_and_the_official_ones_first(home: Path) -> None:
    found = find_profile(None, TERRAFORM, home)
    assert found.credentials == KeyPair("LTAI5tTerraform5678", Secret("hush2"), Secret("token2"))
    assert found.region == "eu-central-1"
    both = find_profile(None, {**TERRAFORM, **KEYS}, home)
    # Never the key of one set with the token of the other.
    assert both.credentials == KeyPair("LTAI5tOfficial1234", Secret("hush"))


def test_half_a_set_of_keys_is_none(home: Path) -> None:
    found = find_profile(None, {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tOfficial1234"}, home)
    assert found.kind is ProfileKind.CLI


def test_a_profile_by_name_wins_over_the_environment_and_is_only_a_reference(home: Path) -> None:
    found = find_profile("work", KEYS, home)
    assert found.credentials == CliProfile("work", str(home / ".aliyun" / "config.json"), "AK")
    assert (found.name, found.kind, found.region, found.hint) == (
        "work",
        ProfileKind.CLI,
        "cn-beijing",
        "…9999",
    )
    assert "hidden-in-file" not in repr(found)


def test_without_a_name_the_cli_says_which(home: Path) -> None:
    assert find_profile(None, {}, home).name == "work"
    assert find_profile(None, {"ALIBABA_CLOUD_PROFILE": "role"}, home).name == "role"


def test_a_region_that_was_asked_for_takes_the_place_of_the_profiles_own(home: Path) -> None:
    assert find_profile("work", {}, home, "us-east-1").region == "us-east-1"
    assert find_profile("role", {"ALIBABA_CLOUD_REGION": "us-west-1"}, home).region == "us-west-1"


def test_a_name_that_is_not_there_lists_those_that_are(home: Path) -> None:
    error = refused("wrok", {}, home)
    assert error.code == "NoSuchProfile"
    assert "work, role, odd" in error.sentence


def test_a_mode_that_the_library_cannot_use_is_said_so(home: Path) -> None:
    error = refused("odd", {}, home)
    assert error.code == "UnsupportedProfileMode"
    assert "RsaKeyPair" in error.sentence
    assert "RamRoleArn" in error.hint


def test_the_modes_are_those_of_the_library() -> None:
    import inspect

    from alibabacloud_credentials.provider import cli_profile

    source = inspect.getsource(cli_profile.CLIProfileCredentialsProvider._get_credentials_provider)
    for mode in SUPPORTED_MODES:
        assert f'mode == "{mode}"' in source
    assert source.count("mode == ") == len(SUPPORTED_MODES)


def test_nothing_at_all_says_what_to_do(tmp_path: Path) -> None:
    error = refused(None, {}, tmp_path)
    assert error.code == "NoProfile"
    assert "aliyun configure" in error.hint
    assert refused("work", {}, tmp_path).code == "NoCliProfiles"


def test_profiles_that_are_turned_off_are_not_read(home: Path) -> None:
    assert refused("work", {"ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "TRUE"}, home).code == "CliProfilesDisabled"


@pytest.mark.parametrize("content", ['{"current": "a", "access_key_secret": "leak', "[]", "null", "\x00"])
def test_a_broken_file_is_refused_and_not_quoted(tmp_path: Path, content: str) -> None:
    write(tmp_path, content)
    error = refused(None, {}, tmp_path)
    assert error.code == "BadCliProfiles"
    assert "leak" not in f"{error} {error.__context__!r}"


@pytest.mark.parametrize(
    "content", [{}, {"profiles": "x"}, {"profiles": [{"name": 7}]}, {"current": ["work"]}]
)
def test_a_file_of_the_wrong_shape_has_no_profiles(tmp_path: Path, content: Any) -> None:
    write(tmp_path, content)
    assert refused("work", {}, tmp_path).code == "NoSuchProfile"


READY = {
    "endpoint": "127.0.0.1:8123",
    "protocol": "http",
    "regions": ["cn-hangzhou", "cn-shanghai"],
    "account_id": "1203",
    "access_key_id": "LTAI5tSimulated4321",
    "access_key_secret": "made-up",
    "control_token": "steer",
}


def test_the_ready_line_of_a_simulator() -> None:
    found = simulated_profile(READY)
    assert found.kind is ProfileKind.SIMULATED
    assert found.endpoint == Endpoint("127.0.0.1:8123", "http")
    assert (found.region, found.account, found.hint) == ("cn-hangzhou", "1203", "…4321")
    assert found.control == Secret("steer")
    assert not {"made-up", "steer"} & set(repr(found).replace("'", " ").split())


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "evil.com:80"},
        {"endpoint": "127.0.0.1"},
        {"endpoint": 8123},
        {"regions": []},
        {"regions": "cn-hangzhou"},
        {"access_key_id": ""},
        {"access_key_secret": None},
    ],
)
def test_a_line_that_no_simulator_here_would_print_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadCredentials, match="BadSimulator"):
        simulated_profile({**READY, **change})
