"""Looks for a refresh by its id alone, in one region after the other."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core.failure import Failure, FailureKind, failure_of
from essgui.domain.errors import ScalingError
from essgui.runtime.answer import defect

if TYPE_CHECKING:
    from essgui.cloud.port import ScalingApi
    from essgui.core.effects import FindTask

log = logging.getLogger(__name__)

REGION_SEARCHES = 6
"""Regions asked at the same time when a refresh is looked for by its id."""


async def search(api: ScalingApi, effect: FindTask) -> m.WatchFound | m.WatchFailed:
    """Return where it was found first, or how far the search went in vain."""
    failures: list[Failure] = []
    regions = effect.regions
    for i in range(0, len(regions), REGION_SEARCHES):
        some = regions[i : i + REGION_SEARCHES]
        answers = await asyncio.gather(
            *(api.refreshes_by_id(region, (effect.task,)) for region in some),
            return_exceptions=True,
        )
        for answer in answers:
            if isinstance(answer, ScalingError):
                failures.append(failure_of(answer))
            elif isinstance(answer, Exception):
                log.error("a search failed in an unforeseen way", exc_info=answer)
                failures.append(defect(answer))
            elif isinstance(answer, BaseException):
                raise answer
            elif answer:
                return m.WatchFound(answer[0])
    return m.WatchFailed(effect.task, _not_found(effect, failures))


def _not_found(effect: FindTask, failures: list[Failure]) -> Failure:
    asked = len(effect.regions)
    if failures and len(failures) == asked:
        return failures[0]
    sentence = f"No region that was searched ({asked}) has an instance refresh {effect.task}."
    if failures:
        sentence += f" {len(failures)} of them could not be read."
    return Failure(
        FailureKind.NOT_FOUND,
        failures[0].code if failures else "InstanceRefreshTaskNotFound",
        sentence,
        "Check the id and the account. ESS may also have dropped a refresh that ended long ago.",
    )
