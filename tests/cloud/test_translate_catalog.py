"""ECS's JSON becomes domain values, whatever it holds; user data never does."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.cloud import translate_catalog as translate
from essgui.domain.catalog import Image, ImageOwner, InstanceType, LaunchTemplate, TemplateVersion
from essgui.domain.scaling import TemplateId
from tests.cloud.test_coerce import JUNK

TEMPLATE = TemplateId("lt-1")
READERS = {
    ("Images", "Image"): (
        translate.images,
        (
            "ImageId", "ImageName", "OSName", "OSNameEn", "ImageOwnerAlias", "Architecture", "Size",
            "ImageFamily", "Description", "Status", "CreationTime",
        ),
    ),
    ("LaunchTemplateSets", "LaunchTemplateSet"): (
        translate.templates,
        (
            "LaunchTemplateId", "LaunchTemplateName", "DefaultVersionNumber", "LatestVersionNumber",
            "ModifiedTime", "CreateTime",
        ),
    ),
    ("InstanceTypes", "InstanceType"): (
        translate.types,
        ("InstanceTypeId", "InstanceTypeFamily", "CpuCoreCount", "MemorySize", "CpuArchitecture"),
    ),
    ("LaunchTemplateVersionSets", "LaunchTemplateVersionSet"): (
        lambda body: translate.versions(body, TEMPLATE),
        ("VersionNumber", "DefaultVersion", "VersionDescription", "CreateTime", "LaunchTemplateData"),
    ),
}  # fmt: skip
DATA = (
    "ImageId", "InstanceType", "SecurityGroupId", "SecurityGroupIds", "SystemDisk.Category",
    "SystemDisk.Size", "UserData",
)  # fmt: skip


@pytest.mark.parametrize("path", READERS)
@given(st.data())
def test_junk_at_any_field_never_raises(path: tuple[str, str], data: st.DataObject) -> None:
    read, names = READERS[path]
    entry = st.fixed_dictionaries({}, optional=dict.fromkeys(names, JUNK))
    if "LaunchTemplateData" in names:
        inner = st.fixed_dictionaries({}, optional=dict.fromkeys(DATA, JUNK))
        entry = st.tuples(entry, inner).map(
            lambda both: {"VersionNumber": 1, **both[0], "LaunchTemplateData": both[1]}
        )
    outer, name = path
    read({outer: {name: data.draw(st.lists(entry | JUNK, max_size=3))}})
    read({outer: {name: data.draw(JUNK)}})
    read({outer: data.draw(JUNK)})
    assert read({}) == ()


def test_an_image_in_full_and_a_bare_one() -> None:
    full = {
        "ImageId": "m-1",
        "ImageName": "shop",
        "OSName": "Ubuntu 24.04 64\u4f4d",
        "OSNameEn": "Ubuntu 24.04 64 bit",
        "ImageOwnerAlias": "self",
        "Architecture": "x86_64",
        "Size": "40",
        "ImageFamily": "shop-web",
        "Description": "nightly",
        "Status": "Deprecated",
        "CreationTime": "2026-11-01T02:03:04Z",
    }
    bare = {"ImageId": "m-2", "ImageOwnerAlias": "community"}
    made = datetime(2026, 11, 1, 2, 3, 4, tzinfo=UTC)
    first, second = translate.images({"Images": {"Image": [full, bare, {"ImageName": "none"}]}})
    assert first == Image(
        "m-1", "shop", "Ubuntu 24.04 64 bit", ImageOwner.SELF, "x86_64", 40, "shop-web", "nightly",
        "Deprecated", made,
    )  # fmt: skip
    assert second == Image("m-2", "m-2", owner="community")


def test_a_template_and_a_type() -> None:
    template = {
        "LaunchTemplateId": "lt-1",
        "LaunchTemplateName": "base",
        "DefaultVersionNumber": 2,
        "LatestVersionNumber": "5",
        "ModifiedTime": "2026-11-01T02:03Z",
    }
    body = {"LaunchTemplateSets": {"LaunchTemplateSet": [template]}}
    changed = datetime(2026, 11, 1, 2, 3, tzinfo=UTC)
    assert translate.templates(body) == (LaunchTemplate(TEMPLATE, "base", 2, 5, changed),)
    kind = {
        "InstanceTypeId": "ecs.t6-c4m1.large",
        "CpuCoreCount": 2,
        "MemorySize": 0.5,
        "CpuArchitecture": "X86",
    }
    found = translate.types({"InstanceTypes": {"InstanceType": [kind]}})
    assert found == (InstanceType("ecs.t6-c4m1.large", "", 2, 0.5, "X86"),)


def version(**data: object) -> TemplateVersion:
    wire = {"VersionNumber": 3, "DefaultVersion": True, "LaunchTemplateData": data}
    body = {"LaunchTemplateVersionSets": {"LaunchTemplateVersionSet": [wire]}}
    (found,) = translate.versions(body, TEMPLATE)
    return found


def test_a_version_in_full() -> None:
    found = version(
        **{
            "ImageId": "m-1",
            "InstanceType": "ecs.g7.large",
            "SecurityGroupIds": {"SecurityGroupId": ["sg-1", "sg-2"]},
            "SecurityGroupId": "sg-0",
            "SystemDisk.Category": "cloud_essd",
            "SystemDisk.Size": 40,
        }
    )
    assert found == TemplateVersion(
        TEMPLATE, 3, True, "", "m-1", ("ecs.g7.large",), ("sg-1", "sg-2"), "cloud_essd 40 GiB"
    )
    assert version(SecurityGroupId="sg-0").security_groups == ("sg-0",)


@pytest.mark.parametrize("number", [0, -1, None, "x"])
def test_a_version_without_a_number_is_left_out(number: object) -> None:
    body = {"LaunchTemplateVersionSets": {"LaunchTemplateVersionSet": [{"VersionNumber": number}]}}
    assert translate.versions(body, TEMPLATE) == ()


def test_of_user_data_only_the_start_of_a_hash_goes_further() -> None:
    secret = "#!/bin/sh\nexport PASSWORD=hunter2"
    wire = base64.b64encode(secret.encode()).decode()
    found = version(UserData=wire)
    assert found.user_data_hash == hashlib.sha256(secret.encode()).hexdigest()[:12]
    shown = repr(found)
    assert "hunter2" not in shown
    assert wire not in shown
    assert version().user_data_hash == ""


@given(st.text(min_size=1))
def test_every_user_data_has_a_hash_of_twelve_digits(words: str) -> None:
    found = translate.hash_of(words)
    assert len(found) == 12
    assert set(found) <= set("0123456789abcdef")
