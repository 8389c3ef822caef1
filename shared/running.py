"""An open service at work: its relay, its consumer and its timers, for as long as the context lasts."""

import asyncio
import contextlib
import datetime
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from shared.broker import Broker, BrokerAway
from shared.clock import machine_seconds
from shared.consumer import Consumer
from shared.database import is_trouble
from shared.inbox import Projection
from shared.logs import named
from shared.outbox import Lease, Relay
from shared.service import Desk, Timer, Worker

log = structlog.get_logger(__name__)

LATER = 60.0
"""Seconds until a timer that failed is tried again."""
GLANCE = 0.25
"""How often the clock is looked at; a new day starts the timers."""
AGAIN = 0.5
"""How long a cancelled worker may take before it is cancelled again."""
ASIDE = 1.0
"""How long whoever has not got the turn, or has no database, waits before it looks again."""


@dataclass
class Running:
    """What works behind one desk."""

    desk: Desk
    broker: Broker
    relay: Relay
    consumer: Consumer | None
    morning: "Morning"

    async def idle(self) -> None:
        """Wait until everything committed here is in the stream, and everything for us in the stream is taken."""
        await self.relay.idle()
        if self.consumer is not None:
            await self.consumer.idle()


class Morning:
    """Runs the timers at the start and on each new business day, in every instance in turn: again they do nothing.

    Each timer has a transaction of its own. One that fails is tried again every minute and holds up no other.
    """

    def __init__(self, desk: Desk, lease: Lease) -> None:
        self.desk = desk
        self.lease = lease
        self.day: datetime.date | None = None
        self.left: list[Timer] = []
        """What failed today and is still to be done."""
        self._again = 0.0

    async def run(self) -> None:
        while True:
            today = self.desk.clock.today()
            if today != self.day or (self.left and machine_seconds() > self._again):
                await self._begin(today)
            await asyncio.sleep(GLANCE)

    async def _begin(self, today: datetime.date) -> None:
        try:
            if await self.lease.take():
                timers = self.desk.service.daily if today != self.day else self.left
                left = [timer for timer in timers if not await self._done(timer, today)]
                self.day, self.left, self._again = today, left, machine_seconds() + LATER
                return
        except (sa.exc.SQLAlchemyError, OSError) as error:
            if not (isinstance(error, OSError) or is_trouble(error)):
                raise
            log.warning("the morning waits", service=self.desk.service.name, error=type(error).__name__)
        await asyncio.sleep(ASIDE)

    async def _done(self, timer: Timer, today: datetime.date) -> bool:
        try:
            await self.desk.do(timer, today)
        except Exception as error:
            if isinstance(error, OSError) or (isinstance(error, sa.exc.SQLAlchemyError) and is_trouble(error)):
                raise
            log.error("a timer failed", service=self.desk.service.name, timer=timer.__name__, error=named(error))
            return False
        return True


@asynccontextmanager
async def running(desk: Desk, broker: Broker) -> AsyncIterator[Running]:
    """Start relay, consumer and timers; stop them at the end. A task that dies takes the process with it."""
    tables, service = desk.service.metadata.tables, desk.service

    def lease(name: str) -> Lease:
        return Lease(desk.database, tables["lease"], f"{service.name}.{name}", desk.settings.instance)

    relay = Relay(desk.database, tables["outbox"], broker, lease("relay"))
    desk.wake = relay.wake
    consumer = Consumer(Projection(desk), broker, lease("consumer")) if service.hears else None
    morning = Morning(desk, lease("morning"))
    tasks = [asyncio.create_task(relay.run()), asyncio.create_task(morning.run())]
    if service.workers:
        tasks.append(asyncio.create_task(_run_errands(desk)))
    if consumer is not None:
        tasks.append(asyncio.create_task(consumer.run()))
    for task in tasks:
        task.add_done_callback(_report)
    try:
        yield Running(desk, broker, relay, consumer, morning)
    finally:
        desk.wake = lambda: None
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


async def _run_errands(desk: Desk) -> None:
    """In every instance: an errand makes sure by itself that it is done once. One that fails rests a minute."""
    resting: dict[Worker, float] = {}
    while True:
        for errand in desk.service.workers:
            if machine_seconds() >= resting.get(errand, 0.0) and not await _ran(errand, desk):
                resting[errand] = machine_seconds() + LATER
        await asyncio.sleep(ASIDE)


async def _ran(errand: Worker, desk: Desk) -> bool:
    """Whatever goes wrong with an errand ends neither the others nor the process."""
    try:
        await errand(desk)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one errand, the others go on
        if isinstance(error, OSError) or (isinstance(error, sa.exc.SQLAlchemyError) and is_trouble(error)):
            log.warning("an errand waits", service=desk.service.name, error=type(error).__name__)
            return True
        log.error("an errand failed", service=desk.service.name, error=named(error))
        return False
    return True


def _report(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and task.exception() is not None:
        log.critical("a worker died", exc_info=task.exception())
        asyncio.get_running_loop().stop()
