"""Our own nats-server: it goes with its parent, comes back when it dies, and never shares a store."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shared import nats_server
from shared.broker import connected
from shared.nats_server import NatsServer
from tests.faults.rig import ROOT, until
from tests.patience import PATIENCE

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("relay")]

PARENT = """
import sys, pathlib, time
from shared.nats_server import NatsServer
server = NatsServer(pathlib.Path(sys.argv[1]))
server.start()
print(server.process.pid, flush=True)
time.sleep(60)
"""


def is_there(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_goes_when_its_parent_is_killed_and_its_store_is_free_only_then(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    server = NatsServer(tmp_path)
    until(lambda: (tmp_path / "store").exists(), "a store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nats_server, "PATIENCE", 0.3)
        with pytest.raises(BlockingIOError):
            server.start()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    server.start()
    assert not is_there(child)
    server.stop()


def test_it_is_started_again_when_it_dies_and_keeps_its_port_and_store(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with nats_server.running(tmp_path) as server:
            broker = await connected(server.url, "x")
            await broker.provision()
            assert await broker.publish_one("intake.a", "one", b"{}") == 1
            assert server.process is not None
            os.kill(server.process.pid, signal.SIGKILL)
            async with asyncio.timeout(PATIENCE):
                while broker.connection < 2:
                    await asyncio.sleep(0.02)
            assert await broker.id_at(1) == "one"
            await broker.close()

    asyncio.run(scenario())


def test_its_port_is_none_that_an_outgoing_connection_may_take_while_it_is_down() -> None:
    given = Path("/proc/sys/net/ipv4/ip_local_port_range")
    first = int(given.read_text().split()[0]) if given.exists() else 32768
    found = {nats_server.free_port() for _ in range(200)}
    assert max(found) < first
    assert len(found) > 150
