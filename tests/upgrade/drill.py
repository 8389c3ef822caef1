"""`make upgrade`: the ninety days go on while each instance of a released version gives way to one of today, and lose nothing.

Three services on PostgreSQL with one NATS, as `deploy/README.md` has it: first the tables are upgraded under the old
version, then each service has an old and a new instance side by side, then the old one stops. Which old version: the
argument, a commit; otherwise that of the newest kept data.
"""

import asyncio
import contextlib
import datetime
import subprocess
import sys
import tempfile
import threading
import time
from collections import UserDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from services.program import SERVICES
from shared.clock import Clock
from shared.nats_server import NatsServer, free_port
from tests.arrangements import START, Running, _environment, _process
from tests.databases import Server
from tests.journeys.test_ninety_days import ninety_days
from tests.postgres import server
from tests.router import pass_on
from tests.upgrade.kept_data import SETS, read
from tests.world import World

ROOT = Path(__file__).parents[2]
EVERY = 14
"""Requests between two steps."""
BEGAN = time.monotonic()


def say(text: str) -> None:
    sys.stdout.write(f"{time.monotonic() - BEGAN:6.1f} s  {text}\n")
    sys.stdout.flush()


class Instances(UserDict[str, int]):
    """Where each service is reached; whoever asks gets the next of its ports in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.ports: dict[str, list[int]] = {name: [] for name in SERVICES}
        self.turn = count()

    def __getitem__(self, name: str) -> int:
        ports = self.ports[name]
        return ports[next(self.turn) % len(ports)]


@dataclass
class Site:
    """What runs, and of which version."""

    running: Running
    old: Path
    reached: Instances = field(default_factory=Instances)
    open: dict[tuple[str, str], tuple[int, contextlib.ExitStack]] = field(default_factory=dict)
    steps: Iterator[str] = field(default_factory=lambda: iter(()))
    requests: int = 0

    def close(self) -> None:
        for _, instance in self.open.values():
            instance.close()

    def next_step(self) -> None:
        """Says what was done."""
        if done := next(self.steps, ""):
            say(f"request {self.requests}: {done}")

    def start(self, name: str, version: str) -> None:
        """An instance that gets requests once it is ready."""
        port, stack = free_port(), contextlib.ExitStack()
        kept = {key: value for key, value in self.running.environment.items() if key != "PYTHONPATH"}
        mine = {**kept, "PYTHONPATH": str(self.old)} if version == "old" else kept
        of_this = Running(self.running.url, self.running.data / version, mine)
        stack.enter_context(_process(["serve", name, "--port", str(port)], of_this, f"http://127.0.0.1:{port}"))
        self.open[name, version] = port, stack
        self.reached.ports[name].append(port)

    def stop(self, name: str, version: str) -> None:
        """First no more requests, then the process."""
        port, stack = self.open.pop((name, version))
        self.reached.ports[name].remove(port)
        stack.close()


@contextmanager
def released(commit: str, folder: Path) -> Iterator[Path]:
    """The tree of a version, out of the history."""
    tree = folder / "released"
    tree.mkdir()
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "x", "-C", str(tree)], input=archive, check=True)
    yield tree


@contextmanager
def proxy(site: "Site", port: int) -> Iterator[None]:
    """One address; every so many requests a step of the exchange is taken, while that request waits."""
    loop = asyncio.new_event_loop()

    under_way = set[asyncio.Task[None] | None]()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        under_way.add(asyncio.current_task())
        site.requests += 1
        if site.requests % EVERY == 0:
            await loop.run_in_executor(None, site.next_step)
        await pass_on(reader, writer, site.reached)

    async def serve() -> None:
        listening = await asyncio.start_server(take, "127.0.0.1", port)
        await listening.serve_forever()

    def run() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(task)

    task = loop.create_task(serve())
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield
    loop.call_soon_threadsafe(task.cancel)
    thread.join()


@contextmanager
def old_site(commit: str, folder: Path, database: str) -> Iterator[Site]:
    """Three services of the old version at one address."""
    nats = NatsServer(folder / "nats")
    nats.start()
    asyncio.run(nats.ready())
    port = free_port()
    url, clock = f"http://127.0.0.1:{port}", folder / "clock"
    environment = {**_environment(folder, clock, database, url), "STEADFAST_NATS_URL": nats.url}
    with released(commit, folder) as tree, contextlib.ExitStack() as stack:
        site = Site(Running(url, folder, {**environment, "PYTHONPATH": str(tree), "STEADFAST_METRICS": "off"}), tree)
        stack.callback(nats.stop)
        stack.callback(site.close)
        for name in SERVICES:
            site.start(name, "old")
        stack.enter_context(proxy(site, port))
        yield site


def exchange(site: Site) -> Iterator[str]:
    """What is done one after the other, each at a request of the journey; says what was done."""
    site.running.environment.pop("PYTHONPATH")
    site.running.command("migrate")
    yield "tables upgraded under the old version"
    for name in SERVICES:
        site.start(name, "new")
        yield f"{name}: old and new side by side"
        site.stop(name, "old")
        yield f"{name}: new alone"


def nothing_lost(site: Site, world: World) -> None:
    world.all_is_heard()
    for name in SERVICES:
        assert "0 not in the stream yet, 0 refused" in site.running.command("outbox", "list", name)
        assert "0 set aside" in site.running.command("dead-letters", "list", name)
        say(site.running.command("rebuild", name).strip().splitlines()[-1])
    say(site.running.command("edition", "verify", "--all").strip().splitlines()[-1])


def main(commit: str) -> None:
    with tempfile.TemporaryDirectory() as place, server() as url, Server(url).lent() as pattern:
        folder = Path(place)
        clock = Clock(folder / "clock")
        morning = datetime.datetime.combine(START, datetime.time(8), datetime.UTC)
        (folder / "clock").write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds())))
        with old_site(commit, folder, pattern) as site, World(site.running, clock) as world:
            say(f"{commit} serves")
            site.steps = exchange(site)
            ninety_days(world)
            say(f"the ninety days ended on the board after {site.requests} requests")
            assert not any(version == "old" for _, version in site.open), "it ended before everything was exchanged"
            nothing_lost(site, world)
    say("nothing lost, nothing doubled")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else read(SETS[-1]).commit)
