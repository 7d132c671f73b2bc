"""Garbage is collected on Qt's thread only, and it is collected."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

from essgui.ui.garbage import GarbageTimer, collected_on_this_thread, set_aside

if TYPE_CHECKING:
    import pytest
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


def test_what_is_set_aside_is_no_part_of_later_looks_and_given_back_at_the_end(qapp: QApplication) -> None:
    with collected_on_this_thread():
        freed_on = _litter()
        set_aside()
        assert gc.get_freeze_count()
        gc.collect()
        assert freed_on == []
    assert freed_on == [threading.get_ident()]
    assert gc.get_freeze_count() == 0


def test_everything_is_looked_at_only_once_there_is_more_by_a_quarter(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    with collected_on_this_thread():
        gc.collect()
        set_aside()
        timer = GarbageTimer()
        whole: list[int] = []
        monkeypatch.setattr(gc, "get_count", lambda: (10_000, 100, 100))
        collect = gc.collect

        def noted(generation: int = 2) -> int:
            whole.append(generation)
            return collect(generation)

        monkeypatch.setattr(gc, "collect", noted)
        kept = [[] for _ in range(4_000)]
        timer.look()
        assert whole == [0, 1, 2]
        kept += [[] for _ in range(100)]
        timer.look()
        assert whole == [0, 1, 2, 0, 1]
        kept += [[] for _ in range(4_000)]
        timer.look()
        assert whole[-1] == 2
        timer.deleteLater()
