"""What works behind a service works only as long as its database has what it once told."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from shared.broker import Broker, BrokerAway, NoStream
from shared.loss import find
from shared.service import Runtime

log = structlog.get_logger(__name__)

AGAIN = 5.0
"""Seconds until a service that has lost something looks whether somebody decided."""
GLANCE = 0.5


class Gate:
    """Open while nothing is missing; closed, everything behind it is stopped, and opens again by a decision."""

    def __init__(self, runtime: Runtime, broker: Broker) -> None:
        self.runtime = runtime
        self.broker = broker
        self._asked = runtime.lost == ""
        """What was found before, without asking the stream, the stream cannot take back."""

    async def look(self) -> None:
        """Ask the stream. Raises BrokerAway where something is missing, so that nothing more is told either."""
        if not self._asked:
            raise BrokerAway("its database is not whole")
        found = await find(self.runtime, self.broker)
        before, self.runtime.lost = self.runtime.lost, str(found) if found else ""
        if found:
            if not before:
                log.critical("a database lost events", service=self.runtime.service.name, events=len(found.missing))
            raise BrokerAway("its database is older than the stream")

    async def begin(self) -> None:
        """At the start, before anybody is served. Where NATS is away the relay asks before it tells anything."""
        try:
            await self.look()
        except (BrokerAway, NoStream):
            return

    async def run(self) -> None:
        while True:
            await asyncio.sleep(AGAIN)
            if self.runtime.lost:
                await self.begin()

    async def behind(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do the work while the gate is open. What the work raises is raised."""
        while True:
            if self.runtime.lost:
                await asyncio.sleep(GLANCE)
                continue
            await self._until_closed(asyncio.create_task(work()))

    async def _until_closed(self, task: "asyncio.Task[None]") -> None:
        try:
            while not self.runtime.lost:
                done, _ = await asyncio.wait([task], timeout=GLANCE)
                if done:
                    task.result()
                    return
        finally:
            while not task.done():
                task.cancel()
                await asyncio.wait([task], timeout=GLANCE)
