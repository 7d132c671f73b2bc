"""The request as texts: the JSON that can be edited, the command, the program and the Terraform block."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.exchange.aliyun_cli import cli_command
from essgui.domain.exchange.python_sdk import python_script
from essgui.domain.exchange.request import write_request
from essgui.domain.exchange.terraform import terraform_block
from essgui.domain.refresh import ContainersTarget

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.select_wizard import Subject
    from essgui.domain.exchange.slips import Slip
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.scaling import Container

FOLDED = "••••"
"""What stands for the value of an environment variable until it is asked for."""


class Form(StrEnum):
    """The forms in which the request is shown, in the order of their tabs."""

    SUMMARY = "Summary"
    JSON = "JSON"
    CLI = "aliyun CLI"
    PYTHON = "Python"
    TERRAFORM = "Terraform"


WRITERS: dict[Form, Callable[[RefreshSpec], str]] = {
    Form.JSON: write_request,
    Form.CLI: cli_command,
    Form.PYTHON: python_script,
    Form.TERRAFORM: terraform_block,
}
ENDINGS: dict[Form, str] = {Form.JSON: "json", Form.CLI: "sh", Form.PYTHON: "py", Form.TERRAFORM: "tf"}
"""The ending of the name of a file in each form."""

_NOTES: dict[Form, str] = {
    Form.SUMMARY: "A client token is added, so that the request can never start two refreshes.",
    Form.JSON: "The exact request. What you change here changes the form.",
    Form.CLI: "One line for a POSIX shell. Each run is a new request.",
    Form.PYTHON: "Needs the official SDK. Credentials come from its own chain; none is in the text.",
    Form.TERRAFORM: "What Terraform cannot say stands in comments.",
}
VALUES_FOLDED = " Values of environment variables are folded, also in what is copied or saved."
_JSON_FOLDED = (
    "Values of environment variables are folded, also in what is copied or saved. "
    "Show values to edit the text."
)
_BEHIND = "The JSON has mistakes. This is what the form holds without them."


@dataclass(frozen=True, slots=True)
class TextView:
    """The request in one form."""

    form: Form
    text: str
    note: str
    slips: tuple[Slip, ...]
    editable: bool
    foldable: bool
    """It has values that are folded until they are asked for."""
    file_name: str
    """What a file of it may be called."""


def text_view(subject: Subject, form: Form, values: bool) -> TextView:
    """Return the request in a form; `values` shows those of environment variables."""
    wizard, spec = subject.wizard, subject.spec
    foldable = _has_values(spec) or (wizard.typed is not None and _has_containers(spec))
    hidden = foldable and not values
    shown = folded_spec(spec) if hidden else spec
    write = WRITERS.get(form)
    text = "" if write is None else write(shown)
    note = _NOTES[form] + (VALUES_FOLDED if hidden and write is not None else "")
    if form is Form.JSON:
        note = _JSON_FOLDED if hidden else note
        text = wizard.typed if wizard.typed is not None and not hidden else text
    elif wizard.slips and write is not None:
        note = _BEHIND
    return TextView(
        form=form,
        text=text,
        note=note,
        slips=wizard.slips if form in {Form.JSON, Form.SUMMARY} else (),
        editable=form is Form.JSON and not hidden,
        foldable=foldable,
        file_name=f"refresh-{subject.group.id}.{ENDINGS.get(form, 'txt')}",
    )


def folded_spec(spec: RefreshSpec) -> RefreshSpec:
    """Return the request with every value of an environment variable folded."""
    target = spec.target
    if not isinstance(target, ContainersTarget):
        return spec
    return replace(spec, target=ContainersTarget(tuple(_folded(c) for c in target.containers)))


def _folded(container: Container) -> Container:
    variables = tuple(replace(v, value=FOLDED if v.value else "") for v in container.environment)
    return replace(container, environment=variables)


def _has_values(spec: RefreshSpec) -> bool:
    return folded_spec(spec) != spec


def _has_containers(spec: RefreshSpec) -> bool:
    return isinstance(spec.target, ContainersTarget)
