"""The figures of one open service: what waits, what was set aside, who has the turns, how far it has heard."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.watch.sample import Sample
from services.watch.subjects import OF_SUBJECTS
from shared.broker import BrokerAway, NoStream
from shared.clock import machine_monotonic, machine_seconds
from shared.database import DERIVED
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


def counted(session: Session, runtime: Runtime) -> list[Sample]:
    """What the service's database says."""
    return [*_plumbing(session, runtime), *_turns(session, runtime), *_subjects(session, runtime)]


def _plumbing(session: Session, runtime: Runtime) -> Iterator[Sample]:
    tables, name = runtime.service.metadata.tables, {"service": runtime.service.name}
    box, letters = tables["outbox"].c, tables[f"{DERIVED}.dead_letter"].c
    waiting = sa.select(sa.func.count(), sa.func.min(box.recorded_at)).where(box.stream_seq.is_(None))
    count, oldest = session.execute(waiting).one()
    age = max((runtime.clock.now() - oldest).total_seconds(), 0.0) if oldest else 0.0
    yield Sample("steadfast_outbox_events", count, name)
    yield Sample("steadfast_outbox_age_seconds", age, name)
    yield Sample("steadfast_outbox_refused", _count(session, box.refused.is_not(None)), name)
    yield Sample("steadfast_dead_letters", _count(session, letters.event_id.is_not(None)), name)
    parked = tables[f"{DERIVED}.parked"].c.aggregate_id
    yield Sample("steadfast_parked", _count(session, parked.is_not(None)), name)


def _turns(session: Session, runtime: Runtime) -> Iterator[Sample]:
    """A mark of what was heard lies in the same table and is no turn."""
    lease, now = runtime.service.metadata.tables["lease"], machine_seconds()
    for row in session.execute(sa.select(lease).where(lease.c.name.not_like("%.heard"))):
        turn = {"service": runtime.service.name, "lease": row.name}
        yield Sample("steadfast_lease_seconds", row.until - now, turn)
        yield Sample("steadfast_lease_holder", float(row.until > now), turn | {"holder": row.holder})


def _subjects(session: Session, runtime: Runtime) -> Iterator[Sample]:
    for look in OF_SUBJECTS.get(runtime.service.name, ()):
        yield from look(session, runtime)


def _count(session: Session, where: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).where(where)) or 0


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
