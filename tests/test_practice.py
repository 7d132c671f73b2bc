"""The practice cloud as a child process: it starts, it ends, and it never outlives us."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import urllib.request
from types import SimpleNamespace

import pytest

from essgui.__main__ import build_parser, main
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


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--speed", "0"], "--speed is a number from 0.01 to 3600."),
        (["--speed", "nan"], "--speed is a number from 0.01 to 3600."),
        (["--speed", "1e9"], "--speed is a number from 0.01 to 3600."),
        (["--scenario", "no-such-world"], "There is no scenario 'no-such-world'; there are default,"),
    ],
)
def test_a_wrong_practice_cloud_is_refused_in_the_terminal_before_any_window(
    words: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def open_window(*_: object, **__: object) -> int:
        raise AssertionError("a window was opened")

    monkeypatch.setitem(sys.modules, "essgui.app", SimpleNamespace(run_demo=open_window))
    assert main(["demo", *words]) == 2
    out, told = capsys.readouterr()
    assert out == ""
    assert sentence in told
    assert len(told.splitlines()) == 1


def test_a_right_practice_cloud_opens_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[dict[str, object]] = []

    def open_window(theme: str | None, **chosen: object) -> int:
        opened.append(chosen)
        return 0

    monkeypatch.setitem(sys.modules, "essgui.app", SimpleNamespace(run_demo=open_window))
    assert main(["demo", "--scenario", "calm", "--speed", "3600", "--seed", "4"]) == 0
    assert opened == [{"scenario": "calm", "speed": 3600.0, "seed": 4}]


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


@pytest.mark.parametrize("arguments", [["--theme", "dark", "demo"], ["demo", "--theme", "dark"]])
def test_a_theme_may_stand_before_or_after_the_command(arguments: list[str]) -> None:
    assert build_parser().parse_args(arguments).theme == "dark"


def test_a_theme_need_not_be_named() -> None:
    assert build_parser().parse_args(["demo"]).theme is None
    assert build_parser().parse_args(["tour"]).theme is None
    assert build_parser().parse_args(["--theme", "dark", "tour", "--theme", "both"]).theme == "both"
