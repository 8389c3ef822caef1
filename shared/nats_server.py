"""A real nats-server as a child process, for when no address of one is given."""

import asyncio
import contextlib
import ctypes
import fcntl
import logging
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds to wait for a server that still has the store."""

USER = "steadfast"
WRITTEN = re.compile(r'listen: "127\.0\.0\.1:(\d+)".*password: "([\w-]+)"', re.DOTALL)
CONFIG = """\
server_name: steadfast
listen: "127.0.0.1:{port}"
max_payload: 65536
authorization {{ user: "{user}", password: "{key}" }}
jetstream {{
  store_dir: "{store}"
  sync_interval: always
  max_file_store: 32GB
}}
"""


def address_of(folder: Path) -> str:
    """Where the server whose store is in this folder listens, with its key; empty if there never was one."""
    config = folder / "nats.conf"
    found = WRITTEN.search(config.read_text()) if config.is_file() else None
    return f"nats://{USER}:{found[2]}@127.0.0.1:{found[1]}" if found else ""


class NatsServer:
    """One child with its own store and port. The port stays the same over restarts, so that clients find it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.key = secrets.token_urlsafe(32)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """With the key that was made for this server: other programs of this machine do not know it."""
        return f"nats://{USER}:{self.key}@127.0.0.1:{self.port}"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        lock = _locked(self.folder / "lock")
        config = self.folder / "nats.conf"
        config.touch(mode=0o600)
        config.chmod(0o600)
        config.write_text(CONFIG.format(port=self.port, store=self.folder / "store", user=USER, key=self.key))
        with (self.folder / "nats.log").open("ab") as output:
            try:
                self.process = subprocess.Popen(  # noqa: S603
                    [program(), "-c", str(config)],
                    stdout=output,
                    stderr=output,
                    pass_fds=(lock,),
                    preexec_fn=_die_with_parent,
                    process_group=0,  # Ctrl-C in the terminal is for us: the events told meanwhile still have to go out
                )
            finally:
                os.close(lock)

    def stop(self) -> None:
        """SIGTERM, then SIGKILL after three seconds."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    async def ready(self) -> None:
        """Wait until the port answers; TimeoutError after ten seconds."""
        async with asyncio.timeout(10):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.01)
                    continue
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()
                return

    async def supervise(self) -> None:
        """Start the child again whenever it dies."""
        while True:
            await asyncio.sleep(0.25)
            if self.process is not None and self.process.poll() is not None:
                log.warning("nats-server died and is started again", extra={"code": self.process.returncode})
                self.start()


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[NatsServer]:
    """A nats-server with its store below `folder`, ready; stopped at the end."""
    server = NatsServer(folder)
    server.start()
    keeper = asyncio.create_task(server.supervise())
    try:
        await server.ready()
        yield server
    finally:
        keeper.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeper
        server.stop()


def program() -> str:
    """Where nats-server is: beside the interpreter (its package puts it there) or on the path."""
    own = Path(sys.executable).with_name("nats-server")
    found = str(own) if own.exists() else shutil.which("nats-server")
    if found is None:
        raise FileNotFoundError("nats-server was not found: run `make setup`, or set STEADFAST_NATS_URL")
    return found


PORTS = range(20_000, 32_000)
"""Below what systems give to outgoing connections: one of those could take the port of a server that is down for a moment."""


def free_port() -> int:
    """A port that nobody listens at, by chance, so that others who look at the same moment find another one."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _locked(file: Path) -> int:
    """A lock that lives as long as the child that inherits it: two servers on one store would ruin it.

    A child left behind by a killed parent needs a moment to go. Raises BlockingIOError.
    """
    lock = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(lock)
                raise
            time.sleep(0.05)
            continue
        return lock


def _die_with_parent() -> None:
    """Linux: the child gets SIGTERM when its parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
