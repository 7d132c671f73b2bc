"""Garbage is collected on Qt's thread only, and it is collected."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

from essgui.ui.garbage import GarbageTimer, collected_on_this_thread

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Knot:
    """An object in a cycle, which only the cyclic collector can free."""

    def __init__(self) -> None:
        self.itself = self


def _litter() -> list[int]:
    freed_on: list[int] = []
    knot = Knot()
    weakref.finalize(knot, lambda: freed_on.append(threading.get_ident()))
    return freed_on


def test_a_worker_that_allocates_never_collects(qapp: QApplication) -> None:
    with collected_on_this_thread():
        gc.collect()
        freed_on = _litter()
        worker = threading.Thread(target=lambda: [[] for _ in range(200_000)])
        worker.start()
        worker.join()
        assert freed_on == []
        assert not gc.isenabled()
    assert freed_on == [threading.get_ident()]
    assert gc.isenabled()


def test_the_timer_collects_what_is_due(qapp: QApplication) -> None:
    with collected_on_this_thread():
        gc.collect()
        freed_on = _litter()
        kept = [[] for _ in range(2 * gc.get_threshold()[0])]
        timer = GarbageTimer()
        timer.look()
        assert freed_on == [threading.get_ident()]
        assert kept
        timer.deleteLater()
