"""The simulator as a program: what each option does, what is refused in a sentence, and how it ends."""

from __future__ import annotations

import argparse
import json
import signal
import socket
import ssl
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from essgui.__main__ import main
from essgui.simulator import cli, dump, scenarios
from essgui.simulator.commands import Refusal
from tests.cloud.speaking import self_signed
from tests.support.asking import address, connected
from tests.support.spawned import SpawnedSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from essgui.simulator.server import Simulator

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def made(*words: str) -> Simulator:
    """Return the simulator of a command line, not listening."""
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    args = parser.parse_args(words)
    assert cli.problem(args) == ""
    return cli.make(args)


# -- what each option does


def test_what_it_is_without_options() -> None:
    simulator = made()
    assert (simulator.clock.speed, simulator.clock.manual) == (1.0, False)
    assert (simulator.latency, simulator.throttle, simulator.tls, simulator.protocol) == (
        0.0,
        None,
        None,
        "HTTP",
    )
    assert simulator.world.faults == ()
    assert len(simulator.world.groups) == len(scenarios.build("default", NOW).groups)


@pytest.mark.parametrize("name", sorted(set(scenarios.SCENARIOS) - {"huge"}))
def test_scenario(name: str) -> None:
    names = sorted(group.name for group in made("--scenario", name).world.groups.values())
    assert names == sorted(group.name for group in scenarios.build(name, NOW).groups.values())


@pytest.mark.parametrize("speed", [0.01, 1.0, 20.0, 3600.0])
def test_speed(speed: float) -> None:
    assert made("--scenario", "small", "--speed", str(speed)).clock.speed == speed


def test_seed() -> None:
    one, same, other = (
        set(made("--scenario", "small", "--seed", seed).world.groups) for seed in ("1", "1", "2")
    )
    assert one == same
    assert one != other


@pytest.mark.parametrize("groups", [0, 1, 250])
def test_groups(groups: int) -> None:
    assert len(made("--groups", str(groups)).world.groups) == groups


def test_latency_and_throttle() -> None:
    simulator = made("--scenario", "small", "--latency", "250", "--throttle", "2.5")
    assert (simulator.latency, simulator.throttle) == (0.25, 2.5)


def test_faults_come_after_those_of_the_scenario() -> None:
    own = scenarios.build("flaky-network", NOW).faults
    faults = made("--scenario", "flaky-network", "--fault", "reset:count=1", "--fault", "deny").world.faults
    assert [(f.kind.value, f.count) for f in faults[len(own) :]] == [("reset", 1), ("deny", None)]
    assert len({fault.id for fault in faults}) == len(faults)


def test_manual_clock() -> None:
    assert made("--scenario", "small", "--manual-clock").clock.manual


def test_world(tmp_path: Path) -> None:
    world = scenarios.build("calm", NOW, seed=7)
    (tmp_path / "w.json").write_text(json.dumps(dump.to_json(world)))
    simulator = made("--world", str(tmp_path / "w.json"), "--fault", "reset")
    assert simulator.world.groups == world.groups
    assert simulator.world.now == world.now
    assert [fault.kind.value for fault in simulator.world.faults] == ["reset"]
    assert len(simulator.world.users) == 5


