"""The figures of one open service: what its database says, what its workers say, how far it has heard."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from services.condition.counted import counted
from services.condition.sample import Sample
from shared.broker import BrokerAway, NoStream
from shared.clock import machine_monotonic
from shared.running import Running
from shared.service import Runtime

ANSWERS = 3.0
"""Seconds that one service's database or broker may take; without an answer its figures are left out, and that is one."""


async def figures(runtime: Runtime, running: Running | None) -> list[Sample]:
    """Everything that is known of one service now. Raises nothing for a database or a broker that is away."""
    name = {"service": runtime.service.name}
    found = [
        Sample("steadfast_closed", float(bool(runtime.lost)), name),
        Sample("steadfast_gone_on_without", float(runtime.gap is not None), name),
        *files(runtime),
    ]
    if running is not None:
        found += at_work(running)
    unanswered = bool(runtime.lost)
    if not runtime.lost:
        try:
            async with asyncio.timeout(ANSWERS):
                found += await runtime.read(counted, runtime)
        except (sa.exc.SQLAlchemyError, TimeoutError):
            unanswered = True
    return [*found, *await lag(running), Sample("steadfast_unanswered", float(unanswered), name)]


def at_work(running: Running) -> Iterator[Sample]:
    """What the workers of this process say of themselves."""
    name = {"service": running.runtime.service.name}
    morning = running.morning
    if morning.ran is not None:
        yield Sample("steadfast_tick_age_seconds", machine_monotonic() - morning.ran, name)
    yield Sample("steadfast_timers_left", len(morning.left), name)
    for role, one in (("relay", running.relay), ("consumer", running.consumer)):
        if one is not None:
            worker = name | {"worker": role}
            yield Sample("steadfast_wait_seconds", one.wait.seconds, worker)
            yield Sample("steadfast_lease_stuck_seconds", one.lease.stuck, worker)
    if running.consumer is not None:
        yield Sample("steadfast_consumer_silent_seconds", running.consumer.hearing.silent, name)


async def lag(running: Running | None) -> list[Sample]:
    """How far the consumer is behind the stream; nothing where that cannot be asked now."""
    if running is None or running.consumer is None or running.runtime.lost:
        return []
    try:
        async with asyncio.timeout(ANSWERS):
            behind = await running.consumer.lag()
    except (TimeoutError, BrokerAway, NoStream, sa.exc.SQLAlchemyError):
        return []
    return [Sample("steadfast_consumer_lag_events", behind, {"service": running.runtime.service.name})]


def files(runtime: Runtime) -> Iterator[Sample]:
    """Sizes of SQLite's files; a server watches its own."""
    if not runtime.database.embedded:
        return
    file, name = Path(str(runtime.database.url.database)), {"service": runtime.service.name}
    yield Sample("steadfast_database_bytes", size(file), name)
    yield Sample("steadfast_wal_bytes", size(file.with_name(file.name + "-wal")), name)


def size(file: Path) -> int:
    """Bytes; 0 for a file that is not there."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
