"""Reads blocks of Terraform's resource alicloud_ess_instance_refresh, each argument with its place.

Source of the arguments: the provider's page and schema of the resource. What only Terraform can know (a
reference, a function) is left out with a remark, and the form keeps its own value there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.exchange.filling import Filling, Offer, Reading
from essgui.domain.exchange.hcl import Unresolved, Wrong, parse
from essgui.domain.exchange.slips import Slip
from essgui.domain.exchange.terraform import RESOURCE
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
)
from essgui.domain.rules import CHECKPOINT, MAX_HEALTHY, MIN_HEALTHY, PAUSE_MINUTES
from essgui.domain.scaling import Container, EnvironmentVariable, TemplateId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.domain.exchange.hcl import Block, Literal, Spot
    from essgui.domain.refresh import Target
    from essgui.domain.rules import Limit

KIND = "Terraform"
MOST_BLOCKS = 50

_TERRAFORMS_OWN = frozenset(
    ("count", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "connection", "timeouts")
)
_IMAGE = "desired_configuration_image_id"
_TEMPLATE = "desired_configuration_launch_template_id"
_VERSION = "desired_configuration_launch_template_version"
_OVERRIDES = "desired_configuration_launch_template_overrides"
_CONTAINERS = "desired_configuration_containers"


def read_terraform(text: str) -> Offer:
    """Read every block of the resource that a text has; without one, say what it has instead."""
    blocks, slip = parse(text)
    if slip is not None:
        return Offer(KIND, slips=(slip,))
    ours = [b for b in blocks if b.kind == "resource" and b.labels[:1] == (RESOURCE,)]
    if not ours:
        seen = ", ".join(dict.fromkeys(_title(b) for b in blocks[:5])) or "nothing"
        return Offer(KIND, slips=(Slip("line 1", f"No block of {RESOURCE} is here, but {seen}.", 1, 1),))
    if len(ours) > MOST_BLOCKS:
        late = ours[MOST_BLOCKS]
        sentence = f"There are more than {MOST_BLOCKS} blocks of {RESOURCE}."
        return Offer(KIND, slips=(_slip(late, sentence),))
    return Offer(KIND, tuple(_Resource(block).reading() for block in ours))


def _title(block: Block) -> str:
    return " ".join((block.kind, *(ascii(label)[1:-1][:60] for label in block.labels[:2])))


def _slip(at: Spot | Block, sentence: str) -> Slip:
    return Slip(f"line {at.line}, column {at.column}", sentence, at.line, at.column)


class _Level:
    """The arguments and blocks of one level, taken one by one; what is left in the end is not known."""

    def __init__(self, block: Block, remarks: list[Slip]) -> None:
        self.remarks = remarks
        self._spots: dict[str, Spot] = {}
        for name, spot in block.attributes:
            if name in self._spots:
                remarks.append(_slip(spot, f"{name} is written twice; the first one counts."))
            self._spots.setdefault(name, spot)
        self._blocks = list(block.blocks)

    def spot(self, name: str) -> Spot | None:
        """Return an argument that has a value; one that only Terraform knows is remarked on."""
        spot = self._spots.pop(name, None)
        if spot is None or spot.value is None:
            return None
        if isinstance(spot.value, Unresolved):
            said = ascii(spot.value.text)[1:-1]
            self.say(spot, f"{name} cannot be resolved here ({said}): the form keeps its value.")
        if isinstance(spot.value, Wrong):
            self.say(spot, f"{name}: {spot.value.sentence} The form keeps its value.")
        return spot

    def say(self, at: Spot | Block, sentence: str) -> None:
        self.remarks.append(_slip(at, sentence))

    def whole(self, name: str, limit: Limit, absent: int | None) -> int | None:
        """Return a whole number inside its range; Terraform takes one in quotes too."""
        spot = self.spot(name)
        if spot is None:
            return absent
        value = spot.value
        if isinstance(value, str) and value.lstrip("-").isdecimal() and len(value) < 12:
            value = int(value)
        if isinstance(value, Unresolved | Wrong):
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.say(spot, f"{name} is a whole number; the form keeps its value.")
            return None
        if not limit.holds(value):
            said = f"{name} goes from {limit.low} to {limit.high}; the form keeps its value."
            self.say(spot, said)
            return None
        return value

    def flag(self, name: str, *, absent: bool) -> bool | None:
        spot = self.spot(name)
        if spot is None:
            return absent
        value = {"true": True, "false": False}.get(spot.value) if isinstance(spot.value, str) else spot.value
        if isinstance(value, bool):
            return value
        if not isinstance(value, Unresolved | Wrong):
            self.say(spot, f"{name} is true or false; the form keeps its value.")
        return None

    def text(self, name: str) -> str | None:
        """Return a text, empty where it is absent, None where it is there but cannot be taken."""
        spot = self.spot(name)
        return "" if spot is None else self._text(name, spot, spot.value)

    def texts(self, name: str) -> tuple[str, ...]:
        spot = self.spot(name)
        if spot is None or isinstance(spot.value, Unresolved | Wrong):
            return ()
        if not isinstance(spot.value, list):
            self.say(spot, f"{name} is a list of texts in square brackets; it is left out.")
            return ()
        found: list[str] = []
        for each in spot.value:
            if isinstance(each.value, Unresolved | Wrong):
                self.say(each, f"This member of {name} cannot be resolved here; it is left out.")
                continue
            one = self._text(name, each, each.value)
            found += [] if one is None else [one]
        return tuple(found)

    def blocks(self, kind: str) -> tuple[list[Block], bool]:
        """Return the blocks of a kind, and whether that is all that there will be."""
        spot = self._spots.pop(kind, None)
        if spot is not None:
            self.say(spot, f"{kind} is written as blocks: {kind} {{ … }}. The form keeps its value.")
        made = [b for b in self._blocks if b.kind == "dynamic" and b.labels == (kind,)]
        for block in made:
            self.say(block, f"Dynamic blocks of {kind} cannot be resolved here: the form keeps its value.")
        found = [b for b in self._blocks if b.kind == kind]
        self._blocks = [b for b in self._blocks if b not in found and b not in made]
        return found, spot is None and not made

    def rest(self, where: str) -> None:
        """Remark on everything that nobody asked for."""
        left: list[tuple[str, Spot | Block]] = [*self._spots.items(), *((b.kind, b) for b in self._blocks)]
        for name, at in left:
            if name in _TERRAFORMS_OWN and where == RESOURCE:
                self.say(at, f"{name} is Terraform's own and says nothing about the refresh.")
            else:
                self.say(at, f"{where} has no argument {ascii(name)[1:-1][:60]}; it is left out.")

    def _text(self, name: str, spot: Spot, value: Literal) -> str | None:
        # Terraform turns numbers and truth values into texts by itself.
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, str):
            if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
                self.say(spot, f"{name} has a character that cannot be sent.")
                return None
            return value
        if not isinstance(value, Unresolved | Wrong):
            self.say(spot, f"{name} is a text in quotes; the form keeps its value.")
        return None


class _Resource:
    def __init__(self, block: Block) -> None:
        self._block = block
        self._remarks: list[Slip] = []
        self._top = _Level(block, self._remarks)

    def reading(self) -> Reading:
        top, block = self._top, self._block
        group = top.text("scaling_group_id") or ""
        if not any(name == "skip_matching" for name, _ in block.attributes):
            top.say(block, "skip_matching is left out: Terraform then sends false.")
        status = top.spot("status")
        if status is not None:
            top.say(status, "status belongs to a refresh that runs already; it is left out.")
        checkpoints = self._checkpoints()
        filling = Filling(
            target=self._target(),
            min_healthy=top.whole("min_healthy_percentage", MIN_HEALTHY, MIN_HEALTHY.default),
            max_healthy=top.whole("max_healthy_percentage", MAX_HEALTHY, MAX_HEALTHY.default),
            skip_matching=top.flag("skip_matching", absent=False),
            checkpoints=checkpoints,
            pause_minutes=top.whole("checkpoint_pause_time", PAUSE_MINUTES, None),
            group=group,
        )
        top.rest(RESOURCE)
        remarks = tuple(sorted(self._remarks, key=lambda slip: (slip.line, slip.column)))
        return Reading(block.labels[1] if len(block.labels) > 1 else RESOURCE, filling, remarks)

    def _checkpoints(self) -> tuple[int, ...] | None:
        found, whole = self._top.blocks("checkpoints")
        percents: list[int | None] = []
        for block in found:
            level = _Level(block, self._remarks)
            if not any(name == "percentage" for name, _ in block.attributes):
                level.say(block, "A checkpoint needs its percentage; the form keeps its checkpoints.")
            percents.append(level.whole("percentage", CHECKPOINT, None))
            level.rest("checkpoints")
        taken = tuple(p for p in percents if p is not None)
        return taken if whole and len(taken) == len(percents) else None

    def _target(self) -> Target | None:
        top = self._top
        given = {name for name, spot in self._block.attributes if spot.value not in ("", None)}
        image, template, version = top.text(_IMAGE), top.text(_TEMPLATE), top.text(_VERSION)
        types, all_types = self._types()
        containers, all_containers = self._containers()
        named = [name for name in (_IMAGE, _TEMPLATE) if name in given]
        named += [_CONTAINERS] if containers or not all_containers else []
        if len(named) > 1:
            top.say(
                self._block, f"Only one target is possible, and here are {', '.join(named)}: none is taken."
            )
            return None
        if (version or types) and named != [_TEMPLATE]:
            top.say(self._block, f"A template's version and overrides go with {_TEMPLATE} only; left out.")
        match named:
            case [name] if name == _IMAGE:
                return ImageTarget(image) if image else None
            case [name] if name == _TEMPLATE:
                if not template or version is None or not all_types:
                    top.say(
                        self._block, "The launch template is not known whole, so the form keeps its target."
                    )
                    return None
                return LaunchTemplateTarget(TemplateId(template), version or "Default", types)
            case [_]:
                return ContainersTarget(containers) if all_containers else None
            case _:
                top.say(self._block, "No target is named: Terraform refreshes to what is active then.")
                return ActiveConfiguration()

    def _types(self) -> tuple[tuple[str, ...], bool]:
        found, whole = self._top.blocks(_OVERRIDES)
        types: list[str] = []
        for block in found:
            level = _Level(block, self._remarks)
            name = level.text("instance_type")
            whole = whole and name is not None
            types += [name] if name else []
            level.rest(_OVERRIDES)
        return tuple(types), whole

    def _containers(self) -> tuple[tuple[Container, ...], bool]:
        found, whole = self._top.blocks(_CONTAINERS)
        made: list[Container] = []
        for block in found:
            level = _Level(block, self._remarks)
            name, image = level.text("name"), level.text("image")
            commands, args = level.texts("commands"), level.texts("args")
            variables = tuple(self._variables(level))
            level.rest(_CONTAINERS)
            if not name:
                level.say(block, "A container needs its name; this one is left out.")
                continue
            made.append(Container(name, image or "", commands, args, variables))
        return tuple(made), whole

    def _variables(self, level: _Level) -> Iterator[EnvironmentVariable]:
        for block in level.blocks("environment_vars")[0]:
            inside = _Level(block, self._remarks)
            key, value = inside.text("key"), inside.text("value")
            path = inside.text("field_ref_field_path")
            inside.rest("environment_vars")
            if not key or value is None or path is None:
                inside.say(block, "This environment variable is not known whole; it is left out.")
                continue
            yield EnvironmentVariable(key, value, path)
