"""Node's @alicloud/openapi-core (V3) and @alicloud/pop-core (V1, form body), skipped where missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.simulator.foreign import story

if TYPE_CHECKING:
    from tests.support.simulated import RunningSimulator

SCRIPT = Path(__file__).with_name("client.cjs")
PACKAGES = ("@alicloud/openapi-core@1.0.8", "@alicloud/pop-core@1.8.0")
PATIENCE = 25
"""Seconds that the packages may take to come, the first time."""


@pytest.fixture(scope="module")
def packages() -> Path:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not both installed")
    place = Path(tempfile.gettempdir()) / f"essgui-foreign-node-{os.getuid()}"
    complete = place / "complete"
    if not complete.exists():
        place.mkdir(mode=0o700, exist_ok=True)
        install = [
            npm,
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            str(place),
            *PACKAGES,
        ]
        try:
            done = subprocess.run(install, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm did not install the packages within {PATIENCE} s")
        if done.returncode:
            pytest.skip(f"npm cannot install the packages: {done.stderr.strip()[-200:]}")
        complete.touch()
    return place


@pytest.mark.parametrize(
    ("library", "version"),
    [("openapi-core", "2022-02-22"), ("pop-core", "2022-02-22"), ("pop-core", "2014-08-28")],
)
def test_node(sim: RunningSimulator, packages: Path, library: str, version: str) -> None:
    where = json.dumps({"endpoint": sim.endpoint, "key": sim.access_key_id, "version": version})
    child = subprocess.Popen(
        ["node", str(SCRIPT), library, str(packages), where],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "FOREIGN_SECRET": sim.access_key_secret},
    )

    def call(action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps({"action": action, "parameters": story.flat(parameters)}) + "\n")
        child.stdin.flush()
        said = json.loads(child.stdout.readline())
        assert "answer" in said, said
        return said["answer"]

    with child:
        try:
            story.tell(sim, call, wrapped=version == "2014-08-28")
        finally:
            child.kill()
