"""The menu of saved settings: save, fill in, rename, share, delete, import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from essgui.core.messages import (
    SettingsChosen,
    SettingsDeleted,
    SettingsRenamed,
    SettingsSaved,
    SettingsShared,
)
from essgui.ui.icons import themed_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.file_dialogs import ask_where_to_save
from essgui.ui.widgets.menu_entries import add_entry
from essgui.ui.widgets.mnemonics import literal
from essgui.ui.wizard.name_dialog import NameDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.domain.exchange.settings import SavedSettings


@dataclass(frozen=True, slots=True)
class SavedMenu:
    """Builds the menu and the questions that its entries ask."""

    send: Callable[[Message], None]
    owner: QWidget
    """Over which the questions open."""
    imported: Callable[[], None]

    def build(self, saved: tuple[SavedSettings, ...], locked: str) -> QMenu:
        """Return the menu, which deletes itself; `locked` is why the form cannot be filled now."""
        menu = QMenu(self.owner)
        menu.setObjectName("saved_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        names = tuple(one.name for one in saved)
        add_entry(menu, "saved_save", "Save these settings…", "plus", lambda: self.ask_name(names))
        add_entry(menu, "saved_import", "Import…", "import", self.imported)
        menu.addSeparator()
        if not saved:
            add_entry(
                menu,
                "saved_none",
                "Nothing is saved yet",
                "",
                lambda: None,
                "Save the settings of this form first.",
            )
        for one in saved:
            self._submenu(menu, one, names, locked)
        return menu

    def ask_name(self, names: tuple[str, ...]) -> None:
        """Ask under which name the form's settings are saved."""
        NameDialog(self.owner, names, lambda name, target: self.send(SettingsSaved(name, target))).open()

    def ask_new_name(self, name: str, names: tuple[str, ...]) -> None:
        """Ask for another name of saved settings."""
        dialog = NameDialog(
            self.owner, names, lambda to, _target: self.send(SettingsRenamed(name, to)), renamed=name
        )
        dialog.open()

    def _submenu(self, menu: QMenu, one: SavedSettings, names: tuple[str, ...], locked: str) -> None:
        name = one.name
        inside = menu.addMenu(themed_icon(current_theme(), "settings"), literal(name))
        inside.setObjectName("saved_one")
        inside.setToolTipsVisible(True)
        fill = "Fill in, with its target" if one.target is not None else "Fill in"
        add_entry(inside, "saved_fill", fill, "tick", lambda: self.send(SettingsChosen(name)), locked)
        inside.addSeparator()
        add_entry(inside, "saved_rename", "Rename…", "edit", lambda: self.ask_new_name(name, names))
        add_entry(inside, "saved_share", "Share as a file…", "export", lambda: self._share(name))
        add_entry(inside, "saved_delete", "Delete", "trash", lambda: self.send(SettingsDeleted(name)))

    def _share(self, name: str) -> None:
        safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in name)
        ask_where_to_save(
            self.owner,
            "Share settings as a file",
            f"{safe}.json",
            lambda path: self.send(SettingsShared(name, path)),
        )
