"""The containers of an ECI group, one tab each, and a way to name one that could not be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from essgui.core.draft import ContainerDraft, Draft
from essgui.domain.scaling import Container
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.empty_state import LoadingBars
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.mnemonics import literal
from essgui.ui.wizard.container_form import ContainerForm
from essgui.ui.wizard.field import Complaint
from essgui.ui.wizard.load_failure import LoadFailure

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.select_wizard_target import TargetView
    from essgui.ui.wizard.field import Edit


class ContainersEditor(QWidget):
    """A dot in a tab's title marks a container that changes, an exclamation mark one with an error."""

    def __init__(self, edit: Edit, read_again: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._names: list[str] = []
        self._added = ""
        self.tabs = QTabBar()
        self.tabs.setObjectName("container_tabs")
        self.tabs.setAccessibleName("Containers")
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.forms: list[ContainerForm] = []
        self.loading = LoadingBars((0.4, 0.8, 0.6))
        self.failed = LoadFailure(
            "containers_failed", "The containers of the active configuration could not be read.", read_again
        )
        self.trouble = Complaint()
        self.name = QLineEdit()
        self.name.setObjectName("container_name")
        self.name.setAccessibleName("Name of another container")
        self.name.setPlaceholderText("Name of another container")
        self.name.setProperty("small", True)
        self.name.setFixedWidth(220)
        self.add = secondary_button("Add container", "plus", small=True)
        self.add.setObjectName("container_add")
        self._gate = DisabledReason(self.add)
        self.name.textChanged.connect(self._judge)
        self.name.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.name)
        foot.addWidget(self._gate)
        foot.addStretch(1)
        self.hint = Label("Only containers that are ticked are sent.", tone="text2")
        card = Card("Containers")
        for widget in (self.loading, self.failed, self.hint, self.trouble, self.tabs, self.stack):
            card.body.addWidget(widget)
        card.body.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
        self._judge()

    def show_view(self, view: TargetView) -> None:
        """Show the containers."""
        self.loading.setVisible(view.loading and not view.containers)
        self.failed.show_failure(view.failure)
        self.trouble.say_problem(view.problems.get("containers"))
        self.tabs.setVisible(bool(view.containers))
        self.stack.setVisible(bool(view.containers))
        self._names = [each.container.name for each in view.containers]
        while len(self.forms) > len(view.containers):
            form = self.forms.pop()
            self.tabs.removeTab(self.tabs.count() - 1)
            self.stack.removeWidget(form)
            form.setParent(None)
            form.deleteLater()
        first = not self.forms
        while len(self.forms) < len(view.containers):
            self._make(len(self.forms))
        if first:
            self.tabs.setCurrentIndex(next((c.index for c in view.containers if c.chosen), 0))
        for form, each in zip(self.forms, view.containers, strict=True):
            mark = " !" if each.problems else " •" if each.chosen else ""
            self.tabs.setTabText(each.index, literal(f"{each.container.name}{mark}"))
            form.show_view(each)
        if self._added and self._added in self._names:
            self.tabs.setCurrentIndex(self._names.index(self._added))
            self._added = ""
        self._judge()

    def _make(self, place: int) -> None:
        form = ContainerForm(place)
        form.changed.connect(lambda: self._typed(place))
        form.removed.connect(lambda: self._remove(place))
        self.forms.append(form)
        self.stack.addWidget(form)
        self.tabs.addTab("")

    def _typed(self, place: int) -> None:
        form = self.forms[place]

        def change(draft: Draft) -> Draft:
            containers = list(draft.containers)
            containers[place] = form.typed_into(containers[place])
            return replace(draft, containers=tuple(containers))

        self._edit(change)

    def _remove(self, place: int) -> None:
        self._edit(lambda d: replace(d, containers=(*d.containers[:place], *d.containers[place + 1 :])))

    def _add(self) -> None:
        name = self.name.text().strip()
        if self._gate.reason or not name:
            return
        added = ContainerDraft(Container(name), chosen=True)
        self.name.clear()
        # Its tab is made when the form comes back with it.
        self._added = name
        self._edit(lambda d: replace(d, containers=(*d.containers, added)))

    def _judge(self) -> None:
        name = self.name.text().strip()
        reason = "" if name else "Type the container's name first."
        if name in self._names:
            reason = f"{name} is in the form already."
        self._gate.set_reason(reason)
