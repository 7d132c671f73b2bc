"""What is done on the steps of the wizard, as messages; every key stroke goes out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
)
from essgui.domain.questions import PastActivities

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.draft import Draft
    from essgui.core.messages import Message
    from essgui.core.state import Picker, Wizard
    from essgui.domain.questions import Question
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import GroupId, ScalingGroup


class Outgoing:
    """Sends edits, questions and remedies of the form that is on screen.

    The newest draft is kept here, because the state is shown only in the next turn of the loop.
    """

    def __init__(self, send: Callable[[Message], None]) -> None:
        self._send = send
        self._draft: Draft | None = None
        self._picker: Picker | None = None
        self._about: GroupId | None = None
        self._group: ScalingGroup | None = None

    def follow(self, wizard: Wizard, group: ScalingGroup | None) -> None:
        """Go on from the form of a state, and from what is known of its group."""
        self._draft, self._picker = wizard.draft, wizard.picker
        self._about, self._group = wizard.group, group

    def forget(self) -> None:
        """Send nothing about a form that is no longer there."""
        self._draft = self._picker = self._about = self._group = None

    def edit(self, change: Callable[[Draft], Draft]) -> None:
        """Send the draft with a change, where it is one."""
        if self._draft is None:
            return
        draft = change(self._draft)
        if draft != self._draft:
            self._draft = draft
            self._send(DraftChanged(draft))

    def search(self, change: Callable[[Picker], Picker]) -> None:
        """Send what is looked for in a list, where it is something else."""
        if self._picker is None:
            return
        picker = change(self._picker)
        if picker != self._picker:
            self._picker = picker
            self._send(PickerChanged(picker))

    def read_again(self) -> None:
        """Ask once more for what belongs to the group."""
        if self._about is not None:
            self._send(GroupSelected(self._about))

    def read_past(self) -> None:
        """Ask once more for what the forecast learns from."""
        if self._group is not None:
            self._send(Asked(PastActivities(self._group.region, self._group.id), again=True))

    def ask(self, question: Question[object]) -> None:
        """Ask a question once more."""
        self._send(Asked(question, again=True))

    def check_again(self, questions: tuple[Question[object], ...]) -> None:
        """Ask once more for all that the checks are made from."""
        self.read_again()
        for question in questions:
            self.ask(question)

    def decide(self, on: bool, reason: str, against: tuple[str, ...]) -> None:
        """Send the decision despite no-goes."""
        self._send(OverrideChanged(on, reason, against))

    def mend(self, remedy: Remedy) -> None:
        """Ask for a remedy."""
        self._send(RemedyRequested(remedy))

    def dismiss(self, remedy: Remedy) -> None:
        """Take back what is said of a remedy that failed."""
        self._send(RemedyFailureDismissed(remedy))

    def type(self, text: str) -> None:
        """Send the request as it is typed."""
        self._send(RequestTyped(text))

    def save(self, path: str, text: str) -> None:
        """Ask for a text to be written to a file."""
        self._send(FileAsked(path, text))
