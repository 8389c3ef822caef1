"""Databases, a nats-server and worker processes that tests may kill, and the ledger that says what must come out."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from shared.nats_server import NatsServer
from shared.service import Runtime, Service
from shared.settings import Settings
from tests.faults.reference import OFFICE, SINK, Declare, declare, differences, published
from tests.patience import PATIENCE, Glances

ROOT = Path(__file__).parent.parent.parent


def until(holds: Callable[[], Any], what: str, seconds: float = PATIENCE) -> None:
    """Wait for a condition. AssertionError after the deadline."""
    glances = Glances(seconds=seconds)
    while not holds():
        assert not glances.over, f"{what}: not within {seconds:.0f} s"
        glances.pause()


class Worker:
    """One service in a process of its own."""

    def __init__(self, role: str, settings: Settings, die: str = "") -> None:
        told = {"data": str(settings.data), "database": settings.database, "nats_url": settings.nats_url}
        self.acknowledged: list[int] = []
        self.ready = threading.Event()
        with (settings.data / f"{role}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.worker", role, msgspec.json.encode(told).decode()],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, **({"DIE": die} if die else {})},
                text=True,
            )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for text in self.process.stdout:
            if text.strip() == "ready":
                self.ready.set()
            else:
                self.acknowledged.append(int(text))

    def do(self, first: int, last: int) -> None:
        """Ask for the commands first..last-1, one transaction each; `acknowledged` grows as they commit."""
        assert self.process.stdin is not None
        until(lambda: self.ready.is_set() or self.process.poll() is not None, "a worker that is ready")
        self.process.stdin.write(f"{first} {last}\n")
        self.process.stdin.flush()

    def killed_itself(self) -> None:
        until(lambda: self.process.poll() is not None, "the end of the worker")
        assert self.process.returncode == -signal.SIGKILL, self.process.returncode

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):  # what it was still to be told
                    stream.close()


class Rig:
    """An office and a sink on one kind of database, a nats-server between them."""

    def __init__(self, settings: Settings, open_runtime: Callable[[Service], Runtime]) -> None:
        self.nats = NatsServer(settings.data / "nats")
        self.nats.start()
        self.settings = msgspec.structs.replace(settings, nats_url=self.nats.url)
        self.office, self.sink = open_runtime(OFFICE), open_runtime(SINK)
        self.workers: list[Worker] = []
        self.answers()

    def answers(self) -> None:
        def open_() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.nats.port)) == 0

        until(open_, "a nats-server that answers")

    def declare(self, first: int, last: int) -> None:
        """Commit commands from here, so that no worker is in the middle of a transaction."""
        for number in range(first, last):
            self.office.perform(partial(declare, Declare(number)))

    def spawn(self, role: str, die: str = "") -> Worker:
        worker = Worker(role, self.settings, die)
        self.workers.append(worker)
        return worker

    @property
    def acknowledged(self) -> list[int]:
        return [number for worker in self.workers for number in worker.acknowledged]

    def kill_nats(self) -> None:
        self.nats.kill()
        self.nats.start()

    def keep_store(self) -> Path:
        """A copy of the store as it is now, as a backup would hold it: taken while the server is down."""
        self.nats.stop()
        kept = self.settings.data / "kept"
        shutil.copytree(self.nats.folder / "store", kept)
        self.nats.start()
        return kept

    def replace_store(self, by: Path | None) -> None:
        """The store as it was once, or none at all; the server stays down until it is started."""
        self.nats.kill()
        shutil.rmtree(self.nats.folder / "store")
        if by is not None:
            shutil.copytree(by, self.nats.folder / "store")

    def settled(self, expect: int | None = None) -> None:
        """Wait until nothing is lost, doubled or out of order any more; says what is, if that does not come about."""

        def whole() -> bool:
            if expect is not None and len(published(self.office)) < expect:
                return False
            return not differences(self.sink, self.office, acknowledged=self.acknowledged)

        try:
            until(whole, "everything taken once")
        except AssertionError as error:
            wrong = differences(self.sink, self.office, acknowledged=self.acknowledged)
            raise AssertionError(f"{error}: {wrong}") from None

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
        self.nats.kill()
