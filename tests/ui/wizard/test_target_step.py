"""The Target step: cards and the five editors, on the real page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from essgui.core.draft import TargetKind
from essgui.core.state import Remote
from tests.support.states import ACTIVE, OTHER
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from tests.ui.wizard.stage import Stage

Left = Qt.MouseButton.LeftButton


def test_a_card_that_cannot_apply_says_why_in_its_own_text(stage: Callable[[AppState], Stage]) -> None:
    cards = stage(scenes.ecs()).page.target.cards
    assert cards[TargetKind.CONTAINERS].isVisible()
    assert not cards[TargetKind.CONTAINERS].isEnabled()
    assert cards[TargetKind.CONTAINERS].shown_text == "Containers are for ECI groups; this group is ECS."
    assert cards[TargetKind.IMAGE].isEnabled()


def test_choosing_a_card_shows_its_editor_and_keeps_what_was_typed(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(scenes.ecs(**scenes.CONFIGURATION))
    target = here.page.target
    QTest.mouseClick(target.cards[TargetKind.IMAGE], Left)
    here.turn()
    assert here.draft.kind is TargetKind.IMAGE
    assert target.stack.current() is target.image
    assert "m-bp1c30n8rtd6ye2mkp7a" in target.image.now.value.text()
    QTest.mouseClick(target.cards[TargetKind.CONFIGURATION], Left)
    here.turn()
    assert here.find(QLineEdit, "configuration_id").text() == OTHER


def test_arrows_walk_the_cards_past_those_that_are_off(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(kind=TargetKind.TEMPLATE))
    card = here.page.target.cards[TargetKind.TEMPLATE]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Left)
    here.turn()
    assert here.draft.kind is TargetKind.IMAGE


def test_a_row_of_the_table_writes_its_id(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs())
    editor = here.page.target.configuration
    assert editor.model.key(0) == ACTIVE, "the active one stands first"
    assert editor.model.index(0, 4).data() == "Active now"
    place = editor.model.row_of(OTHER)
    spot = editor.table.visualRect(editor.model.index(place, 0)).center()
    QTest.mouseClick(editor.table.viewport(), Left, pos=spot)
    here.turn()
    assert here.draft.configuration == OTHER
    assert here.find(QLineEdit, "configuration_id").text() == OTHER
    assert [i.row() for i in editor.table.selectionModel().selectedRows()] == [place]
    QTest.keyClick(editor.table, Qt.Key.Key_Down)
    here.turn()
    assert here.draft.configuration == editor.model.key(place + 1)


def test_tabbing_into_the_table_chooses_nothing(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs())
    here.page.target.configuration.table.setFocus(Qt.FocusReason.TabFocusReason)
    here.turn()
    assert here.sent == []


def test_a_typed_id_that_no_row_has_marks_none(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(**scenes.CONFIGURATION))
    field = here.find(QLineEdit, "configuration_id")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "asg-1")
    here.turn()
    editor = here.page.target.configuration
    assert editor.table.selectionModel().selectedRows() == []
    assert editor.field.complaint.sentence == "The id of a scaling configuration begins with asc-"
    assert field.property("wrong") is True


def test_loading_and_failure_are_drawn(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.with_detail(scenes.ecs(), configurations=Remote(loading=True)))
    editor = here.page.target.configuration
    assert editor.loading.isVisible()
    assert here.page.diff.loading.isVisible()
    here.show(scenes.with_detail(here.store.state, configurations=Remote(failure=scenes.DENIED)))
    assert not editor.loading.isVisible()
    assert editor.failed.isVisible()
    assert editor.failed.code.text() == "Forbidden.RAM"
    assert editor.id.isEnabled(), "an id can be typed all the same"


def test_the_version_is_typed_or_picked(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.template())
    text = here.find(QLineEdit, "template_version_text")
    assert text.text() == "3"
    text.setFocus()
    text.selectAll()
    QTest.keyClicks(text, "L")
    here.turn()
    assert here.draft.template_version == "L", "nothing is completed unasked"
    versions = here.page.target.template.versions
    spot = versions.table.visualRect(versions.model.index(versions.model.row_of("Latest"), 0)).center()
    QTest.mouseClick(versions.table.viewport(), Left, pos=spot)
    here.turn()
    assert here.draft.template_version == "Latest"
    said = here.page.target.template.version_field.complaint.sentence
    assert said.startswith("ESS cannot roll back a refresh to version Latest.")


def test_instance_types_keep_their_order_and_refuse_doubles(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.template(instance_types=("ecs.g7.large", "ecs.c7.large")))
    QTest.mouseClick(here.find(QPushButton, "types_1_up"), Left)
    here.turn()
    assert here.draft.instance_types == ("ecs.c7.large", "ecs.g7.large")
    QTest.mouseClick(here.find(QPushButton, "types_add"), Left)
    QTest.keyClicks(here.find(QLineEdit, "types_2"), "ecs.g7.large")
    here.turn()
    last = here.page.target.template.types.rows._rows[2]
    assert last.complaint.sentence == "ecs.g7.large is already in the list."


def test_only_ticked_containers_count_and_their_problems_find_the_right_tab(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(scenes.eci(containers=scenes.wrong_containers()))
    editor = here.page.target.containers
    push, sidecar = editor.forms
    assert editor.tabs.tabText(0) == "push"
    assert editor.tabs.tabText(1) == "sidecar !"
    assert editor.tabs.currentIndex() == 1, "the one that changes is open"
    assert not push.fields.isEnabled()
    assert push.image_field.complaint.isHidden()
    assert sidecar.image_field.complaint.sentence == "Give the image that this container shall run."
    assert "this one has 300" in sidecar.commands._rows[0].complaint.sentence
    assert sidecar.args_trouble.sentence == "At most 10 args: 11 given."
    assert sidecar.args_count.text() == "11 of 10"
    assert "does not begin with a digit" in sidecar.environment._rows[0].complaint.sentence
    assert "at most 256" in sidecar.environment._rows[1].complaint.sentence


def test_a_container_is_changed_field_by_field(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.eci())
    form = here.page.target.containers.forms[0]
    QTest.keyClick(form.chosen, Qt.Key.Key_Space)
    here.turn()
    assert here.draft.containers[0].chosen
    QTest.mouseClick(here.find(QPushButton, "container_0_commands_add"), Left)
    QTest.keyClicks(here.find(QLineEdit, "container_0_commands_1"), "--fast")
    QTest.mouseClick(here.find(QPushButton, "container_0_environment_add"), Left)
    QTest.keyClicks(here.find(QLineEdit, "container_0_environment_3_key"), "NEW")
    here.turn()
    container = here.draft.containers[0].container
    assert container.commands == ("/app/server", "--fast")
    assert container.environment[3].key == "NEW"
    assert not here.draft.containers[1].chosen


def test_an_unknown_container_can_be_named_is_refused_and_removed(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(scenes.eci())
    name = here.find(QLineEdit, "container_name")
    add = here.find(QPushButton, "container_add")
    assert not add.isEnabled()
    QTest.keyClicks(name, "push")
    assert here.page.target.containers._gate.reason == "push is in the form already."
    QTest.keyClicks(name, "er")
    QTest.keyClick(name, Qt.Key.Key_Return)
    here.turn()
    assert [d.container.name for d in here.draft.containers] == ["push", "sidecar", "pusher"]
    form = here.page.target.containers.forms[2]
    assert "has no container pusher" in form.name_trouble.sentence
    QTest.mouseClick(form.remove, Left)
    here.turn()
    assert [d.container.name for d in here.draft.containers] == ["push", "sidecar"]
    assert len(here.page.target.containers.forms) == 2


def test_the_diff_folds_what_stays(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs(kind=TargetKind.IMAGE, image="m-new"))
    diff = here.page.diff
    assert diff.count.text == "1 of 10 fields changes"
    shown = [line for line in diff._same if not line.isHidden()]
    assert len(shown) == 3
    more = here.find(QPushButton, "diff_more")
    assert more.text() == "5 more unchanged fields"
    QTest.mouseClick(more, Left)
    here.turn()
    assert len([line for line in diff._same if not line.isHidden()]) == 8
    titles = [fact.findChildren(QLabel)[0].text() for fact in diff.facts]
    assert titles[:2] == ["37 of 40 instances will change", "Rollback possible until it finishes"]
