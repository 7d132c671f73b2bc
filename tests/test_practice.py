"""The practice cloud as a child process: it starts, it ends, and it never outlives us."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import urllib.request

import pytest

from essgui.domain.errors import Unreachable
from essgui.practice import start_practice


def test_it_serves_until_it_is_stopped() -> None:
    cloud = start_practice("small", 10.0, 3)
    try:
        assert cloud.ready["regions"]
        assert cloud.ready["speed"] == 10.0
        request = urllib.request.Request(
            f"http://{cloud.ready['endpoint']}/-/ledger",
            headers={"Authorization": f"Bearer {cloud.ready['control_token']}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
            assert json.load(answer) == {"entries": []}
    finally:
        cloud.stop()
    assert cloud.process.returncode == 0


def test_a_scenario_that_does_not_exist_is_one_clear_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unreachable) as caught:
        start_practice("no-such-world", 1.0, 1)
    assert "did not start" in caught.value.sentence
    assert "python -m essgui simulator" in caught.value.hint


def test_a_start_that_was_given_up_leaves_no_child() -> None:
    given_up = threading.Event()
    given_up.set()
    with pytest.raises(Unreachable, match="GivenUp"):
        start_practice("small", 1.0, 1, given_up)


def test_a_killed_parent_takes_the_simulator_with_it() -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "from essgui.practice import start_practice as s; c = s('small', 1.0, 1);"
                "print(c.process.pid, flush=True); input()"
            ),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    # Closing its input is what ends it; the system tells by the process going away.
    ended = threading.Event()
    threading.Thread(target=_wait_for_end, args=(child, ended), daemon=True).start()
    assert ended.wait(10)


def _wait_for_end(pid: int, ended: threading.Event) -> None:
    import select
    from os import pidfd_open

    try:
        descriptor = pidfd_open(pid)
    except ProcessLookupError:
        ended.set()
        return
    if select.select([descriptor], [], [], 10)[0]:
        ended.set()
