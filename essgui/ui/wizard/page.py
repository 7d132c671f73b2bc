"""The wizard: five steps over one form; every key stroke goes out as a message at once."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.lookup import group_of
from essgui.core.messages import (
    Asked,
    DraftChanged,
    FileAsked,
    GroupSelected,
    OverrideChanged,
    PickerChanged,
    RemedyFailureDismissed,
    RemedyRequested,
    RequestTyped,
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
from essgui.domain.questions import PastActivities
from essgui.ui.widgets.card import Divider
from essgui.ui.wizard.diff_panel import DiffPanel
from essgui.ui.wizard.footer import WizardFooter
from essgui.ui.wizard.header import WizardHeader
from essgui.ui.wizard.notices import Notices
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

    from essgui.core.draft import Draft
    from essgui.core.messages import Message
    from essgui.core.select_wizard import Subject
    from essgui.core.state import AppState, Picker
    from essgui.domain.questions import Question
    from essgui.domain.remedies import Remedy
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
        self._draft: Draft | None = None
        self._picker: Picker | None = None
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
        return self.stack.add(Step.TARGET, TargetStep(self._edit, self._read_again, self._search, self._ask))

    @cached_property
    def scope(self) -> ScopeStep:
        """The step that says which instances are touched."""
        return self.stack.add(Step.SCOPE, ScopeStep(self._edit, self._read_again, self._mend, self._dismiss))

    @cached_property
    def pace(self) -> PaceStep:
        """The step that says how fast, and where it pauses."""
        return self.stack.add(Step.PACE, PaceStep(self._edit, self._read_past, self._zone))

    @cached_property
    def safety(self) -> SafetyStep:
        """The step that says what stands against a start, and whether there is a way back."""
        return self.stack.add(Step.SAFETY, SafetyStep(self._check_again, self._decide, self._edit))

    @cached_property
    def review(self) -> ReviewStep:
        """The step that says all of it before Start."""
        made = self.stack.add(Step.REVIEW, ReviewStep(lambda step: self._send(StepChosen(step))))
        made.confirm_typed.connect(self._judge)
        made.request.typed.connect(self._type)
        made.request.saved.connect(self._save)
        made.request.imported.connect(self.import_wanted)
        return made

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show the wizard of a state; without one, the page stays as it is and is not on screen."""
        if old is not None and self._state is old and _same(old, new):
            self._state = new
            return
        self._state = new
        wizard = new.wizard
        if wizard is None:
            self._draft = self._picker = self._about = self._group = None
            return
        if wizard.group != self._about:
            self._about = wizard.group
            self._group = None
            if self.stack.has(Step.REVIEW):
                self.review.forget_confirmation()
        self._group = group_of(new, wizard.group) or self._group
        self._draft = wizard.draft
        self._picker = wizard.picker
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
        if self._draft is None:
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

    def _edit(self, change: Callable[[Draft], Draft]) -> None:
        # The newest draft is kept here, because the state is shown only in the next turn of the loop.
        if self._draft is None:
            return
        draft = change(self._draft)
        if draft != self._draft:
            self._draft = draft
            self._send(DraftChanged(draft))

    def _read_past(self) -> None:
        if self._group is not None:
            self._send(Asked(PastActivities(self._group.region, self._group.id), again=True))

    def _search(self, change: Callable[[Picker], Picker]) -> None:
        if self._picker is None:
            return
        picker = change(self._picker)
        if picker != self._picker:
            self._picker = picker
            self._send(PickerChanged(picker))

    def _ask(self, question: Question[object]) -> None:
        self._send(Asked(question, again=True))

    def _type(self, text: str) -> None:
        self._send(RequestTyped(text))

    def _save(self, path: str, text: str) -> None:
        self._send(FileAsked(path, text))

    def _open_saved(self) -> None:
        state = self._state
        if state is None:
            return
        locked = "A start is under way." if state.wizard is not None and state.wizard.attempt else ""
        button = self.header.saved
        menu = self._saved.build(state.saved, locked)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _read_again(self) -> None:
        if self._about is not None:
            self._send(GroupSelected(self._about))

    def _check_again(self, questions: tuple[Question[object], ...]) -> None:
        self._read_again()
        for question in questions:
            self._send(Asked(question, again=True))

    def _decide(self, on: bool, reason: str, against: tuple[str, ...]) -> None:
        self._send(OverrideChanged(on, reason, against))

    def _mend(self, remedy: Remedy) -> None:
        self._send(RemedyRequested(remedy))

    def _dismiss(self, remedy: Remedy) -> None:
        self._send(RemedyFailureDismissed(remedy))


def _same(old: AppState, new: AppState) -> bool:
    """Tell whether nothing changed that the wizard shows."""
    return (
        old.wizard is new.wizard
        and old.groups is new.groups
        and old.details is new.details
        and old.looks is new.looks
        and old.errands is new.errands
        and old.tasks is new.tasks
        and old.history is new.history
        and _minute(old) == _minute(new)
    )


def _minute(state: AppState) -> int:
    """Return the minute of the clock: once in a minute the forecast moves on."""
    return int(state.now.at.timestamp() // 60)