def test_tls(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    with (
        SpawnedSimulator("--scenario", "small", "--tls-cert", certificate, "--tls-key", key) as sim,
        sim.asker(tls=ssl.create_default_context(cafile=certificate)) as owner,
    ):
        assert sim.ready["protocol"] == "HTTPS"
        assert owner.call("DescribeRegions").status == 200


def test_the_greeting_tells_all_that_a_client_needs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with SpawnedSimulator("--scenario", "small", "--port", str(port), "--speed", "7") as sim:
        ready = sim.ready
        assert ready["endpoint"] == f"127.0.0.1:{port}"
        assert (ready["protocol"], ready["speed"]) == ("HTTP", 7.0)
        assert ready["regions"] == ["cn-hangzhou", "cn-shanghai"]
        assert datetime.fromisoformat(ready["clock"]).tzinfo is not None
        assert set(ready["users"]) == {"administrator", "reader", "operator", "session", "expired"}
        assert "security_token" not in ready
        for user in ready["users"]:
            with sim.asker(user) as client:
                assert client.call("DescribeRegions").status == (403 if user == "expired" else 200)


def test_the_greeting_of_an_expired_token_is_that_token() -> None:
    simulator = made("--scenario", "expired-token")
    told = cli.greeting(simulator, "expired-token")
    expired = told["users"]["expired"]
    assert told["access_key_id"] == expired["access_key_id"]
    assert told["security_token"] == expired["security_token"] != ""


# -- what is refused


@pytest.fixture
def nothing_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it an error to come as far as listening."""

    def serve(*_: Any) -> Any:
        raise AssertionError("it would have listened")

    monkeypatch.setattr(cli, "_serve", serve)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--scenario nope", "There is no scenario 'nope'; there are default, small"),
        ("--scenario ''", "There is no scenario"),
        ("--speed 0", "--speed is a number from 0.01 to 3600."),
        ("--speed -1", "--speed is a number"),
        ("--speed nan", "--speed is a number"),
        ("--speed inf", "--speed is a number"),
        ("--speed 1e9", "--speed is a number"),
        ("--speed 3600.1", "--speed is a number"),
        ("--port -1", "--port is a number from 0 to 65535."),
        ("--port 65536", "--port is a number"),
        ("--groups -1", "--groups is a number from 0 to 50000."),
        ("--groups 50001", "--groups is a number"),
        ("--groups 1 --world w.json", "--groups and --world do not go together"),
        ("--latency -1", "--latency is milliseconds, from 0 to 60000."),
        ("--latency nan", "--latency is milliseconds"),
        ("--latency 60001", "--latency is milliseconds"),
        ("--throttle 0", "--throttle is calls a second, from 0.1 to 100000."),
        ("--throttle nan", "--throttle is calls"),
        ("--throttle -5", "--throttle is calls"),
        ("--fault gremlin", "There is no fault 'gremlin'; there are latency"),
        ("--fault reset:count=-1", "count of a fault is a whole number from 0."),
        ("--fault reset:always", "'always' of a fault is not KEY=VALUE."),
        ("--fault reset --fault reset:probability=2", "probability of a fault is a number from 0 to 1."),
        ("--tls-cert c.pem", "--tls-cert and --tls-key go together."),
        ("--tls-key k.pem", "--tls-cert and --tls-key go together."),
        ("--tls-cert none.pem --tls-key none.pem", "cannot be read: No such file or directory."),
        ("--tls-cert text --tls-key text", "text and text are not a certificate and its key, unlocked."),
        ("--tls-cert c.pem --tls-key other/k.pem", "are not a certificate and its key, unlocked."),
        ("--tls-cert c.pem --tls-key locked.pem", "are not a certificate and its key, unlocked."),
        ("--world none.json", "The world none.json cannot be read: No such file or directory."),
        ("--world .", "The world . cannot be read: Is a directory."),
        ("--world text", "The world text is not JSON."),
        ("--world bytes", "The world bytes is not JSON."),
        ("--world deep", "The world deep is not JSON."),
        ("--world list.json", "cannot be used. A world is a JSON object."),
        ("--world newer.json", "cannot be used. This is a world of schema 2; only 1 can be read."),
        ("--world half.json", "cannot be used. This is not a world"),
    ],
)
def test_a_wrong_value_is_one_sentence_before_anything_listens(
    words: str,
    sentence: str,
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nothing_serves: None,
) -> None:
    monkeypatch.chdir(files)
    assert main(["simulator", *words.replace("''", "").split(" ")]) == 2
    out, told = capsys.readouterr()
    assert out == ""
    assert sentence in told
    assert len(told.splitlines()) == 1
    assert told.rstrip().endswith(".")


@pytest.mark.parametrize(
    "words", ["--speed abc", "--port 1.5", "--seed x", "--groups many", "--nope", "more"]
)
def test_what_is_no_option_names_itself(
    words: str, capsys: pytest.CaptureFixture[str], nothing_serves: None
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulator", *words.split(" ")])
    assert ended.value.code == 2
    assert words.split(" ")[-1] in capsys.readouterr().err.splitlines()[-1]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with files that are not what they should be."""
    from cryptography.hazmat.primitives import serialization

    self_signed(tmp_path)
    (tmp_path / "other").mkdir()
    self_signed(tmp_path / "other")
    key = serialization.load_pem_private_key((tmp_path / "k.pem").read_bytes(), None)
    locked = serialization.BestAvailableEncryption(b"secret")
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    (tmp_path / "locked.pem").write_bytes(key.private_bytes(*form, locked))
    (tmp_path / "text").write_text("hello")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "deep").write_text("[" * 200_000)
    (tmp_path / "list.json").write_text("[]")
    body = dump.to_json(scenarios.build("small", NOW))
    (tmp_path / "newer.json").write_text(json.dumps(body | {"schema": 2}))
    del body["seed"]
    (tmp_path / "half.json").write_text(json.dumps(body))
    return tmp_path


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sim = SpawnedSimulator("--scenario", "small", "--port", str(port))
        with pytest.raises(AssertionError) as told:
            sim.__enter__()
        sim.__exit__(None, None, None)
    assert sim.process.returncode == 2
    assert str(told.value) == f"Cannot listen on port {port} of 127.0.0.1: Address already in use.\n"


