"""The product as real processes, in the three arrangements it can be run in, each behind one origin."""

import asyncio
import contextlib
import datetime
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from services.program import SERVICES
from shared.clock import Clock
from shared.database import DERIVED, Database
from shared.nats_server import NatsServer, free_port
from shared.service import Service
from shared.settings import Settings
from tests.patience import PATIENCE, Glances

STEADFAST = str(Path(sys.executable).with_name("steadfast"))
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Everything is plain on the loopback: reading all certificates of the machine takes a client longer than a page."""
STARTING = PATIENCE
STOPPING = 30.0
START = datetime.date(2026, 3, 2)
ARRANGEMENTS = ("one process, SQLite", "one process, PostgreSQL", "three processes, PostgreSQL")


@contextmanager
def arranged(
    which: str, folder: Path, request: pytest.FixtureRequest, start: datetime.date = START
) -> Iterator["Running"]:
    """The product in one of the arrangements, its clock on the morning of `start`."""
    clock = Clock(folder / "clock")
    offset = datetime.datetime.combine(start, datetime.time(8), datetime.UTC) - datetime.datetime.now(datetime.UTC)
    (folder / "clock").write_text(str(int(offset.total_seconds())))
    if which == ARRANGEMENTS[0]:
        with one_process(folder, clock.file or folder) as running:
            yield running
        return
    with request.getfixturevalue("new_databases")() as pattern:
        open_ = one_process if which == ARRANGEMENTS[1] else three_processes
        with open_(folder, clock.file or folder, pattern) as running:
            yield running


@dataclass
class Running:
    """One open site: its address, the folder of its data, and the environment its commands need."""

    url: str
    data: Path
    environment: dict[str, str]
    site: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    """The process of `steadfast up`, where one process is everything."""

    def command(self, *words: str) -> str:
        """Run `steadfast WORDS` in this arrangement; returns what it printed."""
        done = subprocess.run(
            [STEADFAST, *words], env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def unheard(self, name: str) -> list[str]:
        """Events that were told by committed work and that a service has not taken yet, by their ids."""
        told: set[str] = set()
        for service in SERVICES.values():
            box = service.metadata.tables["outbox"].c
            told |= self._ids(service, sa.select(box.event_id).where(box.type.in_(SERVICES[name].hears)))
        inbox = SERVICES[name].metadata.tables[f"{DERIVED}.inbox"].c
        return sorted(told - self._ids(SERVICES[name], sa.select(inbox.event_id)))

    def _ids(self, service: Service, query: sa.Select[tuple[str]]) -> set[str]:
        """Read while the site runs."""
        settings = Settings(data=self.data, database=self.environment["STEADFAST_DATABASE"])
        database = Database(settings.database_url(service.name))
        try:
            return database.look(lambda session: set(session.scalars(query)))
        finally:
            database.dispose()

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """One service is down for a while and the others go on, at the same address and with the same event store."""
        port = str(httpx.URL(self.url).port)
        self.site.close()
        others = [other for other in SERVICES if other != name]
        with _process(["serve", *others, "--port", port], self, self.url):
            yield
        self.site.enter_context(_process(["up", "--port", port, "--data", str(self.data)], self, self.url))


@contextmanager
def one_process(folder: Path, clock: Path, database: str = "") -> Iterator[Running]:
    """`steadfast up`: everything in one process, with a nats-server of its own."""
    port = free_port()
    running = Running(
        f"http://127.0.0.1:{port}", folder, _environment(folder, clock, database, f"http://127.0.0.1:{port}")
    )
    with running.site:
        running.site.enter_context(_process(["up", "--port", str(port), "--data", str(folder)], running, running.url))
        yield running


@contextmanager
def three_processes(folder: Path, clock: Path, database: str) -> Iterator[Running]:
    """One process a service, one NATS, one origin: a path router in front stands for the proxy."""
    nats = NatsServer(folder / "nats")
    nats.start()
    try:
        asyncio.run(nats.ready())
        port, targets = free_port(), {name: free_port() for name in SERVICES}
        url = f"http://127.0.0.1:{port}"
        environment = {**_environment(folder, clock, database, url), "STEADFAST_NATS_URL": nats.url}
        running = Running(url, folder, environment)
        with contextlib.ExitStack() as stack:
            stack.enter_context(_router(port, targets))
            for name, own in targets.items():
                words = ["serve", name, "--port", str(own)]
                stack.enter_context(_process(words, running, f"http://127.0.0.1:{own}"))
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
        process = subprocess.Popen([STEADFAST, *words], env=running.environment, stdout=output, stderr=output)
    try:
        _until_ready(url, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _until_ready(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    glances = Glances(0.05, STARTING)
    with httpx.Client(verify=NO_TLS) as client:
        while not glances.over:
            assert process.poll() is None, log.read_text()
            with contextlib.suppress(httpx.TransportError):
                if client.get(f"{url}/readyz").status_code == 200:
                    return
            glances.pause()
    raise TimeoutError(log.read_text())


@contextmanager
def _router(port: int, targets: dict[str, int]) -> Iterator[None]:
    """A process of its own that stands where a deployment has its proxy."""
    words = [sys.executable, "-m", "tests.router", str(port), *(f"{name}={own}" for name, own in targets.items())]
    process = subprocess.Popen(words)
    try:
        yield
    finally:
        process.kill()
        process.wait()
