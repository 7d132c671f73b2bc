from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.ui.theme import apply_theme, load_theme
from essgui.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_it_has_a_name_a_title_and_an_icon_in_the_colour_of_the_theme(themed: QApplication) -> None:
    field = SearchField("find", "Search the images", "Name or id")
    assert (field.objectName(), field.accessibleName()) == ("find", "Search the images")
    assert field.isClearButtonEnabled()
    light = field._action.icon().pixmap(16).toImage()
    apply_theme(themed, load_theme("dark"))
    assert field._action.icon().pixmap(16).toImage() != light
    apply_theme(themed, load_theme("light"))
    field.deleteLater()
