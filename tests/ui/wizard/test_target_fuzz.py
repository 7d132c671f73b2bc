"""Wild strings in the fields of the real page: no crash, and beside the field exactly what the rules say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit

from essgui.core.draft import TargetKind
from essgui.core.select_wizard import subject_of, under
from essgui.core.state import Picker
from tests.ui.wizard import offers, scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from tests.ui.wizard.stage import Stage

WILD = st.one_of(
    st.text(max_size=200),
    st.sampled_from(("<b>x</b>", "lt-1", "m-1", "asc-1", "\x00", "a\nb", "&amp;", "٣", "𝔘", "x" * 400)),
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def type_in(here: Stage, name: str, text: str) -> QLineEdit:
    """Paste a text, which comes as one edit."""
    edit = here.find(QLineEdit, name)
    with QSignalBlocker(edit):
        edit.setText(text)
    edit.textEdited.emit(edit.text())
    here.turn()
    return edit


def said(here: Stage, field: str) -> str:
    subject = subject_of(here.store.state)
    assert subject is not None
    problem = under(subject.problems, field).get("")
    return problem.sentence if problem else ""


def test_ids_and_versions(stage: Callable[[AppState], Stage]) -> None:
    image = stage(
        scenes.with_wizard(offers.stocked(scenes.ecs(kind=TargetKind.IMAGE)), picker=Picker(by_id=True))
    )
    configuration = stage(scenes.ecs())
    template = stage(offers.stocked(scenes.template()))

    @FEW
    @given(WILD)
    def wild(text: str) -> None:
        shown = type_in(image, "image_id", text).text()
        assert image.draft.image == shown
        assert image.page.target.image.field.complaint.sentence == said(image, "image")
        shown = type_in(configuration, "configuration_id", text).text()
        assert configuration.draft.configuration == shown
        assert configuration.page.target.configuration.field.complaint.sentence == said(
            configuration, "configuration"
        )
        editor = template.page.target.template
        type_in(template, "template_id", text)
        type_in(template, "template_version_text", text)
        assert editor.id_field.complaint.sentence == said(template, "template")
        assert editor.version_field.complaint.sentence == said(template, "version")

    wild()


def test_searches(stage: Callable[[AppState], Stage]) -> None:
    image = stage(offers.stocked(scenes.ecs(kind=TargetKind.IMAGE)))
    template = stage(offers.stocked(scenes.template()))

    @FEW
    @given(WILD)
    def wild(text: str) -> None:
        for here, name in ((image, "image_search"), (template, "types_search")):
            here.find(QLineEdit, name).setText(text)
            here.turn()
        rows = image.page.target.image.table.model.rowCount()
        assert image.page.target.image.table.empty.isVisible() is (rows == 0)

    wild()


def test_containers(stage: Callable[[AppState], Stage]) -> None:
    push, sidecar = scenes.containers()
    drafts = (scenes.ContainerDraft(push, chosen=True), scenes.ContainerDraft(sidecar))
    here = stage(scenes.eci(containers=drafts))
    form = here.page.target.containers.forms[0]

    @FEW
    @given(WILD, WILD)
    def wild(one: str, two: str) -> None:
        type_in(here, "container_0_image", one)
        type_in(here, "container_0_commands_0", one)
        type_in(here, "container_0_args_0", two)
        type_in(here, "container_0_environment_0_key", one)
        type_in(here, "container_0_environment_0_value", two)
        assert form.image_field.complaint.sentence == said(here, "containers.0.image")
        assert form.commands._rows[0].complaint.sentence == said(here, "containers.0.commands.0")
        told = said(here, "containers.0.environment.0.key") or said(here, "containers.0.environment.0.value")
        assert form.environment._rows[0].complaint.sentence == told

    wild()
