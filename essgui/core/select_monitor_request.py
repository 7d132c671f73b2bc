"""The request of a refresh that is watched, in the forms in which it can be sent again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_wizard_texts import ENDINGS, VALUES_FOLDED, WRITERS, Form, folded_spec

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import TaskId

FORMS = (Form.JSON, Form.CLI, Form.PYTHON, Form.TERRAFORM)

_NOTES: dict[Form, str] = {
    Form.JSON: "Parameters of StartInstanceRefresh, as ESS keeps them; the client token is not kept.",
    Form.CLI: "One line for a POSIX shell. It starts another refresh.",
    Form.PYTHON: "Needs the official SDK. It starts another refresh.",
    Form.TERRAFORM: "What Terraform cannot say stands in comments. Applied, it starts another refresh.",
}


@dataclass(frozen=True, slots=True)
class RequestView:
    """The request in one form."""

    text: str
    note: str
    foldable: bool
    """It has values that are folded until they are asked for."""
    file_name: str


def request_view(task: RefreshTask, form: Form, *, values: bool = False) -> RequestView:
    """Return the request in a form; `values` shows those of environment variables."""
    folded = folded_spec(task.spec)
    foldable = folded != task.spec
    hidden = foldable and not values
    return RequestView(
        WRITERS[form](folded if hidden else task.spec),
        _NOTES[form] + (VALUES_FOLDED if hidden else ""),
        foldable,
        f"refresh-{task.id}.{ENDINGS[form]}",
    )


def despite_text(state: AppState, task: TaskId) -> str:
    """Say despite what a refresh was started from here, and why; nothing where all was well."""
    origin, kept = state.archive.origins.get(task), state.archive.runs.get(task)
    reason = (origin.reason if origin else "") or (kept.reason if kept else "")
    return f"A no-go stood against the Start. {reason}" if reason else ""
