"""From a profile to the address, the way and the identity that requests to one region use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from essgui.domain.credentials import Secret
from essgui.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.domain.credentials import Credentials, Profile
    from essgui.domain.scaling import RegionId

# A region's name becomes part of a host name, so "evil.com/#" has to be impossible, not just unlikely.
_REGION = re.compile(r"[a-z]{2}(-[a-z0-9]+)+")
_LONGEST_REGION = 40
_REAL_DOMAIN = ".aliyuncs.com"
_LOOPBACK = re.compile(r"(127(\.\d{1,3}){3}|localhost|\[::1\]):\d{1,5}")


def is_region(name: str) -> bool:
    """Tell whether a word has the shape of a region's name, such as cn-hangzhou."""
    return len(name) <= _LONGEST_REGION and _REGION.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Way:
    """How this computer reaches the outside, read once from the environment."""

    proxy: Secret | None = None
    """The URL of the proxy for https, which may carry a password."""
    bypass: tuple[str, ...] = ()
    """Hosts and domains that are reached without the proxy; "*" is all of them."""
    authorities: str = ""
    """A file of certificate authorities in place of the built-in ones."""

    def proxy_for(self, host: str) -> str | None:
        """Return the proxy to use for a host of the cloud, or None."""
        if self.proxy is None or any(_covers(entry, host) for entry in self.bypass):
            return None
        return self.proxy.reveal()


def way_of(environ: Mapping[str, str]) -> Way:
    """Read the proxy and the certificate authorities from an environment.

    The lower-case spelling wins, as it does in curl. HTTP_PROXY is not read: the cloud is asked over
    https only, and the simulator never goes through a proxy.
    """
    proxy = _first(environ, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    bypass = _first(environ, "no_proxy", "NO_PROXY")
    return Way(
        Secret(proxy if "://" in proxy else f"http://{proxy}") if proxy else None,
        tuple(entry.strip() for entry in bypass.split(",") if entry.strip()),
        _first(environ, "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"),
    )


@dataclass(frozen=True, slots=True)
class Connection:
    """Everything that a client for any region is made from."""

    start: RegionId
    """The region that is asked for the list of regions."""
    credentials: Credentials
    protocol: str = "https"
    address: str | None = None
    """host:port of the simulator; None is Alibaba Cloud."""
    way: Way = Way()

    def __post_init__(self) -> None:
        if not is_region(self.start):
            raise _no_region(self.start)
        if self.address is None and self.protocol != "https":
            raise ValueError("Alibaba Cloud is asked over https only")
        if self.address is not None and not _LOOPBACK.fullmatch(self.address):
            raise ValueError("an endpoint of one's own is on this computer only")

    def checked(self, region: RegionId) -> RegionId:
        """Return the region; raises Refused where its name has not the shape of one."""
        if not is_region(region):
            raise _no_region(region)
        return region

    def catalog_address(self, region: RegionId) -> str:
        """Return where ECS answers for a region: the simulator, or ecs.<region>.aliyuncs.com.

        Raises Refused where the region's name has not the shape of one.
        """
        return self.address or f"ecs.{self.checked(region)}{_REAL_DOMAIN}"

    def permits(self, url: str) -> bool:
        """Tell whether a request may go to this URL: the last look before a byte is sent."""
        parts = urlsplit(url)
        if self.address is not None:
            return parts.scheme == self.protocol and parts.netloc == self.address
        host = parts.netloc
        # Neither a port nor user:password@ belongs in an address of the cloud.
        return parts.scheme == "https" and host.endswith(_REAL_DOMAIN) and not set(host) & set(":@\\")

    def proxy_for(self, host: str) -> str | None:
        """Return the proxy to use for a host; the simulator is never asked through one."""
        return None if self.address is not None else self.way.proxy_for(host)


def connection(profile: Profile, way: Way) -> Connection:
    """Make the connection of a profile; raises Refused where its region has not the shape of one."""
    if profile.endpoint is None:
        return Connection(profile.region, profile.credentials, way=way)
    return Connection(
        profile.region, profile.credentials, profile.endpoint.protocol, profile.endpoint.address, way
    )


def _no_region(name: str) -> Refused:
    return Refused(
        "InvalidRegionId",
        f"{name[:_LONGEST_REGION]!r} is not the name of a region.",
        "A region looks like cn-hangzhou. Nothing was sent.",
    )


def _covers(entry: str, host: str) -> bool:
    name = entry.lstrip(".").lower()
    return entry == "*" or host.lower() == name or host.lower().endswith(f".{name}")


def _first(environ: Mapping[str, str], *names: str) -> str:
    return next((environ[name] for name in names if environ.get(name)), "")
