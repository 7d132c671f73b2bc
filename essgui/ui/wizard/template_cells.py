"""The cells of the launch template card: templates, versions and instance types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.wizard.choice_delegate import CHOSEN_ROLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.select_wizard_templates import TemplateRow, TypeRow, VersionRow

Cells = tuple["Mapping[int, Any]", ...]
_SHOW, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole


def template_cells(row: TemplateRow) -> Cells:
    """Return the cells of a launch template."""
    name = f"{row.name} (in use now)" if row.now else row.name
    return (
        {
            _SHOW: name,
            _TIP: "\n".join(t for t in (row.name, row.id, row.versions) if t),
            Role.SECOND_LINE: row.id,
            Role.SECOND_IS_ID: True,
            Role.NAMED: True,
            Role.IDENTITY: row.id,
            CHOSEN_ROLE: row.chosen,
        },
    )


def version_cells(row: VersionRow) -> Cells:
    """Return the cells of a version; one that moves says at once that there is no way back."""
    return (
        {
            _SHOW: row.title,
            _TIP: "\n".join(t for t in (row.title, row.below) if t),
            Role.SECOND_LINE: row.below,
            Role.NAMED: True,
            Role.IDENTITY: row.version,
            CHOSEN_ROLE: row.chosen,
        },
        {_SHOW: row.image, _TIP: f"{row.image}\n{row.types}".strip(), Role.SECOND_LINE: row.types},
        {_SHOW: row.created, Role.SECOND_LINE: row.mark},
    )


def type_cells(row: TypeRow) -> Cells:
    """Return the cells of an instance type; its place in the form stands in the last."""
    return (
        {_SHOW: row.id, Role.NAMED: True, Role.IDENTITY: row.id, CHOSEN_ROLE: bool(row.place)},
        {_SHOW: row.cpu},
        {_SHOW: row.memory},
        {_SHOW: row.architecture},
        {_SHOW: f"No. {row.place}" if row.place else ""},
    )
