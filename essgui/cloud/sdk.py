"""The official SDK, silenced and bound to our transport.

Importing this module imports the SDK, which costs 0.5 to 1 s and 57 MiB: only worker threads do it,
after the first paint. Nothing of the SDK's own files is changed; two things of the imported modules
are: their log handlers are removed, and the core's session look-up asks the current call first.
"""

# The SDK ships no type marker, so the type of every field of it is only half known; names are checked.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, TypeVar

import certifi
from alibabacloud_credentials.client import Client as CredentialClient
from alibabacloud_credentials.models import Config as CredentialConfig
from alibabacloud_credentials.provider.cli_profile import CLIProfileCredentialsProvider
from alibabacloud_ess20220222.client import Client as EssClient
from alibabacloud_tea_openapi.client import Client as OpenApiClient
from alibabacloud_tea_openapi.utils_models import Config
from darabonba.core import DaraCore

from essgui import __version__
from essgui.cloud.call import BadBody, CodeWithin, NoKey, current, outside
from essgui.domain.credentials import KeyPair

if TYPE_CHECKING:
    from alibabacloud_credentials.models import CredentialModel

    from essgui.cloud.endpoints import Connection
    from essgui.domain.credentials import Credentials
    from essgui.domain.scaling import RegionId

B = TypeVar("B")

AUTHORITIES = certifi.where()
"""The file of certificate authorities that the SDK trusts."""

# What each list answer has to hold, one of several where there is a choice. The models make an empty
# list of a missing one, so the raw body is the only place where "no groups" can be told from "not an
# answer". ECS wraps each list: Images.Image.
_LISTS = {
    "DescribeRegions": ("Regions",),
    "DescribeScalingGroups": ("ScalingGroups",),
    "DescribeScalingInstances": ("ScalingInstances",),
    "DescribeScalingConfigurations": ("ScalingConfigurations",),
    "DescribeEciScalingConfigurations": ("ScalingConfigurations",),
    "DescribeScalingActivities": ("ScalingActivities",),
    "DescribeInstanceRefreshes": ("InstanceRefreshTasks",),
    "DescribeLifecycleHooks": ("LifecycleHooks",),
    "DescribeLifecycleActions": ("LifecycleActions",),
    "DescribeScheduledTasks": ("ScheduledTasks",),
    "DescribeAlarms": ("AlarmList",),
    "DescribeDiagnoseReports": ("Reports",),
    "DescribeElasticStrength": ("ResourcePools", "ElasticStrengthModels"),
    "DescribeImages": ("Images.Image",),
    "DescribeLaunchTemplates": ("LaunchTemplateSets.LaunchTemplateSet",),
    "DescribeLaunchTemplateVersions": ("LaunchTemplateVersionSets.LaunchTemplateVersionSet",),
    "DescribeInstanceTypes": ("InstanceTypes.InstanceType",),
}
_SUCCESS_CODES = {"", "200", "OK", "Success"}


class Client(EssClient):
    """The SDK's client, with a look at each raw answer before the models swallow what is odd in it."""

    def call_api(self, params: Any, request: Any, runtime: Any) -> dict[str, Any]:
        """Send a request and return the answer; raises BadBody or CodeWithin where it is not a good one."""
        answer = super().call_api(params, request, runtime)
        look_inside(answer.get("body"), params.action)
        return answer


class CatalogClient(OpenApiClient):
    """The SDK's generic client, which speaks ECS (2014-05-26) too, with the same look at each answer."""

    def call_api(self, params: Any, request: Any, runtime: Any) -> dict[str, Any]:
        """Send a request and return the answer; raises BadBody or CodeWithin where it is not a good one."""
        answer = super().call_api(params, request, runtime)
        look_inside(answer.get("body"), params.action)
        return answer


def look_inside(body: object, action: str) -> None:
    """Check the parsed body of an answer that has status 200, and note its request id on the call."""
    call = current()
    if call is None or not call.status:
        raise BadBody("it did not come by the way that this program checks")
    if not isinstance(body, dict):
        raise BadBody("with something that is not an object")
    found: dict[str, object] = body
    request_id, code, message = (found.get(name) for name in ("RequestId", "Code", "Message"))
    call.request_id = request_id if isinstance(request_id, str) else ""
    if code is not None and str(code) not in _SUCCESS_CODES:
        call.code_within = str(code)
        call.message_within = message if isinstance(message, str) else ""
        raise CodeWithin
    if not call.request_id:
        raise BadBody("without the id that every answer has")
    listed = _LISTS.get(action)
    if listed is None:
        return
    lists = [entries for entries in (_inside(found, path) for path in listed) if entries is not None]
    # Assumed: an empty list may be left out where the count beside it is 0.
    if not lists and found.get("TotalCount") == 0:
        return
    if not lists or not all(map(_is_list_of_objects, lists)):
        raise BadBody(f"without a proper list of {listed[0]}")


