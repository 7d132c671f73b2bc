"""The place a rollback goes to: it exists, it is gone, it is being read, or nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.origin import origin_of
from essgui.core.state import AppState, Detail, Remote
from essgui.domain.catalog import Image, TemplateVersion
from essgui.domain.preflight.rehearsal import Existence
from essgui.domain.questions import ImageById, TemplateVersions
from essgui.domain.scaling import ScalingGroup, TemplateId
from tests.support.playbook import DENIED
from tests.support.states import HANGZHOU, NOW, make_configurations, make_group, make_state

WEB = make_group()
T = TemplateId("lt-1")
BY_TEMPLATE = make_group(active_configuration=None, launch_template=T, launch_template_version="4")
IMAGE = Image("m-bp1old", "old")
READ = Detail(configurations=Remote(make_configurations(WEB), NOW))


def state(group: ScalingGroup, detail: Detail, **looks: Remote[object]) -> AppState:
    questions = {
        "image": ImageById(HANGZHOU, "m-bp1old"),
        "versions": TemplateVersions(HANGZHOU, T),
    }
    return make_state(
        [group], details={group.id: detail}, looks={questions[n]: remote for n, remote in looks.items()}
    )


@pytest.mark.parametrize(
    ("image", "existence"),
    [
        (Remote(IMAGE, NOW), Existence.EXISTS),
        (Remote(None, NOW), Existence.GONE),
        (Remote(loading=True), Existence.READING),
        (Remote(failure=DENIED), Existence.UNKNOWN),
        (Remote(failure=DENIED, loading=True), Existence.READING),
    ],
)
def test_a_configuration_is_there_as_long_as_its_image_is(
    image: Remote[object], existence: Existence
) -> None:
    found = origin_of(state(WEB, READ, image=image), WEB)
    assert (found.existence, found.rests_on) == (existence, "image m-bp1old")


def test_a_configuration_that_is_not_listed_is_gone() -> None:
    detail = Detail(configurations=Remote((), NOW))
    assert origin_of(state(WEB, detail), WEB).existence is Existence.GONE


def test_configurations_that_cannot_be_read_are_not_called_gone() -> None:
    denied = Detail(configurations=Remote(failure=DENIED))
    assert origin_of(state(WEB, denied), WEB).existence is Existence.UNKNOWN
    assert origin_of(state(WEB, Detail()), WEB).existence is Existence.READING


def test_a_version_of_a_template_that_is_not_listed_is_gone() -> None:
    listed = (TemplateVersion(T, 3, default=True),)
    found = origin_of(state(BY_TEMPLATE, Detail(), versions=Remote(listed, NOW)), BY_TEMPLATE)
    assert (found.existence, found.rests_on) == (Existence.GONE, "version 4 of lt-1")


def test_a_version_without_a_known_image_is_there_by_being_listed() -> None:
    listed = (TemplateVersion(T, 4, default=True),)
    found = origin_of(state(BY_TEMPLATE, Detail(), versions=Remote(listed, NOW)), BY_TEMPLATE)
    assert (found.existence, found.moving) == (Existence.EXISTS, False)
    moving = replace(BY_TEMPLATE, launch_template_version="Default")
    assert origin_of(state(moving, Detail(), versions=Remote(listed, NOW)), moving).moving
