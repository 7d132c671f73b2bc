"""Finds an identity to work with: in the environment, in the aliyun CLI's profiles, or a simulator's.

Nothing is stored here. A CLI profile is handed on by reference, because its keys may change or come
from a role: whoever asks the cloud reads it through the official library. What the file holds besides
the name, the mode and the region is not kept.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from essgui.domain.credentials import (
    CliProfile,
    Endpoint,
    KeyPair,
    Profile,
    ProfileKind,
    Secret,
    key_hint,
)
from essgui.domain.errors import BadCredentials
from essgui.domain.scaling import RegionId
from essgui.local.paths import cli_profiles_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FALLBACK_REGION = RegionId("cn-hangzhou")
"""Where the list of regions is asked for when a profile names no region."""

SUPPORTED_MODES = (
    "AK",
    "StsToken",
    "RamRoleArn",
    "EcsRamRole",
    "OIDC",
    "ChainableRamRoleArn",
    "CloudSSO",
    "OAuth",
    "External",
)
"""Modes of CLI profiles that alibabacloud-credentials 1.0.12 understands."""

# The official names first, then those that Terraform users have.
_KEY_SETS = (
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"),
    ("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"),
)
_REGIONS = ("ALIBABA_CLOUD_REGION", "ALICLOUD_REGION")

_LOOPBACK = re.compile(r"127\.0\.0\.1:[1-9]\d{0,4}")
_NOTHING_SENT = "Nothing was sent."


def find_profile(
    name: str | None, environ: Mapping[str, str], home: Path, region: str | None = None
) -> Profile:
    """Return the CLI profile of that name; without a name the environment's keys, else the CLI's current.

    `region` takes the place of the profile's own. Raises BadCredentials where there is no profile, or
    none that can be used.
    """
    found = _find(name, environ, home)
    return replace(found, region=RegionId(region)) if region else found


def _find(name: str | None, environ: Mapping[str, str], home: Path) -> Profile:
    if name:
        return cli_profile(name, environ, home)
    found = environment_profile(environ)
    if found is not None:
        return found
    if not cli_profiles_path(home).exists():
        raise BadCredentials(
            "NoProfile",
            "There is no identity to work with: no AccessKey in the environment, no aliyun CLI profile.",
            "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun configure`; "
            "the demo works without any.",
        )
    return cli_profile(None, environ, home)


def environment_profile(environ: Mapping[str, str]) -> Profile | None:
    """Return the profile of the keys in the environment, or None where no set of them is complete."""
    for key_name, secret_name, token_name in _KEY_SETS:
        key, secret = environ.get(key_name, "").strip(), environ.get(secret_name, "").strip()
        if key and secret:
            token = environ.get(token_name, "").strip()
            return Profile(
                name="Environment",
                kind=ProfileKind.ENVIRONMENT,
                credentials=KeyPair(key, Secret(secret), Secret(token) if token else None),
                region=_region(environ, ""),
                hint=key_hint(key),
            )
    return None


def cli_profile(name: str | None, environ: Mapping[str, str], home: Path) -> Profile:
    """Return an aliyun CLI profile: by name, else as ALIBABA_CLOUD_PROFILE names it, else the current one.

    Raises BadCredentials where the file, the profile or its mode cannot be used.
    """
    path = cli_profiles_path(home)
    if environ.get("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "").lower() == "true":
        raise BadCredentials(
            "CliProfilesDisabled",
            "aliyun CLI profiles are turned off by ALIBABA_CLOUD_CLI_PROFILE_DISABLED.",
            f"Unset it, or give an AccessKey in the environment. {_NOTHING_SENT}",
        )
    content = _read(path)
    known = [p for p in _list(content.get("profiles")) if _word(p, "name")]
    wanted = name or environ.get("ALIBABA_CLOUD_PROFILE") or _word(content, "current")
    chosen = next((p for p in known if p["name"] == wanted), None)
    if chosen is None:
        names = ", ".join(_word(p, "name") for p in known) or "none"
        raise BadCredentials(
            "NoSuchProfile",
            f"The aliyun CLI has no profile {wanted!r}; it has: {names}.",
            f"Choose one of those by --profile, or make it by `aliyun configure`. {_NOTHING_SENT}",
        )
    mode = _word(chosen, "mode") or "AK"
    if mode not in SUPPORTED_MODES:
        raise BadCredentials(
            "UnsupportedProfileMode",
            f"The profile {wanted!r} is of mode {mode}, which the official Python library cannot use.",
            f"Use a profile of one of these modes: {', '.join(SUPPORTED_MODES)}. {_NOTHING_SENT}",
        )
    key = _word(chosen, "access_key_id")
    return Profile(
        name=wanted,
        kind=ProfileKind.CLI,
        credentials=CliProfile(wanted, str(path), mode),
        region=_region(environ, _word(chosen, "region_id")),
        hint=key_hint(key) if key else "",
    )


def simulated_profile(ready: Mapping[str, Any]) -> Profile:
    """Return the profile of a simulator from what it prints when it is ready.

    Raises BadCredentials where that is not what a simulator on this computer says.
    """
    regions = [r for r in _list_of_words(ready.get("regions")) if r]
    address, key, secret = (_word(ready, n) for n in ("endpoint", "access_key_id", "access_key_secret"))
    if not (_LOOPBACK.fullmatch(address) and key and secret and regions):
        raise BadCredentials(
            "BadSimulator",
            "What the simulator said when it started cannot be understood.",
            "Run `python -m essgui simulator` in a terminal: it should print one line of JSON.",
        )
    token, control = _word(ready, "security_token"), _word(ready, "control_token")
    return Profile(
        name="Practice cloud",
        kind=ProfileKind.SIMULATED,
        credentials=KeyPair(key, Secret(secret), Secret(token) if token else None),
        region=RegionId(regions[0]),
        hint=key_hint(key),
        endpoint=Endpoint(address, _word(ready, "protocol").lower() or "http"),
        account=_word(ready, "account_id"),
        control=Secret(control) if control else None,
    )


def _region(environ: Mapping[str, str], own: str) -> RegionId:
    # A profile's own region wins, as it does in the CLI.
    asked = own or next((environ[n] for n in _REGIONS if environ.get(n)), "")
    return RegionId(asked.strip()) if asked.strip() else FALLBACK_REGION


def _read(path: Path) -> Mapping[str, Any]:
    try:
        content: object = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadCredentials(
            "NoCliProfiles",
            f"The aliyun CLI has no profiles here: {path} does not exist.",
            f"Make one by `aliyun configure`. {_NOTHING_SENT}",
        ) from None
    except (OSError, ValueError):
        # Without the cause: a JSON error quotes the text, and the text holds secrets.
        content = None
    if not isinstance(content, dict):
        raise BadCredentials(
            "BadCliProfiles",
            f"The profiles of the aliyun CLI cannot be read: {path}.",
            f"Check that the file is readable JSON; `aliyun configure` writes it anew. {_NOTHING_SENT}",
        )
    return cast("dict[str, Any]", content)


def _list(value: object) -> list[Mapping[str, Any]]:
    found = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("dict[str, Any]", entry) for entry in found if isinstance(entry, dict)]


def _list_of_words(value: object) -> list[str]:
    found = cast("list[object]", value) if isinstance(value, list) else []
    return [entry for entry in found if isinstance(entry, str)]


def _word(content: Mapping[str, Any], name: str) -> str:
    value: object = content.get(name)
    return value if isinstance(value, str) else ""