def whole(body: B | None) -> B:
    """Return the body of an answer as its model; raises BadBody where the SDK could not make one."""
    # The SDK swallows what its models cannot take and leaves the body out.
    if body is None:
        raise BadBody("with fields of the wrong type")
    return body


def _inside(found: dict[str, object], path: str) -> object:
    inner: object = found
    for name in path.split("."):
        if inner is None:
            return None
        inner = inner.get(name) if isinstance(inner, dict) else "nothing that holds a list"
    return inner


def _is_list_of_objects(entries: object) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)


def client(connection: Connection, region: RegionId, keys: Keys) -> Client:
    """Make the client of one region; raises Refused where its name has not the shape of one."""
    config = _config(connection, region, keys)
    if connection.address is not None:
        config.endpoint = connection.address
    return Client(config)


def catalog_client(connection: Connection, region: RegionId, keys: Keys) -> CatalogClient:
    """Make the client of ECS in one region, which has an address of its own there; raises as `client`."""
    config = _config(connection, region, keys)
    config.endpoint = connection.catalog_address(region)
    return CatalogClient(config)


def _config(connection: Connection, region: RegionId, keys: Keys) -> Config:
    # No time-outs and proxies here: the transport has its own. No retry: ours is by kind of call.
    return Config(
        credential=keys,  # type: ignore[arg-type] - the SDK only calls get_credential
        region_id=connection.checked(region),
        protocol=connection.protocol.upper(),
        user_agent=f"essgui/{__version__}",
    )


class Keys:
    """Gives the SDK the key to sign each request with."""

    def __init__(self, credentials: Credentials) -> None:
        if isinstance(credentials, KeyPair):
            token = credentials.token.reveal() if credentials.token else ""
            self._lender = CredentialClient(
                CredentialConfig(
                    type="sts" if token else "access_key",
                    access_key_id=credentials.key_id,
                    access_key_secret=credentials.secret.reveal(),
                    security_token=token,
                )
            )
        else:
            self._lender = CredentialClient(
                provider=CLIProfileCredentialsProvider(
                    profile_name=credentials.name, profile_file=credentials.file
                )
            )

    def get_credential(self) -> CredentialModel:
        """Return the key; raises NoKey. A role or a log-in may ask the network for it."""
        try:
            # Those requests are none of this call: they must not count as it having been sent.
            with outside():
                return self._lender.get_credential()
        except Exception as error:
            reason = str(error)
        # Without the cause, whose frames hold keys.
        raise NoKey(reason)


def _silence() -> None:
    """Keep the SDK from printing requests, which hold tokens and signatures.

    Its core adds a StreamHandler at import and, with DEBUG=sdk in the environment, writes all headers
    to it. The variable is taken away as well: the printing itself fails for a status it has no name of.
    """
    if os.environ.get("DEBUG", "").lower() == "sdk":
        del os.environ["DEBUG"]
    for name in [*logging.Logger.manager.loggerDict]:
        if name.startswith(("darabonba", "alibabacloud", "Tea")):
            logger = logging.getLogger(name)
            logger.handlers.clear()
            logger.disabled = True


def _bind() -> None:
    """Make the core send through the current call's transport.

    DaraCore.do_action asks DaraCore._get_session for a session and calls only its send(). That is the
    one seam between signing and sending, so it is the one that is replaced; calls of anybody else in
    this process get the SDK's own session as before.
    """
    if "_get_session" not in DaraCore.do_action.__code__.co_names:
        raise RuntimeError("this version of darabonba-core sends in a way that is not known here")
    own = DaraCore._get_session  # noqa: SLF001 - the seam, see above  # pyright: ignore[reportPrivateUsage]

    def session(*args: Any, **options: Any) -> Any:
        call = current()
        return own(*args, **options) if call is None else call.transport

    DaraCore._get_session = staticmethod(session)  # noqa: SLF001 - the seam  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]


_silence()
_bind()
