"""Fresh databases on a fresh nats-server for each leg of a benchmark, and events to move through them."""

import datetime
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from shared.auth import Keys
from shared.broker import Broker, connected
from shared.database import DERIVED
from shared.nats_server import NatsServer
from shared.service import Runtime, Service
from shared.settings import Settings
from shared.transaction import Transaction
from tests.faults.reference import OFFICE, Declare, declare
from tests.recognition.telling import employer, kept

EVENTS = 4000
BOX = OFFICE.metadata.tables["outbox"]


class Bench:
    """A nats-server of its own and fresh databases for each leg; `postgres` is the URL of a server, or empty for SQLite."""

    def __init__(self, folder: Path, postgres: str) -> None:
        self.folder, self.postgres = folder, postgres

    @asynccontextmanager
    async def table(self, *services: Service) -> AsyncIterator[tuple[Broker, list[Runtime]]]:
        """A fresh broker and open runtimes, all gone afterwards."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            server = NatsServer(Path(name) / "nats")
            server.start()
            await server.ready()
            broker = await connected(server.url, "bench")
            await broker.provision()
            runtimes = [self._desk(service, Path(name)) for service in services]
            try:
                yield broker, runtimes
            finally:
                await broker.close()
                for runtime in runtimes:
                    runtime.close()
                server.stop()

    def _desk(self, service: Service, folder: Path) -> Runtime:
        settings = Settings(data=folder, instance="bench", database=self._pattern(service.name))
        runtime = Runtime(service, settings, Keys(folder / "keys", create=True))
        places = {DERIVED: None}
        service.metadata.create_all(runtime.database.engine.execution_options(schema_translate_map=places))
        return runtime

    def _pattern(self, name: str) -> str:
        if not self.postgres:
            return ""
        url = sa.make_url(self.postgres)
        fresh = f"b_{uuid.uuid4().hex[:10]}"
        admin = sa.create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{fresh}_{name}"'))
        admin.dispose()
        pattern = url.set(database=f"{fresh}_SERVICE").render_as_string(hide_password=False)
        return pattern.replace("SERVICE", "{service}")


def numbers(runtime: Runtime, count: int = EVENTS) -> int:
    """Fill an outbox with numbers of a thousand aggregates' worth of traffic, a hundred a transaction."""
    for first in range(0, count, 100):
        runtime.perform(lambda tx, first=first: [declare(Declare(n), tx) for n in range(first, first + 100)])  # type: ignore[misc]
    return count


def hires(runtime: Runtime, count: int = EVENTS) -> int:
    """Fill an outbox with what recognition hears: employers with headcounts, hires, checks on days 90 and 180."""
    made = 0
    for some in _employers():
        for source, events in groupby((event for event, _ in some), lambda event: event.TYPE.partition(".")[0]):
            runtime.perform(partial(_tell, list(events), source))
        made += len(some)
        if made >= count:
            return made
    raise AssertionError("unreachable")


def _tell(events: Sequence[Any], source: str, tx: Transaction) -> None:
    """As the service that may say so: what another says is forged, and set aside."""
    tx.source = source
    for event in events:
        tx.publish(event)


def _employers() -> Iterator[Sequence[tuple[Any, datetime.date]]]:
    day = datetime.date.today() - datetime.timedelta(days=400)
    for which in range(10_000):
        number = f"{200_000_000 + which}"
        yield employer(number, f"Фирма {which}", f"Firm {which}", day) + kept(number, 12, day)
