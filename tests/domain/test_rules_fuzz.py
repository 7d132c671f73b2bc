"""Whatever is typed into a field is refused with a sentence or is something that can be sent as it is."""

from __future__ import annotations

import re
from urllib.parse import quote

from hypothesis import example, given, settings
from hypothesis import strategies as st

from essgui.domain.refresh import (
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
    Target,
)
from essgui.domain.rules import Severity, blocking, problems
from essgui.domain.scaling import ConfigurationId, Container, EnvironmentVariable, TemplateId
from tests.support.states import make_eci_group, make_group

# Every code point, half characters of a broken paste among them; short and far too long.
WILD = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=300),
    st.sampled_from(
        ("", " ", "\x00", "ecs.g7.large", "m-1", "asc-1", "lt-1", "３", "1\n", "Latest ", "<b>x</b>")
    ),
    st.from_regex(r"[a-z-]{1,140}", fullmatch=True),
)
FEW = settings(max_examples=150, deadline=None)
ASCII_ID = re.compile(r"[A-Za-z0-9_.-]{1,128}")


def wrong(target: Target) -> dict[str, str]:
    group = make_eci_group() if isinstance(target, ContainersTarget) else make_group()
    found = blocking(problems(RefreshSpec(group.region, group.id, target), group, None))
    for each in found:
        assert each.sentence
        assert len(each.sentence) < 200, "a sentence, not an echo of what was typed"
    return {p.field: p.sentence for p in found}


def sendable(*texts: str) -> None:
    for text in texts:
        quote(text)


@FEW
@given(WILD)
def test_an_image_id(text: str) -> None:
    assert bool(wrong(ImageTarget(text))) is not bool(ASCII_ID.fullmatch(text))


@FEW
@given(WILD)
def test_a_configuration_id(text: str) -> None:
    good = bool(ASCII_ID.fullmatch(text)) and text.startswith("asc-")
    assert bool(wrong(ScalingConfigurationTarget(ConfigurationId(text)))) is not good


@FEW
@given(WILD, WILD, st.lists(WILD, max_size=4))
@example("lt-1", "3", ["ecs.g7.large", "ecs.g7.large"])
@example("lt-1", "٣", [])
def test_a_template_a_version_and_types(template: str, version: str, types: list[str]) -> None:
    found = wrong(LaunchTemplateTarget(TemplateId(template), version, tuple(types)))
    good = bool(ASCII_ID.fullmatch(template)) and template.startswith("lt-")
    assert ("template" in found) is not good
    if "version" not in found:
        assert version in {"Default", "Latest"} or (
            version.isascii() and version.isdecimal() and int(version)
        )
    fine = [t for n, t in enumerate(types) if f"types.{n}" not in found]
    assert len(set(fine)) == len(fine), "no type twice"
    assert all(t.isascii() and t.startswith("ecs.") for t in fine)


@FEW
@given(WILD, WILD, st.lists(WILD, max_size=22), st.lists(WILD, max_size=12))
def test_a_container_and_its_program(name: str, image: str, commands: list[str], args: list[str]) -> None:
    found = wrong(ContainersTarget((Container(name, image, tuple(commands), tuple(args)),)))
    assert ("containers.0.commands" in found) is (len(commands) > 20)
    assert ("containers.0.args" in found) is (len(args) > 10)
    for n, command in enumerate(commands):
        if f"containers.0.commands.{n}" not in found:
            assert 1 <= len(command) <= 256
            sendable(command)
    for n, arg in enumerate(args):
        if f"containers.0.args.{n}" not in found:
            sendable(arg)
    if "containers.0.name" not in found:
        assert name
        sendable(name)
    if "containers.0.image" not in found:
        assert image
        sendable(image)
        assert not any(c.isspace() for c in image)


@FEW
@given(st.lists(st.tuples(WILD, WILD), max_size=5))
def test_variables(pairs: list[tuple[str, str]]) -> None:
    container = Container("app", "app:1", environment=tuple(EnvironmentVariable(k, v) for k, v in pairs))
    found = wrong(ContainersTarget((container,)))
    fine: list[str] = []
    for n, (key, value) in enumerate(pairs):
        if f"containers.0.environment.{n}.key" not in found:
            assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,127}", key)
            fine.append(key)
        if f"containers.0.environment.{n}.value" not in found:
            assert len(value) <= 256
            sendable(value)
    assert len(set(fine)) == len(fine), "no name twice"


def test_an_image_reference_beyond_ascii_is_a_caution_because_no_page_forbids_it() -> None:
    group = make_eci_group()
    spec = RefreshSpec(group.region, group.id, ContainersTarget((Container("app", "registry/服务:1"),)))
    (found,) = problems(spec, group)
    assert (found.field, found.severity) == ("containers.0.image", Severity.CAUTION)
