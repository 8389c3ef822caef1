"""What an operator types and builds: it ends, it says why, and the image can be made."""

import asyncio
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import uvloop
from click.testing import CliRunner

import services.__main__ as program
from services import serving
from tests.house.code import ROOT


def test_provisioning_without_a_server_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(program, "PROVISION", 0.5)
    monkeypatch.setenv("STEADFAST_NATS_URL", "nats://somebody:secret@127.0.0.1:1")
    done = CliRunner().invoke(program.main, ["--data", str(tmp_path), "provision"])
    assert done.exit_code == 1
    assert "nobody answered at 127.0.0.1:1" in done.output
    assert "secret" not in done.output


def test_the_services_run_on_uvloop() -> None:
    found = []

    async def look() -> None:
        found.append(type(asyncio.get_running_loop()))

    serving.run(look())
    assert found == [uvloop.Loop]


@pytest.mark.faults
def test_the_image_can_install_what_is_locked() -> None:
    """The Dockerfile's own pip line, without installing anything."""
    written = (ROOT / "deploy/Dockerfile").read_text()
    (line,) = re.findall(r"^RUN /opt/steadfast/bin/pip (install .*requirements/run.txt)$", written, re.M)
    dry = ["--dry-run", "--ignore-installed", "--no-deps", "--quiet"]
    command = [sys.executable, "-m", "pip", *shlex.split(line), *dry]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr[-2000:]
