"""The mark of a request: by it the refresh of a Start is found again, in whatever words a person reads of it.

It is a digest of the settings that ESS tells of a refresh as they were sent. Nothing of the variables,
commands and arguments of containers goes into it: a digest of a short secret could be tried out.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from essgui.domain.exchange.request import write_request
from essgui.domain.refresh import ContainersTarget, LaunchTemplateTarget
from essgui.domain.scaling import Container

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshSpec, Target

_DIGITS = 32


def mark_of(spec: RefreshSpec) -> str:
    """Return the mark of a request: the same for the same settings, another for others."""
    text = write_request(replace(spec, target=_plain(spec.target), skip_matching=True))
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _plain(target: Target) -> Target:
    match target:
        case LaunchTemplateTarget(id=identifier, version=version):
            return LaunchTemplateTarget(identifier, version)
        case ContainersTarget(containers=containers):
            return ContainersTarget(tuple(Container(c.name, c.image) for c in containers))
        case _:
            return target
