"""Collects garbage on Qt's thread only.

Python may run its cyclic collector on any thread that allocates. A widget or timer that happens to be in
a cycle is then destroyed on a worker thread, which Qt answers with a warning and, sooner or later, a
crash. So automatic collection is off while threads and Qt live together, and a timer on Qt's thread does
it by the same thresholds.

A look at everything holds the window for as long as there are objects, so there are few: what the start has
made is set aside, and the rest is looked at once it has grown by a quarter, as Python's own collector does.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Generator

EVERY = 500
"""Milliseconds between looks at the counts; a look costs next to nothing."""
GROWN = 1.25
"""How many times the objects that a full collection has left there have to be before the next one."""
OLDEST = 2
"""The generation of what has survived."""


def set_aside() -> None:
    """Leave what there is now out of all later collections: modules, classes and the window stay."""
    gc.freeze()


class GarbageTimer(QObject):
    """Looks at the collector's counts and collects the youngest generation that is due."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect what is due; each generation counts the collections of the one before it."""
        due = [count > limit > 0 for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if not due[0]:
            return
        gc.collect(0)
        if due[1]:
            gc.collect(1)
            if due[2] and len(gc.get_objects(OLDEST)) > GROWN * self._left:
                gc.collect(2)
                self._left = len(gc.get_objects(OLDEST))


@contextmanager
def collected_on_this_thread() -> Generator[None]:
    """Keep the collector on the calling thread while the block lasts, and leave nothing behind."""
    was_enabled = gc.isenabled()
    gc.disable()
    timer = GarbageTimer()
    try:
        yield
    finally:
        timer.deleteLater()
        gc.unfreeze()
        gc.collect()
        if was_enabled:
            gc.enable()
