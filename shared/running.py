"""An open service at work: its relay, its consumer and its timers, for as long as the context lasts."""

import asyncio
import contextlib
import datetime
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from shared import consumer, relay
from shared.broker import Broker, BrokerAway
from shared.clock import machine_monotonic, machine_seconds
from shared.consumer import Consumer
from shared.events.intake import SessionRevoked
from shared.gate import Gate
from shared.inbox import Projection
from shared.lease import LONGEST, Lease
from shared.logs import named
from shared.relay import Relay
from shared.service import Runtime, Timer, Worker
from shared.tracing import tracer_to
from shared.transaction import MORE
from shared.trouble import is_trouble, said

log = structlog.get_logger(__name__)

LATER = 60.0
"""Seconds until a timer that failed is tried again."""
COPIED = 30.0
"""Seconds after which SQLite's log is copied into its file, if anything was written."""
GLANCE = 0.25
"""How often the clock is looked at; a new day starts the timers."""
AGAIN = 0.5
"""How long a cancelled worker may take before it is cancelled again."""
PATIENCE = 10.0
"""Seconds a worker may be without its database before this process is not ready."""
STUCK = 2 * LONGEST
"""Seconds after which a turn that nobody renews should have run out."""
ASIDE = 1.0
"""How long whoever has not got the turn, or has no database, waits before it looks again."""


@dataclass
class Running:
    """What works behind one runtime."""

    runtime: Runtime
    broker: Broker
    relay: Relay
    consumer: Consumer | None
    morning: "Morning"

    def unready(self) -> str:
        """Why nobody should be sent here now, or nothing: a database or a turn that cannot be had for a while.

        NATS is no reason: pages work without it.
        """
        if self.runtime.lost:
            return f"{self.runtime.service.name}: its database is not whole"
        for one in (self.relay, self.consumer):
            if one is None:
                continue
            if one.wait.what in (relay.DATABASE, consumer.DATABASE) and one.wait.seconds > PATIENCE:
                return f"{one.wait.who}: {one.wait.why}"
            if one.lease.stuck > STUCK:
                return f"{one.lease.name}: somebody has the turn and does not renew it"
        return ""

    async def idle(self) -> None:
        """Wait until everything committed here is in the stream, and everything for us in the stream is taken."""
        if self.runtime.lost:
            return
        await self.relay.idle()
        if self.consumer is not None:
            await self.consumer.idle()


class Morning:
    """Runs the timers at the start and on each new business day, in every instance in turn: again they do nothing.

    Each timer has a transaction of its own. One that fails is tried again every minute and holds up no other.
    """

    def __init__(self, runtime: Runtime, lease: Lease) -> None:
        self.runtime = runtime
        self.lease = lease
        self.day: datetime.date | None = None
        self.left: list[Timer] = []
        """What failed today and is still to be done."""
        self.ran: float | None = None
        """When this process last did what a day begins with, by its monotonic clock."""
        self._again = 0.0

    async def run(self) -> None:
        while True:
            today = self.runtime.clock.today()
            if today != self.day or (self.left and machine_seconds() > self._again):
                await self._begin(today)
            await asyncio.sleep(GLANCE)

    async def _begin(self, today: datetime.date) -> None:
        try:
            if await self.lease.take():
                timers = self.runtime.service.daily if today != self.day else self.left
                left = [timer for timer in timers if not await self._done(timer, today)]
                self.day, self.left, self._again = today, left, machine_seconds() + LATER
                self.ran, self.runtime.day_begun = machine_monotonic(), today
                return
        except (sa.exc.SQLAlchemyError, OSError) as error:
            if not (isinstance(error, OSError) or is_trouble(error)):
                raise
            log.warning("the morning waits", service=self.runtime.service.name, error=said(error))
        await asyncio.sleep(ASIDE)

    async def _done(self, timer: Timer, today: datetime.date) -> bool:
        try:
            while await self.runtime.do(timer, today) is MORE:
                pass
        except Exception as error:
            if isinstance(error, OSError) or (isinstance(error, sa.exc.SQLAlchemyError) and is_trouble(error)):
                raise
            log.error("a timer failed", service=self.runtime.service.name, timer=timer.__name__, error=named(error))
            return False
        return True


@asynccontextmanager
async def running(runtime: Runtime, broker: Broker) -> AsyncIterator[Running]:
    """Start relay, consumer and timers; stop them at the end. A task that dies takes the process with it."""
    tables, service = runtime.service.metadata.tables, runtime.service

    def lease(name: str) -> Lease:
        return Lease(runtime.database, tables["lease"], f"{service.name}.{name}", runtime.settings.instance)

    carrier = Relay(runtime.database, tables["outbox"], broker, lease("relay"))
    runtime.wake, carrier.tracer = carrier.wake, tracer_to(runtime.settings.traces)
    reader = Consumer(Projection(runtime), broker, lease("consumer")) if service.hears else None
    if reader is not None and SessionRevoked not in service.publishes:
        runtime.is_deaf = lambda: reader.hearing.is_over
    morning = Morning(runtime, lease("morning"))
    gate = Gate(runtime, broker)
    carrier.prove = gate.look
    await gate.begin()
    works = [carrier.run, morning.run, lambda: _copy_now_and_then(runtime)]
    works += [lambda: _run_workers(runtime)] if service.workers else []
    works += [reader.run] if reader is not None else []
    tasks = [asyncio.create_task(gate.behind(work)) for work in works]
    tasks += [asyncio.create_task(gate.run()), asyncio.create_task(gate.count())]
    for task in tasks:
        task.add_done_callback(_report)
    try:
        yield Running(runtime, broker, carrier, reader, morning)
    finally:
        runtime.wake, runtime.is_deaf = lambda: None, lambda: False
        await ended(tasks)
        with contextlib.suppress(BrokerAway, sa.exc.DBAPIError):
            for name in ("relay", "consumer", "morning"):
                await lease(name).give_back()


async def ended(tasks: Iterable["asyncio.Task[None]"]) -> None:
    """Cancel tasks until they have ended.

    Once is not enough: before Python 3.12 `asyncio.wait_for`, which the NATS client uses, loses a cancellation that
    comes in the same turn of the loop as the answer it waits for.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=AGAIN)


async def _run_workers(runtime: Runtime) -> None:
    """In every instance: a worker makes sure by itself that it is done once. One that fails rests a minute."""
    resting: dict[Worker, float] = {}
    while True:
        for worker in runtime.service.workers:
            if machine_seconds() >= resting.get(worker, 0.0) and not await _ran(worker, runtime):
                resting[worker] = machine_seconds() + LATER
        await asyncio.sleep(ASIDE)


async def _ran(worker: Worker, runtime: Runtime) -> bool:
    """Whatever goes wrong with a worker ends neither the others nor the process."""
    try:
        await worker(runtime)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one worker, the others go on
        if isinstance(error, OSError) or (isinstance(error, sa.exc.SQLAlchemyError) and is_trouble(error)):
            log.warning("a worker waits", service=runtime.service.name, error=said(error))
            return True
        log.error("a worker failed", service=runtime.service.name, error=named(error))
        return False
    return True


async def _copy_now_and_then(runtime: Runtime) -> None:
    """SQLite's log into its file, so that a file that is copied alone is no older than that."""
    while True:
        await asyncio.sleep(COPIED)
        try:
            await asyncio.to_thread(runtime.database.checkpoint)
        except sa.exc.DBAPIError as error:
            log.warning("the log is not copied", service=runtime.service.name, error=said(error))


def _report(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and task.exception() is not None:
        log.critical("a worker died", exc_info=task.exception())
        asyncio.get_running_loop().stop()
