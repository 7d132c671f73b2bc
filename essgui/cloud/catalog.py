"""ECS (2014-05-26), one operation a method: images, launch templates, their versions, instance types.

Runs in worker threads, through the SDK's generic client. The answers are plain JSON in which each list
is wrapped once more: {"Images": {"Image": [...]}}.
"""

# The SDK ships no type marker, so the type of every field of it is only half known; names are checked.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from alibabacloud_tea_openapi.utils import Utils
from alibabacloud_tea_openapi.utils_models import OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions

from essgui.cloud import translate_catalog as translate
from essgui.cloud.coerce import number, text
from essgui.cloud.paging import Page
from essgui.domain.catalog import Found
from essgui.domain.questions import IMAGES_A_PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.cloud.sdk import CatalogClient
    from essgui.domain.catalog import Image, ImageOwner, InstanceType, LaunchTemplate, TemplateVersion
    from essgui.domain.scaling import RegionId, TemplateId

VERSION = "2014-05-26"
TEMPLATES_A_PAGE = 50
"""Assumed to be allowed for templates and their versions: the reference names no maximum."""
TYPES_A_PAGE = 500
"""Up to 1600 are allowed; an entry has some 3 KiB, so all at once could miss the deadline."""
ANY_STATUS = "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated"
_IMAGE_ID = re.compile(r"m-[a-z0-9]{10,}|\S+\.vhd")


def is_image_id(word: str) -> bool:
    """Tell whether a word is an image's id rather than a part of a name: m-… or ….vhd."""
    return _IMAGE_ID.fullmatch(word) is not None


class Catalog:
    """What can be asked of ECS in one region."""

    def __init__(self, client: CatalogClient, region: RegionId) -> None:
        self._client = client
        self._region = region

    def images(self, owner: ImageOwner | None, words: str, page: int) -> Found[Image]:
        """DescribeImages, one page: by id where the words are one, else by a part of the name."""
        asked: dict[str, object] = {"RegionId": self._region, "PageNumber": page, "PageSize": IMAGES_A_PAGE}
        words = words.strip()
        if is_image_id(words):
            asked["ImageId"] = words
        elif words:
            asked["ImageName"] = f"*{words}*"
        if owner is not None:
            asked["ImageOwnerAlias"] = owner.value
        body = self._ask("DescribeImages", asked)
        return Found(translate.images(body), max(0, number(body.get("TotalCount"))))

    def image(self, image: str) -> Image | None:
        """DescribeImages for one id in whatever status; None where the account cannot see it."""
        asked = {"RegionId": self._region, "ImageId": image, "Status": ANY_STATUS, "PageSize": IMAGES_A_PAGE}
        found = translate.images(self._ask("DescribeImages", asked))
        return next((known for known in found if known.id == image), None)

    def templates(self, page: int) -> Page[LaunchTemplate]:
        """DescribeLaunchTemplates, one page of all."""
        asked = {"RegionId": self._region, "PageNumber": page, "PageSize": TEMPLATES_A_PAGE}
        body = self._ask("DescribeLaunchTemplates", asked)
        return Page(translate.templates(body), number(body.get("TotalCount")))

    def versions(self, template: TemplateId, page: int) -> Page[TemplateVersion]:
        """DescribeLaunchTemplateVersions, one page of a template's.

        The user data of a version, which may hold secrets, ends here: only the first twelve hexadecimal
        digits of its SHA-256 go further.
        """
        asked = {
            "RegionId": self._region,
            "LaunchTemplateId": template,
            "PageNumber": page,
            "PageSize": TEMPLATES_A_PAGE,
        }
        body = self._ask("DescribeLaunchTemplateVersions", asked)
        return Page(translate.versions(body, template), number(body.get("TotalCount")))

    def types(self, token: str) -> Page[InstanceType]:
        """DescribeInstanceTypes, one page; the region is that of the address."""
        asked: dict[str, object] = {"MaxResults": TYPES_A_PAGE}
        if token:
            asked["NextToken"] = token
        body = self._ask("DescribeInstanceTypes", asked)
        return Page(translate.types(body), 0, text(body.get("NextToken")))

    def _ask(self, action: str, asked: Mapping[str, object]) -> dict[str, Any]:
        params = Params(
            action=action,
            version=VERSION,
            protocol="HTTPS",
            pathname="/",
            method="POST",
            auth_type="AK",
            style="RPC",
            req_body_type="formData",
            body_type="json",
        )
        request = OpenApiRequest(query=Utils.query(dict(asked)))
        return self._client.call_api(params, request, RuntimeOptions())["body"]
