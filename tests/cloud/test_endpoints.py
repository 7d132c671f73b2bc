"""Where requests may go: regions by shape, the cloud over https only, the simulator on this computer only."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import Connection, Way, connection, is_region, way_of
from essgui.domain.credentials import Endpoint, Profile, ProfileKind, Secret
from essgui.domain.errors import Refused
from essgui.domain.scaling import RegionId
from tests.cloud.speaking import KEYS, REGION


@pytest.mark.parametrize("name", ["cn-hangzhou", "ap-southeast-1", "cn-shanghai-finance-1", "us-east-1"])
def test_regions_have_a_shape(name: str) -> None:
    assert is_region(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "evil.com/#",
        "cn-hangzhou.evil.com",
        "cn-hangzhou\n",
        "cn-",
        "cn",
        "CN-hangzhou",
        "cn-hang zhou",
        "cn-@evil",
        "cn-" + "a" * 60,
        "ｃn-hangzhou",
    ],
)
def test_what_is_no_region_is_refused_before_anything_is_sent(name: str) -> None:
    with pytest.raises(Refused, match="InvalidRegionId"):
        Connection(RegionId(name), KEYS)

    async def ask() -> None:
        api = AlibabaCloud(Connection(REGION, KEYS))
        try:
            await api.groups(RegionId(name))
        finally:
            await api.close()

    with pytest.raises(Refused, match="InvalidRegionId"):
        asyncio.run(ask())


@given(st.text(max_size=60))
def test_only_letters_digits_and_hyphens_ever_pass(name: str) -> None:
    if is_region(name):
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("url", "permitted"),
    [
        ("https://ess.aliyuncs.com/?a=b", True),
        ("https://ess.cn-chengdu.aliyuncs.com/", True),
        ("http://ess.aliyuncs.com/", False),
        ("https://ess.aliyuncs.com.evil.com/", False),
        ("https://evilaliyuncs.com/", False),
        ("https://evil.com/.aliyuncs.com", False),
        ("https://evil.com#.aliyuncs.com", False),
        ("https://jo@evil.com:443/.aliyuncs.com", False),
        ("https://ess.aliyuncs.com:8443/", False),
        ("", False),
    ],
)
def test_the_last_look_before_a_byte_is_sent(url: str, permitted: bool) -> None:
    assert Connection(REGION, KEYS).permits(url) is permitted


def test_ecs_has_an_address_of_its_own_in_each_region_but_for_the_simulator() -> None:
    real = Connection(REGION, KEYS)
    assert real.catalog_address(RegionId("eu-central-1")) == "ecs.eu-central-1.aliyuncs.com"
    assert real.permits("https://ecs.eu-central-1.aliyuncs.com/?a=b")
    with pytest.raises(Refused):
        real.catalog_address(RegionId("evil.com/#"))
    there = Connection(REGION, KEYS, "http", "127.0.0.1:8000")
    assert there.catalog_address(RegionId("eu-central-1")) == "127.0.0.1:8000"


def test_a_simulated_connection_goes_to_its_one_address() -> None:
    there = Connection(REGION, KEYS, "http", "127.0.0.1:8000", Way(Secret("http://proxy:1")))
    assert there.permits("http://127.0.0.1:8000/?a=b")
    assert not there.permits("http://127.0.0.1:8001/")
    assert not there.permits("https://ess.aliyuncs.com/")
    assert there.proxy_for("127.0.0.1:8000") is None


@pytest.mark.parametrize(
    "address", ["evil.com:80", "10.0.0.1:80", "127.0.0.1", "127.0.0.1:80/x", "127.0.0.1.evil.com:1"]
)
def test_an_address_elsewhere_is_no_simulator(address: str) -> None:
    with pytest.raises(ValueError, match="this computer"):
        Connection(REGION, KEYS, "http", address)


def test_the_cloud_is_never_asked_in_the_clear() -> None:
    with pytest.raises(ValueError, match="https"):
        Connection(REGION, KEYS, "http")


def test_a_profile_becomes_a_connection() -> None:
    profile = Profile("p", ProfileKind.SIMULATED, KEYS, REGION, endpoint=Endpoint("127.0.0.1:8000"))
    made = connection(profile, Way())
    assert (made.start, made.protocol, made.address) == (REGION, "http", "127.0.0.1:8000")
    assert connection(Profile("p", ProfileKind.CLI, KEYS, REGION), Way()).protocol == "https"
    assert "TheSecretOfNobody" not in repr(made)
    assert "TheTokenOfNobody" not in repr(made)
    assert "LTAI5tTestKeyOf" not in repr(made)


def test_the_way_out_is_read_from_the_environment_once() -> None:
    way = way_of(
        {
            "HTTP_PROXY": "http://unused:1",
            "HTTPS_PROXY": "http://upper:1",
            "https_proxy": "http://jo:word@lower:1",
            "no_proxy": " .internal, ess.cn-chengdu.aliyuncs.com ,",
            "SSL_CERT_FILE": "authorities.pem",
        }
    )
    assert way.proxy == Secret("http://jo:word@lower:1")
    assert way.proxy_for("ess.aliyuncs.com") == "http://jo:word@lower:1"
    assert way.proxy_for("ess.cn-chengdu.aliyuncs.com") is None
    assert way.proxy_for("a.internal") is None
    assert way.authorities == "authorities.pem"
    assert "word" not in repr(way)


def test_the_bypass_of_everything_and_a_proxy_without_a_scheme() -> None:
    assert way_of({"HTTPS_PROXY": "proxy:3128"}).proxy_for("x") == "http://proxy:3128"
    assert way_of({"HTTPS_PROXY": "proxy:3128", "NO_PROXY": "*"}).proxy_for("x") is None
    assert way_of({}) == Way()
