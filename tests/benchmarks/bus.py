"""The relay and the projections on a real nats-server that syncs, beside the same work by nats-py and FastStream."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from services.recognition.service import SERVICE as RECOGNITION
from services.serving import leave_alone
from shared.broker import Broker, connected
from shared.database import DERIVED
from shared.lease import Lease
from shared.relay import Relay
from shared.running import running
from shared.service import Runtime, Service
from tests.benchmarks.measured import Legs, Rate
from tests.benchmarks.peers import bus
from tests.benchmarks.plumbing import BOX, Bench, hires, numbers
from tests.faults.reference import OFFICE, SINK

EVENTS = 16_000
Consume = Callable[[Broker, Runtime, int], Awaitable[None]]
Publish = Callable[[Relay, Any], Awaitable[None]]


@contextlib.contextmanager
def through_nats(postgres: str = "") -> Iterator[dict[str, Legs]]:
    """Each leg moves fresh events between fresh databases, in this process, which is set up as one that serves."""
    leave_alone()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        bench = Bench(Path(name), postgres)
        where = "PostgreSQL" if postgres else "SQLite"
        projection: dict[str, Consume] = {
            "Steadfast": ours,
            "nats-py, fetch(512), AckAll, the same sink": bus.fetch_and_ack_all,
            "FastStream, batches, the same sink": bus.faststream_batches,
            "the same subscription, no work": bus.reading_alone,
        }
        recognition: dict[str, Consume] = {"Steadfast": ours, "the same subscription, no work": bus.reading_alone}
        relay: dict[str, Publish] = {
            "Steadfast": Relay._publish,
            "nats-py, a window of 1,000, the same outbox": bus.windowed,
            "nats-py, one by one, the same outbox": bus.one_by_one,
        }
        yield {
            f"A projection of {EVENTS:,} events on {where}": {
                leg: partial(_run, consuming(bench, SINK, numbers, consume)) for leg, consume in projection.items()
            },
            f"Recognition's projections of {EVENTS:,} events on {where}": {
                leg: partial(_run, consuming(bench, RECOGNITION, hires, consume))
                for leg, consume in recognition.items()
            },
            f"The relay, {EVENTS:,} events on {where}": {
                leg: partial(_run, relaying(bench, publish)) for leg, publish in relay.items()
            },
        }


def _run(leg: Callable[[], Awaitable[Rate]]) -> Rate:
    return asyncio.run(leg())  # type: ignore[arg-type]


def consuming(bench: Bench, service: Service, fill: Any, consume: Consume) -> Callable[[], Awaitable[Rate]]:
    """From a stream that holds everything, until the last event is taken."""

    async def leg() -> Rate:
        async with bench.table(OFFICE, service) as (broker, (office, sink)):
            count: int = fill(office, EVENTS)
            relay = _relay(office, broker)
            while await relay._turn():
                pass
            other = await connected(broker.url, service.name)
            cpu, began = time.process_time(), time.perf_counter()
            await consume(other, sink, count)
            took, spent = time.perf_counter() - began, time.process_time() - cpu
            assert not sink.database.look(lambda s: s.execute(sa.select(_letters(sink))).first()), (
                "nothing is set aside"
            )
            await other.close()
            return Rate(count / took, spent / count * 1e6)

    return leg


def _letters(sink: Runtime) -> sa.Table:
    return sink.service.metadata.tables[f"{DERIVED}.dead_letter"]


async def ours(broker: Broker, sink: Runtime, count: int) -> None:
    async with running(sink, broker) as hearing:
        await hearing.idle()


def relaying(bench: Bench, publish: Publish) -> Callable[[], Awaitable[Rate]]:
    """From an outbox that holds everything, until the last event is marked as published."""

    async def leg() -> Rate:
        async with bench.table(OFFICE) as (broker, (office,)):
            count = numbers(office, EVENTS)
            relay = _relay(office, broker)
            relay._publish = partial(publish, relay)  # type: ignore[assignment,method-assign]
            cpu, began = time.process_time(), time.perf_counter()
            while await relay._turn():
                pass
            took, spent = time.perf_counter() - began, time.process_time() - cpu
            return Rate(count / took, spent / count * 1e6)

    return leg


def _relay(office: Runtime, broker: Broker) -> Relay:
    lease = Lease(office.database, OFFICE.metadata.tables["lease"], "intake.relay", "bench")
    return Relay(office.database, BOX, broker, lease)