def test_a_closed_output_is_refused() -> None:
    closed = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    run = subprocess.run(
        [sys.executable, "-c", closed, "-m", "essgui", "simulator", "--scenario", "small"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr == "Standard output is closed, so nobody could learn where the simulator listens.\n"


def test_make_refuses_what_it_is_given_without_a_look_at_it() -> None:
    with pytest.raises(Refusal):
        made("--scenario", "small", "--fault", "gremlin")


# -- how it ends


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_good_order(number: signal.Signals) -> None:
    with SpawnedSimulator("--scenario", "small") as sim:
        sim.process.send_signal(number)
        assert sim.end() == (0, "")


def test_it_ends_when_its_input_closes() -> None:
    with SpawnedSimulator("--scenario", "small", "--until-stdin-closes") as sim, sim.asker() as owner:
        assert sim.process.stdin is not None
        sim.process.stdin.write("a line does not end it\n")
        sim.process.stdin.flush()
        assert owner.call("DescribeRegions").status == 200
        assert sim.process.poll() is None
        # communicate() closes the input and reads to the end.
        assert sim.end() == (0, "")


def test_an_input_that_is_no_pipe_has_ended_already() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "essgui", "simulator", "--scenario", "small", "--until-stdin-closes"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["endpoint"]


def test_without_being_told_it_does_not_watch_its_input() -> None:
    with SpawnedSimulator("--scenario", "small") as sim, sim.asker() as owner:
        assert sim.process.stdin is not None
        sim.process.stdin.close()
        assert all(owner.call("DescribeRegions").status == 200 for _ in range(50))
        assert sim.process.poll() is None


def test_it_ends_in_good_order_while_requests_are_under_way() -> None:
    faults = ["no-answer:operation=DescribeRegions", "trickle:operation=DescribeScalingGroups,amount=60"]
    arguments = [word for fault in faults for word in ("--fault", fault)]
    with (
        SpawnedSimulator("--scenario", "small", *arguments) as sim,
        sim.asker() as silent,
        sim.asker() as slow,
        connected(sim.endpoint) as half,
    ):
        half.sendall(b"GET / HT")
        for client, action in ((silent, "DescribeRegions"), (slow, "DescribeScalingGroups")):
            target, headers = client.signed(action, {"RegionId": "cn-hangzhou"})
            client._connection.request("POST", target, headers=headers)
        with sim.asker() as owner:
            while not all(f["struck"] for f in owner.control("GET", "/-/faults").json()["faults"]):
                pass
        sim.process.terminate()
        assert sim.end() == (0, "")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address(sim.endpoint), 5)
