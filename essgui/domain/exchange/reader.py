"""Reads what the JSON of a request says, strictly: every complaint names the path that it is about."""

from __future__ import annotations

from typing import Any, cast

from essgui.domain.exchange.slips import Slip, plain
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

_TARGETS = ("ScalingConfigurationId", "ImageId", "LaunchTemplateId", "Containers")


class RequestReader:
    """Collects the slips of one JSON text on the way to a request."""

    def __init__(self) -> None:
        self.slips: list[Slip] = []

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make an object for the json module."""
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self.slip(key, "This name is there twice.")
            found[key] = value
        return found

    def constant(self, word: str) -> None:
        """Refuse NaN and its like for the json module."""
        self.slip(word, "This is not a number that JSON has.")

    def request(self, value: object) -> RefreshSpec:
        """Return a whole request."""
        keys = ("RegionId", "ScalingGroupId", "DesiredConfiguration", "MinHealthyPercentage")
        keys += ("MaxHealthyPercentage", "SkipMatching", "Checkpoints", "CheckpointPauseTime")
        top = self.members("", value, keys)
        return RefreshSpec(
            region=RegionId(self.text("", top, "RegionId", needed=True)),
            group=GroupId(self.text("", top, "ScalingGroupId", needed=True)),
            target=self.target("", top),
            min_healthy=self.whole("", top, "MinHealthyPercentage", MIN_HEALTHY.default),
            max_healthy=self.whole("", top, "MaxHealthyPercentage", MAX_HEALTHY.default),
            skip_matching=self.flag("", top, "SkipMatching", default=True),
            checkpoints=self.checkpoints("", top),
            pause_minutes=self.whole("", top, "CheckpointPauseTime", PAUSE_MINUTES.default),
        )

    def checkpoints(self, where: str, found: dict[str, Any]) -> tuple[int, ...]:
        """Return the percentages of a list of checkpoints."""
        percents: list[int] = []
        for at, each in self.items(where, found, "Checkpoints"):
            one = self.members(at, each, ("Percentage",))
            if "Percentage" not in one:
                self.slip(f"{at}.Percentage", "A checkpoint needs its percentage.")
            percents.append(self.whole(at, one, "Percentage", 0))
        return tuple(percents)

    def flag(self, where: str, found: dict[str, Any], key: str, *, default: bool) -> bool:
        """Return true or false, or the default where there is none."""
        value: object = found.get(key, default)
        if not isinstance(value, bool):
            self.slip(_at(where, key), "This is true or false.")
            return default
        return value

    def target(self, where: str, top: dict[str, Any]) -> Target:
        """Return the desired configuration of a request."""
        if "DesiredConfiguration" not in top:
            return ActiveConfiguration()
        at = _at(where, "DesiredConfiguration")
        keys = (*_TARGETS, "LaunchTemplateVersion", "LaunchTemplateOverrides")
        desired = self.members(at, top["DesiredConfiguration"], keys)
        named = [key for key in _TARGETS if key in desired]
        if len(named) > 1:
            self.slip(at, f"Only one of these can be the target: {', '.join(named)}.")
        kind = named[0] if named else ""
        if kind != "LaunchTemplateId":
            for key in ("LaunchTemplateVersion", "LaunchTemplateOverrides"):
                if key in desired:
                    self.slip(f"{at}.{key}", "This goes with LaunchTemplateId only.")
        match kind:
            case "ScalingConfigurationId":
                return ScalingConfigurationTarget(ConfigurationId(self.text(at, desired, kind)))
            case "ImageId":
                return ImageTarget(self.text(at, desired, kind))
            case "LaunchTemplateId":
                types: list[str] = []
                for where, each in self.items(at, desired, "LaunchTemplateOverrides"):
                    one = self.members(where, each, ("InstanceType",))
                    types.append(self.text(where, one, "InstanceType", needed=True))
                version = self.text(at, desired, "LaunchTemplateVersion") or "Default"
                return LaunchTemplateTarget(TemplateId(self.text(at, desired, kind)), version, tuple(types))
            case "Containers":
                return ContainersTarget(
                    tuple(self._container(w, c) for w, c in self.items(at, desired, kind))
                )
            case _:
                return ActiveConfiguration()

    def _container(self, where: str, value: object) -> Container:
        one = self.members(where, value, ("Name", "Image", "Commands", "Args", "EnvironmentVars"))
        variables: list[EnvironmentVariable] = []
        for at, each in self.items(where, one, "EnvironmentVars"):
            pair = self.members(at, each, ("Key", "Value", "FieldRefFieldPath"))
            key, said = self.text(at, pair, "Key", needed=True), self.text(at, pair, "Value")
            variables.append(EnvironmentVariable(key, said, self.text(at, pair, "FieldRefFieldPath")))
        return Container(
            name=self.text(where, one, "Name", needed=True),
            image=self.text(where, one, "Image"),
            commands=tuple(self.string(w, v) for w, v in self.items(where, one, "Commands")),
            args=tuple(self.string(w, v) for w, v in self.items(where, one, "Args")),
            environment=tuple(variables),
        )

    def members(self, where: str, value: object, known: tuple[str, ...]) -> dict[str, Any]:
        """Return an object; names that are not known are slips."""
        if not isinstance(value, dict):
            self.slip(where, "An object in braces belongs here.")
            return {}
        found = cast("dict[str, Any]", value)
        for key in found:
            if key not in known:
                self.slip(_at(where, key), "StartInstanceRefresh has no such parameter here.")
        return found

    def items(self, where: str, found: dict[str, Any], key: str) -> list[tuple[str, Any]]:
        """Return the members of a list, each with its place; one that is missing is empty."""
        value: object = found.get(key, [])
        at = _at(where, key)
        if not isinstance(value, list):
            self.slip(at, "A list in square brackets belongs here.")
            return []
        return [(f"{at}.{n}", each) for n, each in enumerate(cast("list[Any]", value), 1)]

    def text(self, where: str, found: dict[str, Any], key: str, *, needed: bool = False) -> str:
        """Return a text, empty where there is none."""
        if key not in found:
            if needed:
                self.slip(_at(where, key), "This is missing.")
            return ""
        return self.string(_at(where, key), found[key])

    def string(self, where: str, value: object) -> str:
        """Return a text that can be sent."""
        if not isinstance(value, str):
            self.slip(where, "A text in quotes belongs here.")
            return ""
        # A lone surrogate has no UTF-8 and a NUL cannot be an argument: neither can be sent.
        if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
            self.slip(where, "This text has a character that cannot be sent.")
            return ""
        return value

    def whole(self, where: str, found: dict[str, Any], key: str, default: int) -> int:
        """Return a whole number, or the default where there is none."""
        value: object = found.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.slip(_at(where, key), "A whole number belongs here.")
            return default
        return value

    def slip(self, where: str, sentence: str) -> None:
        """Note something wrong."""
        self.slips.append(Slip(plain(where), sentence))


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
