"""Legs of the plumbing's benchmarks: each moves its own fresh events through real parts and returns events per second."""

import asyncio
import datetime
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import count, groupby
from pathlib import Path
from typing import Any

import nats
import sqlalchemy as sa
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig

from services.recognition.service import SERVICE as RECOGNITION
from shared.auth import Keys
from shared.broker import Broker, Delivery, connected
from shared.broker.connection import STREAM
from shared.database import DERIVED
from shared.inbox import BATCH, Projection
from shared.lease import Lease
from shared.nats_server import NatsServer
from shared.relay import Relay
from shared.running import running
from shared.service import Runtime, Service
from shared.settings import Settings
from shared.transaction import Transaction
from tests.faults.reference import OFFICE, SINK, Declare, declare
from tests.recognition.telling import employer, kept

EVENTS, MANY = 4000, 20_000
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


async def through(bench: Bench, service: Service, fill: Any) -> float:
    """Committed rows until the last one is taken: relay, stream and consumer at once, in one process."""
    async with bench.table(OFFICE, service) as (broker, (office, sink)):
        count: int = fill(office)
        other = await connected(broker.url, service.name)
        began = time.perf_counter()
        async with running(office, broker) as telling, running(sink, other) as hearing:
            await telling.idle()
            await hearing.idle()
            took = time.perf_counter() - began
        await other.close()
        return count / took


async def relaying(bench: Bench, how: Callable[[Relay, Any], Any] | None = None) -> float:
    """From the outbox into the stream, and marked; `how` a peer publishes a page, where it is not ours that does."""
    async with bench.table(OFFICE) as (broker, (office,)):
        count = numbers(office)
        lease = Lease(office.database, OFFICE.metadata.tables["lease"], "intake.relay", "bench")
        relay = Relay(office.database, BOX, broker, lease)
        if how:
            relay._publish = partial(how, relay)  # type: ignore[method-assign]
        began = time.perf_counter()
        while await relay._turn():
            pass
        return count / (time.perf_counter() - began)


async def windowed(relay: Relay, page: Sequence[Any]) -> None:
    """As the manual of nats-py has it: 256 under way, an acknowledgement for each."""
    stream = relay.broker.client.jetstream(publish_async_max_pending=256)
    waiting = [await stream.publish_async(row.type, row.payload, headers={"Nats-Msg-Id": row.event_id}) for row in page]
    acks = await asyncio.gather(*waiting)
    await relay._mark([(row.position, ack.seq) for row, ack in zip(page, acks, strict=True)])


@asynccontextmanager
async def stored(
    bench: Bench, service: Service, fill: Any, count: int
) -> AsyncIterator[tuple[Broker, Projection, int]]:
    """Events in the stream, an open projection that has taken none of them, and how many there are."""
    async with bench.table(OFFICE, service) as (broker, (office, sink)):
        fill(office, count)
        lease = Lease(office.database, OFFICE.metadata.tables["lease"], "intake.relay", "bench")
        relay = Relay(office.database, BOX, broker, lease)
        while await relay._turn():
            pass
        projection = Projection(sink)
        await sink.database.write(lambda session: projection.begin(session, "bench"))
        yield broker, projection, (await broker.state()).last


async def consuming(bench: Bench, service: Service, fill: Any, batch: int = BATCH) -> float:
    """From the stream into the projection, `batch` events a transaction."""
    async with stored(bench, service, fill, MANY if batch > 1 else MANY // 20) as (broker, projection, wanted):
        subscription = await broker.subscribe(service.name, service.hears, 0)
        began, at = time.perf_counter(), 0
        while at < wanted:
            if some := await subscription.next(batch, 0.005):
                await projection.database.write(partial(projection.take, deliveries=some, created="bench"))
                at = some[-1].seq
        took = time.perf_counter() - began
        await subscription.close()
        return wanted / took


async def fetching(bench: Bench, service: Service, fill: Any) -> float:
    """As the manual of nats-py has it, into the same projection: fetch, one transaction, acknowledge the last of all."""
    async with stored(bench, service, fill, MANY) as (broker, projection, wanted), _peer(broker, service) as pull:
        began, at = time.perf_counter(), 0
        while at < wanted:
            messages = await pull.fetch(512, timeout=5)
            some = [_delivery(message) for message in messages]
            await projection.database.write(partial(projection.take, deliveries=some, created="bench"))
            await messages[-1].ack()
            at = some[-1].seq
        return wanted / (time.perf_counter() - began)


async def ceiling(bench: Bench, service: Service, fill: Any) -> float:
    """What plain nats-py hands to a callback that does nothing."""
    async with stored(bench, service, fill, MANY) as (broker, _, wanted), _peer(broker, service) as pull:
        client, here, done = pull._nc, count(1), asyncio.Event()

        async def arrive(_: Msg) -> None:
            if next(here) == wanted:
                done.set()

        inbox = client.new_inbox()
        await client.subscribe(inbox, cb=arrive, pending_msgs_limit=0, pending_bytes_limit=0)
        began = time.perf_counter()
        await client.publish(pull._nms, b'{"batch":%d,"expires":30000000000}' % wanted, reply=inbox)
        await done.wait()
        return wanted / (time.perf_counter() - began)


@asynccontextmanager
async def _peer(broker: Broker, service: Service) -> AsyncIterator[JetStreamContext.PullSubscription]:
    how = ConsumerConfig(ack_policy=AckPolicy.ALL, max_ack_pending=-1, filter_subjects=list(service.hears))
    client = await nats.connect(broker.url)
    yield await client.jetstream().pull_subscribe("", "peer", stream=STREAM, config=how)
    await client.close()


def _delivery(message: Msg) -> Delivery:
    tokens = message.reply.split(".")
    return Delivery(int(tokens[5]), message.data, int(tokens[7]), message.subject)


def _consumers(service: Service, fill: Any) -> dict[str, Callable[[Bench], Coroutine[Any, Any, float]]]:
    return {
        "nats-py fetch(512), AckAll": lambda bench: fetching(bench, service, fill),
        "our consumer": lambda bench: consuming(bench, service, fill),
        "a transaction per event": lambda bench: consuming(bench, service, fill, 1),
        "nats-py callback, no work": lambda bench: ceiling(bench, service, fill),
    }


LEGS: dict[str, dict[str, Callable[[Bench], Coroutine[Any, Any, float]]]] = {
    "end-to-end": {
        "reference sink": lambda bench: through(bench, SINK, numbers),
        "recognition": lambda bench: through(bench, RECOGNITION, hires),
    },
    "relay": {
        "nats-py publish_async, 256": lambda bench: relaying(bench, windowed),
        "atomic batch": lambda bench: relaying(bench),
        "one by one": lambda bench: relaying(bench, Relay._publish_one_by_one),
    },
    "consumer": _consumers(SINK, numbers),
    "consumer-recognition": _consumers(RECOGNITION, hires),
}
