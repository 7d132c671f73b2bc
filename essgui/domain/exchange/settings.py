"""Saved settings: the pace of a refresh by name, for any group, with its target where that was wanted.

A file of them is JSON with the number of its schema; values of environment variables are never in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from essgui.domain.exchange.filling import Filling
from essgui.domain.exchange.guarding import KEY, read_guards, write_guards
from essgui.domain.exchange.parameters import nested
from essgui.domain.exchange.reader import RequestReader
from essgui.domain.exchange.request import read_json
from essgui.domain.exchange.slips import Slip, located
from essgui.domain.refresh import ContainersTarget, RefreshSpec
from essgui.domain.rules import MAX_HEALTHY, MIN_HEALTHY, PAUSE_MINUTES
from essgui.domain.scaling import GroupId, RegionId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.exchange.parameters import Value
    from essgui.domain.guards import Guards
    from essgui.domain.refresh import Target

SCHEMA = 1
MARK = "EssguiSettings"
"""The name in a file that tells what it is; its value is the number of the schema."""
LONGEST_NAME = 60
MOST = 200
"""Settings in one file (assumed; a menu of more is of no use)."""

_FIELDS = (
    *("Name", "MinHealthyPercentage", "MaxHealthyPercentage", "SkipMatching"),
    *("Checkpoints", "CheckpointPauseTime", "DesiredConfiguration", KEY),
)


@dataclass(frozen=True, slots=True)
class SavedSettings:
    """Settings under a name."""

    name: str
    min_healthy: int = MIN_HEALTHY.default
    max_healthy: int = MAX_HEALTHY.default
    skip_matching: bool = True
    checkpoints: tuple[int, ...] = ()
    pause_minutes: int = PAUSE_MINUTES.default
    target: Target | None = None
    """None leaves the target of the form alone."""
    guards: Guards | None = None
    """None leaves the guards of the form alone."""

    @property
    def filling(self) -> Filling:
        """What they set in the form."""
        return Filling(
            target=self.target,
            min_healthy=self.min_healthy,
            max_healthy=self.max_healthy,
            skip_matching=self.skip_matching,
            checkpoints=self.checkpoints,
            pause_minutes=self.pause_minutes,
            guards=self.guards,
            keeps_environment=True,
        )


class NewerSchema(ValueError):
    """The file was written by a later version of this program."""


def settings_of(
    name: str, spec: RefreshSpec, *, with_target: bool, guards: Guards | None = None
) -> SavedSettings:
    """Take the settings of a request; of containers, environment variables are left out."""
    return SavedSettings(
        name=name,
        min_healthy=spec.min_healthy,
        max_healthy=spec.max_healthy,
        skip_matching=spec.skip_matching,
        checkpoints=spec.checkpoints,
        pause_minutes=spec.pause_minutes,
        target=_without_environment(spec.target) if with_target else None,
        guards=guards,
    )


def write_settings(saved: Iterable[SavedSettings]) -> str:
    """Return the file: always the same text for the same settings."""
    found = {MARK: SCHEMA, "Settings": [write_one(s) for s in saved]}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def read_settings(text: str) -> tuple[tuple[SavedSettings, ...], tuple[Slip, ...]]:
    """Read a file; without a slip it is whole. Raises NewerSchema where only a later version can read it."""
    reader = RequestReader()
    found, broken = read_json(text, reader)
    if broken is not None:
        return (), (broken,)
    top = reader.members("", found, (MARK, "Settings"))
    version: object = top.get(MARK)
    if isinstance(version, int) and version > SCHEMA:
        raise NewerSchema(f"schema {version} is newer than {SCHEMA}")
    if isinstance(version, bool) or version != SCHEMA:
        reader.slip(MARK, f"The number of the schema belongs here: {SCHEMA}.")
    saved: dict[str, SavedSettings] = {}
    listed = reader.items("", top, "Settings")
    if len(listed) > MOST:
        reader.slip("Settings", f"There are more than {MOST}.")
        listed = []
    for where, each in listed:
        one = read_one(reader, where, each)
        if one.name in saved:
            reader.slip(f"{where}.Name", "This name is there twice.")
        saved[one.name] = one
    return (() if reader.slips else tuple(saved.values())), located(text, reader.slips)


def name_problem(name: str, taken: Iterable[str] = ()) -> str:
    """Say what is wrong with a name for settings, or nothing."""
    if not name.strip():
        return "Give it a name."
    if len(name) > LONGEST_NAME:
        return f"At most {LONGEST_NAME} characters."
    if not name.isprintable():
        return "A name is one line of letters."
    if name in set(taken):
        return f"There are settings called {name} already."
    return ""


def read_one(reader: RequestReader, where: str, value: object) -> SavedSettings:
    """Read settings from their JSON object; what is wrong with it goes to the reader's slips."""
    one = reader.members(where, value, _FIELDS)
    name = reader.text(where, one, "Name", needed=True)
    wrong = name_problem(name)
    if wrong and isinstance(one.get("Name"), str):
        reader.slip(f"{where}.Name", wrong)
    return SavedSettings(
        name=name,
        min_healthy=reader.whole(where, one, "MinHealthyPercentage", MIN_HEALTHY.default),
        max_healthy=reader.whole(where, one, "MaxHealthyPercentage", MAX_HEALTHY.default),
        skip_matching=reader.flag(where, one, "SkipMatching", default=True),
        checkpoints=reader.checkpoints(where, one),
        pause_minutes=reader.whole(where, one, "CheckpointPauseTime", PAUSE_MINUTES.default),
        target=reader.target(where, one) if "DesiredConfiguration" in one else None,
        guards=read_guards(reader, where, one),
    )


def write_one(saved: SavedSettings) -> dict[str, Value]:
    """Return settings as a JSON object."""
    found: dict[str, Value] = {
        "Name": saved.name,
        "MinHealthyPercentage": saved.min_healthy,
        "MaxHealthyPercentage": saved.max_healthy,
        "SkipMatching": saved.skip_matching,
        "Checkpoints": [{"Percentage": percent} for percent in saved.checkpoints],
        "CheckpointPauseTime": saved.pause_minutes,
    }
    if saved.target is not None:
        spec = RefreshSpec(RegionId(""), GroupId(""), _without_environment(saved.target))
        desired: Any = nested(spec).get("DesiredConfiguration", {})
        found["DesiredConfiguration"] = cast("Value", desired)
    if saved.guards is not None:
        found[KEY] = write_guards(saved.guards)
    return found


def _without_environment(target: Target) -> Target:
    if isinstance(target, ContainersTarget):
        return ContainersTarget(tuple(replace(c, environment=()) for c in target.containers))
    return target
