"""The wizard: five steps over one form, with what is compared beside them and what is wrong above."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.lookup import group_of
from essgui.core.messages import (
    StartCheckDue,
    StartRequested,
    StepChosen,
    WizardClosed,
)
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_banner import BannerKind, banner
from essgui.core.select_wizard_diff import diff_view
from essgui.core.select_wizard_frame import frame
from essgui.core.select_wizard_pace import pace_view
from essgui.core.select_wizard_review import review_view
from essgui.core.select_wizard_safety import safety_view
from essgui.core.select_wizard_scope import scope_view
from essgui.core.select_wizard_target import target_view
from essgui.core.select_wizard_texts import text_view
from essgui.core.state import Step
from essgui.ui.widgets.card import Divider
from essgui.ui.wizard.diff_panel import DiffPanel
from essgui.ui.wizard.differences import form_differs
from essgui.ui.wizard.footer import WizardFooter
from essgui.ui.wizard.header import WizardHeader
from essgui.ui.wizard.notices import Notices
from essgui.ui.wizard.outgoing import Outgoing
from essgui.ui.wizard.pace_step import PaceStep
from essgui.ui.wizard.review_step import ReviewStep
from essgui.ui.wizard.safety_step import SafetyStep
from essgui.ui.wizard.saved_menu import SavedMenu
from essgui.ui.wizard.scope_step import ScopeStep
from essgui.ui.wizard.step_stack import StepStack
from essgui.ui.wizard.target_step import TargetStep

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from essgui.core.messages import Message
    from essgui.core.select_wizard import Subject
    from essgui.core.state import AppState
    from essgui.domain.scaling import GroupId, ScalingGroup

_COMPARED = frozenset({Step.TARGET, Step.SCOPE})
"""Steps beside which the comparison stands."""


class WizardPage(QWidget):
    """Renders AppState.wizard and emits messages.

    Signals: import_wanted() when the operator wants to fill the form from a text or a file.
    """

    import_wanted = Signal()

    def __init__(
        self,
        send: Callable[[Message], None],
        parent: QWidget | None = None,
        *,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("wizard_page")
        self._zone = zone
        self._send = send
        self._state: AppState | None = None
        self._outgoing = Outgoing(send)
        self._group: ScalingGroup | None = None
        self._about: GroupId | None = None
        self._step = Step.TARGET
        self.header = WizardHeader()
        self._saved = SavedMenu(send, self, self.import_wanted.emit)
        self.footer = WizardFooter()
        self.notices = Notices(lambda token: send(StartCheckDue(token)))
        self.diff = DiffPanel()
        # Steps are built when they are first shown: the window opens sooner for it.
        self.stack = StepStack()
        self.diff.setMinimumWidth(300)
        self._beside = QWidget()
        self._beside.setMaximumWidth(452 + 24)
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 16, 24, 16)
        beside.addWidget(self.diff)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.stack, 64)
        middle.addWidget(self._beside, 36)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(Divider())
        layout.addWidget(self.notices)
        layout.addLayout(middle, 1)
        layout.addWidget(Divider())
        layout.addWidget(self.footer)
        self._connect()

    @cached_property
    def target(self) -> TargetStep:
        """The step that says what the new instances run."""
        out = self._outgoing
        return self.stack.add(Step.TARGET, TargetStep(out.edit, out.read_again, out.search, out.ask))

    @cached_property
    def scope(self) -> ScopeStep:
        """The step that says which instances are touched."""
        out = self._outgoing
        return self.stack.add(Step.SCOPE, ScopeStep(out.edit, out.read_again, out.mend, out.dismiss))

    @cached_property
    def pace(self) -> PaceStep:
        """The step that says how fast, and where it pauses."""
        out = self._outgoing
        return self.stack.add(Step.PACE, PaceStep(out.edit, out.read_past, self._zone))

    @cached_property
    def safety(self) -> SafetyStep:
        """The step that says what stands against a start, and whether there is a way back."""
        out = self._outgoing
        return self.stack.add(Step.SAFETY, SafetyStep(out.check_again, out.decide, out.edit))

    @cached_property
    def review(self) -> ReviewStep:
        """The step that says all of it before Start."""
        made = self.stack.add(Step.REVIEW, ReviewStep(lambda step: self._send(StepChosen(step))))
        made.confirm_typed.connect(self._judge)
        made.request.typed.connect(self._outgoing.type)
        made.request.saved.connect(self._outgoing.save)
        made.request.imported.connect(self.import_wanted)
        return made

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show the wizard of a state; without one, the page stays as it is and is not on screen."""
        if old is not None and self._state is old and not form_differs(old, new):
            self._state = new
            return
        self._state = new
        wizard = new.wizard
        if wizard is None:
            self._about = self._group = None
            self._outgoing.forget()
            return
        if wizard.group != self._about:
            self._about = wizard.group
            self._group = None
            if self.stack.has(Step.REVIEW):
                self.review.forget_confirmation()
        self._group = group_of(new, wizard.group) or self._group
        self._outgoing.follow(wizard, self._group)
        subject = subject_of(new, self._group)
        if subject is None:
            return
        self._show(subject)

    def _connect(self) -> None:
        send = self._send
        self.header.menu_wanted.connect(self._open_saved)
        self.header.left.connect(lambda: send(WizardClosed()))
        self.header.chosen.connect(self._choose)
        self.footer.cancelled.connect(lambda: send(WizardClosed()))
        self.footer.went_back.connect(lambda: self._go(-1))
        self.footer.went_on.connect(lambda: self._go(1))
        self.footer.started.connect(self._start)
        for keys, by in (
            ("Alt+Left", -1),
            ("Alt+Right", 1),
            ("Ctrl+Return", 1),
            ("Ctrl+Enter", 1),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._go(by))

    def _show(self, subject: Subject) -> None:
        shown = frame(subject)
        above = banner(subject)
        locked = above is not None and above.kind in {BannerKind.STARTING, BannerKind.UNKNOWN}
        self.header.show_frame(shown)
        self.notices.show_view(above)
        self._step = shown.step
        if shown.step in _COMPARED:
            self.diff.show_view(diff_view(subject))
        self._beside.setVisible(shown.step in _COMPARED)
        match shown.step:
            case Step.TARGET:
                self.target.show_view(target_view(subject))
            case Step.SCOPE:
                self.scope.show_view(scope_view(subject))
            case Step.PACE:
                self.pace.show_view(pace_view(subject, self._zone))
            case Step.SAFETY:
                self.safety.show_view(safety_view(subject))
            case Step.REVIEW:
                self.review.show_view(review_view(subject))
                self.review.request.show_texts(partial(text_view, subject))
        self.stack.lock(locked)
        self.stack.open(shown.step)
        starting = above is not None and above.kind is BannerKind.STARTING
        reason = self.review.start_reason if shown.step is Step.REVIEW else ""
        self.footer.show_frame(shown, reason, starting)

    def _choose(self, index: int) -> None:
        self._send(StepChosen(Step(index)))

    def _go(self, by: int) -> None:
        if self._state is None or self._state.wizard is None:
            return
        step = self._step + by
        if Step.TARGET <= step <= Step.REVIEW:
            self._send(StepChosen(Step(step)))

    def _start(self) -> None:
        if not self.review.start_reason:
            self._send(StartRequested())

    def _judge(self) -> None:
        if self._step is Step.REVIEW:
            self.footer.start_gate.set_reason(self.review.start_reason)

    def _open_saved(self) -> None:
        state = self._state
        if state is None:
            return
        locked = "A start is under way." if state.wizard is not None and state.wizard.attempt else ""
        button = self.header.saved
        menu = self._saved.build(state.saved, locked)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
