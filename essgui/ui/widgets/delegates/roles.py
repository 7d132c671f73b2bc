"""The roles by which a model tells a cell's painter what to paint."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt


class Role(IntEnum):
    """Beside Qt.DisplayRole (the main text) and Qt.ToolTipRole; what is missing is not painted."""

    SECOND_LINE = Qt.ItemDataRole.UserRole + 1
    """str: the small text below."""
    SECOND_IS_ID = Qt.ItemDataRole.UserRole + 2
    """bool: the second line is an id, in the fixed face."""
    ICON = Qt.ItemDataRole.UserRole + 3
    """str: name of the icon before the text."""
    ICON_TONE = Qt.ItemDataRole.UserRole + 4
    """str: colour of icon and, unless TONE is given, of the text beside it."""
    TONE = Qt.ItemDataRole.UserRole + 5
    """str: colour of the main text, such as "text2"; default "text"."""
    STRONG = Qt.ItemDataRole.UserRole + 6
    """str: the part that counts, painted heavier before the main text, such as "20" before " of 40"."""
    STATUS = Qt.ItemDataRole.UserRole + 7
    """str: status of a refresh for the pill."""
    SHARE = Qt.ItemDataRole.UserRole + 8
    """float: progress, 0 to 1."""
    CAPACITY = Qt.ItemDataRole.UserRole + 9
    """CapacityFigures."""
    SECOND_STATUS = Qt.ItemDataRole.UserRole + 10
    """str: a status to paint small in the second line, icon and word."""
    SORT = Qt.ItemDataRole.UserRole + 11
    """The native value to sort by."""
    FLASH = Qt.ItemDataRole.UserRole + 12
    """bool: the cell has just changed."""
    DIM = Qt.ItemDataRole.UserRole + 13
    """bool: the row is stale (offline); everything is painted in the colour of captions."""
    IDENTITY = Qt.ItemDataRole.UserRole + 14
    """The id of the row's thing."""
    WORKING = Qt.ItemDataRole.UserRole + 15
    """float: share of the widest row's time that was spent working, 0 to 1 (duration bar)."""
    WAITING = Qt.ItemDataRole.UserRole + 16
    """float: the same for time spent waiting."""
    UNSEEN = Qt.ItemDataRole.UserRole + 20
    """float: the same for time that nobody saw."""
    NAMED = Qt.ItemDataRole.UserRole + 17
    """bool: the main text is a name, painted a little heavier."""
    TICKED = Qt.ItemDataRole.UserRole + 18
    """bool: the row is one of those ticked, and has their ground."""
    LETTER = Qt.ItemDataRole.UserRole + 19
    """str: A or B, the letter of a ticked row."""
