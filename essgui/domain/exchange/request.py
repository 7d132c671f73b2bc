"""A request as a JSON object in the API's names: written in one form, and read strictly.

Every complaint names the place: line and column where the text is no JSON, the path where a value is wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from essgui.domain.exchange.parameters import nested
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
    Target,
)
from essgui.domain.rules import MAX_HEALTHY, MIN_HEALTHY, PAUSE_MINUTES
from essgui.domain.scaling import (
    ConfigurationId,
    Container,
    EnvironmentVariable,
    GroupId,
    RegionId,
    TemplateId,
)

MOST_CHARACTERS = 262_144
"""A longer text is not looked at (assumed; the largest legal request is far smaller)."""

_TARGETS = ("ScalingConfigurationId", "ImageId", "LaunchTemplateId", "Containers")


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing wrong with a text, and where: a path such as Checkpoints.1.Percentage, or line and column."""

    where: str
    sentence: str


def write_request(spec: RefreshSpec) -> str:
    """Return the request as JSON: always the same text for the same request."""
    return json.dumps(nested(spec), indent=2, ensure_ascii=False) + "\n"


def read_request(text: str) -> tuple[RefreshSpec | None, tuple[Slip, ...]]:
    """Read a request; without a slip there is always a request, with one there is none.

    Ranges are not judged here but by `essgui.domain.rules`, like those of the form.
    """
    if len(text) > MOST_CHARACTERS:
        return None, (Slip("line 1", f"The text is longer than {MOST_CHARACTERS} characters."),)
    reader = _Reader()
    try:
        found: Any = json.loads(text, object_pairs_hook=reader.pairs, parse_constant=reader.constant)
    except json.JSONDecodeError as error:
        return None, (Slip(f"line {error.lineno}, column {error.colno}", f"Not valid JSON: {error.msg}."),)
    except (RecursionError, ValueError):
        return None, (Slip("line 1", "Too deeply nested, or a number too long, to be a request."),)
    spec = reader.request(found)
    return (None if reader.slips else spec), tuple(reader.slips)


