"""The product as real processes, in the three arrangements it can be run in, each behind one origin."""

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from services.__main__ import SERVICES
from shared.nats_server import NatsServer, free_port

STEADFAST = str(Path(sys.executable).with_name("steadfast"))
STARTING = 60.0


@dataclass
class Running:
    """One open site: its address, the folder of its data, and the environment its commands need."""

    url: str
    data: Path
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """Run `steadfast WORDS` in this arrangement; returns what it printed."""
        done = subprocess.run(  # noqa: S603
            [STEADFAST, *words], env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def one_process(folder: Path, clock: Path, database: str = "") -> Iterator[Running]:
    """`steadfast up`: everything in one process, with a nats-server of its own."""
    port = free_port()
    running = Running(f"http://127.0.0.1:{port}", folder, _environment(folder, clock, database, f"http://127.0.0.1:{port}"))
    with _process(["up", "--port", str(port), "--data", str(folder)], running, running.url):
        yield running


@contextmanager
def three_processes(folder: Path, clock: Path, database: str) -> Iterator[Running]:
    """One process a service, one NATS, one origin: a path router in front stands for the proxy."""
    nats = NatsServer(folder / "nats")
    nats.start()
    try:
        asyncio.run(nats.ready())
        with _router() as (port, targets):
            url = f"http://127.0.0.1:{port}"
            environment = {**_environment(folder, clock, database, url), "STEADFAST_NATS_URL": nats.url}
            running = Running(url, folder, environment)
            with contextlib.ExitStack() as stack:
                for name in SERVICES:
                    own = free_port()
                    targets[name] = own
                    stack.enter_context(
                        _process(["serve", name, "--port", str(own)], running, f"http://127.0.0.1:{own}")
                    )
                yield running
    finally:
        nats.stop()


def _environment(folder: Path, clock: Path, database: str, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEADFAST_")}
    return {
        **kept,
        "STEADFAST_DATA": str(folder),
        "STEADFAST_CLOCK": str(clock),
        "STEADFAST_DATABASE": database,
        "STEADFAST_BASE_URL": url,
    }


@contextmanager
def _process(words: list[str], running: Running, url: str) -> Iterator[None]:
    log = running.data / f"{'-'.join(words[:2])}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen([STEADFAST, *words], env=running.environment, stdout=output, stderr=output)  # noqa: S603
    try:
        _until_ready(url, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _until_ready(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        time.sleep(0.05)
    raise TimeoutError(log.read_text())


@contextmanager
def _router() -> Iterator[tuple[int, dict[str, int]]]:
    """Sends each connection's requests to the service whose prefix the path has, as the proxy of a deployment does."""
    port, targets = free_port(), dict[str, int]()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def serve() -> None:
        server = await asyncio.start_server(lambda r, w: _pass_on(r, w, targets), "127.0.0.1", port)
        ready.set()
        async with server:
            await server.serve_forever()

    def run() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(serve())
        loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop), return_exceptions=True))
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield port, targets
    finally:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
        thread.join(5)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, targets: Mapping[str, int]) -> None:
    """One request a connection: the head decides where it goes, then bytes are copied both ways."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ", 2)[1].decode("latin-1")
        service = next((name for name, one in SERVICES.items() if path.startswith(one.prefixes)), "recognition")
        head = head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        there, away = await asyncio.open_connection("127.0.0.1", targets[service])
        away.write(head)
        try:
            await asyncio.gather(_copy(reader, away), _copy(there, writer))
        finally:
            away.close()
            writer.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await source.read(65536):
            target.write(chunk)
            await target.drain()
        if target.can_write_eof():
            target.write_eof()