class _Reader:
    def __init__(self) -> None:
        self.slips: list[Slip] = []

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self._slip(key, "This name is there twice.")
            found[key] = value
        return found

    def constant(self, word: str) -> None:
        self._slip(word, "This is not a number that JSON has.")

    def request(self, value: object) -> RefreshSpec:
        keys = ("RegionId", "ScalingGroupId", "DesiredConfiguration", "MinHealthyPercentage")
        keys += ("MaxHealthyPercentage", "SkipMatching", "Checkpoints", "CheckpointPauseTime")
        top = self._object("", value, keys)
        percents: list[int] = []
        for where, each in self._list("", top, "Checkpoints"):
            one = self._object(where, each, ("Percentage",))
            if "Percentage" not in one:
                self._slip(f"{where}.Percentage", "A checkpoint needs its percentage.")
            percents.append(self._whole(where, one, "Percentage", 0))
        skip = top.get("SkipMatching", True)
        if not isinstance(skip, bool):
            self._slip("SkipMatching", "This is true or false.")
        return RefreshSpec(
            region=RegionId(self._text("", top, "RegionId", needed=True)),
            group=GroupId(self._text("", top, "ScalingGroupId", needed=True)),
            target=self._target(top),
            min_healthy=self._whole("", top, "MinHealthyPercentage", MIN_HEALTHY.default),
            max_healthy=self._whole("", top, "MaxHealthyPercentage", MAX_HEALTHY.default),
            skip_matching=bool(skip),
            checkpoints=tuple(percents),
            pause_minutes=self._whole("", top, "CheckpointPauseTime", PAUSE_MINUTES.default),
        )

    def _target(self, top: dict[str, Any]) -> Target:
        if "DesiredConfiguration" not in top:
            return ActiveConfiguration()
        at = "DesiredConfiguration"
        keys = (*_TARGETS, "LaunchTemplateVersion", "LaunchTemplateOverrides")
        desired = self._object(at, top[at], keys)
        named = [key for key in _TARGETS if key in desired]
        if len(named) > 1:
            self._slip(at, f"Only one of these can be the target: {', '.join(named)}.")
        kind = named[0] if named else ""
        if kind != "LaunchTemplateId":
            for key in ("LaunchTemplateVersion", "LaunchTemplateOverrides"):
                if key in desired:
                    self._slip(f"{at}.{key}", "This goes with LaunchTemplateId only.")
        match kind:
            case "ScalingConfigurationId":
                return ScalingConfigurationTarget(ConfigurationId(self._text(at, desired, kind)))
            case "ImageId":
                return ImageTarget(self._text(at, desired, kind))
            case "LaunchTemplateId":
                types: list[str] = []
                for where, each in self._list(at, desired, "LaunchTemplateOverrides"):
                    one = self._object(where, each, ("InstanceType",))
                    types.append(self._text(where, one, "InstanceType", needed=True))
                version = self._text(at, desired, "LaunchTemplateVersion") or "Default"
                return LaunchTemplateTarget(TemplateId(self._text(at, desired, kind)), version, tuple(types))
            case "Containers":
                return ContainersTarget(
                    tuple(self._container(w, c) for w, c in self._list(at, desired, kind))
                )
            case _:
                return ActiveConfiguration()

    def _container(self, where: str, value: object) -> Container:
        one = self._object(where, value, ("Name", "Image", "Commands", "Args", "EnvironmentVars"))
        variables: list[EnvironmentVariable] = []
        for at, each in self._list(where, one, "EnvironmentVars"):
            pair = self._object(at, each, ("Key", "Value", "FieldRefFieldPath"))
            key, said = self._text(at, pair, "Key", needed=True), self._text(at, pair, "Value")
            variables.append(EnvironmentVariable(key, said, self._text(at, pair, "FieldRefFieldPath")))
        return Container(
            name=self._text(where, one, "Name", needed=True),
            image=self._text(where, one, "Image"),
            commands=tuple(self._string(w, v) for w, v in self._list(where, one, "Commands")),
            args=tuple(self._string(w, v) for w, v in self._list(where, one, "Args")),
            environment=tuple(variables),
        )

    def _object(self, where: str, value: object, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._slip(where, "An object in braces belongs here.")
            return {}
        found = cast("dict[str, Any]", value)
        for key in found:
            if key not in known:
                self._slip(_at(where, key), "StartInstanceRefresh has no such parameter here.")
        return found

    def _list(self, where: str, found: dict[str, Any], key: str) -> list[tuple[str, Any]]:
        value: object = found.get(key, [])
        at = _at(where, key)
        if not isinstance(value, list):
            self._slip(at, "A list in square brackets belongs here.")
            return []
        return [(f"{at}.{n}", each) for n, each in enumerate(cast("list[Any]", value), 1)]

    def _text(self, where: str, found: dict[str, Any], key: str, *, needed: bool = False) -> str:
        if key not in found:
            if needed:
                self._slip(_at(where, key), "This is missing.")
            return ""
        return self._string(_at(where, key), found[key])

    def _string(self, where: str, value: object) -> str:
        if not isinstance(value, str):
            self._slip(where, "A text in quotes belongs here.")
            return ""
        # A lone surrogate has no UTF-8 and a NUL cannot be an argument: neither can be sent.
        if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
            self._slip(where, "This text has a character that cannot be sent.")
            return ""
        return value

    def _whole(self, where: str, found: dict[str, Any], key: str, default: int) -> int:
        value: object = found.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self._slip(_at(where, key), "A whole number belongs here.")
            return default
        return value

    def _slip(self, where: str, sentence: str) -> None:
        # Names come from the text itself: a hostile one must not make the complaint unreadable.
        self.slips.append(Slip(ascii(where)[1:-1][:120] or "the whole text", sentence))


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
