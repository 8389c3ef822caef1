"""What works behind a service works only as long as its database has what it once told."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
import structlog

from shared.broker import Broker, BrokerAway, NoStream
from shared.gap import gap_of
from shared.loss import Loss, counted, glance
from shared.service import Runtime
from shared.trouble import is_trouble
from shared.ways import ways

log = structlog.get_logger(__name__)

AGAIN = 5.0
"""Seconds until a service that has lost something looks whether somebody decided."""
GLANCE = 0.5


@contextmanager
def passing() -> Iterator[None]:
    """What NATS or the database cannot answer now is asked again later."""
    try:
        yield
    except (BrokerAway, NoStream):
        return
    except sa.exc.SQLAlchemyError as error:
        if not is_trouble(error):
            raise


class Gate:
    """Open while nothing is missing; closed, everything behind it is stopped, and opens again by a decision."""

    def __init__(self, runtime: Runtime, broker: Broker) -> None:
        self.runtime = runtime
        self.broker = broker
        self._asked = runtime.lost == ""
        """What was found before, without asking the stream, the stream cannot take back."""
        self._found: Loss | None = None
        runtime.lost = runtime.lost or runtime.aged

    async def look(self) -> None:
        """Ask the stream. Raises BrokerAway where something is missing, so that nothing more is told either."""
        if not self._asked:
            raise BrokerAway("its database is not whole")
        found, before = await glance(self.runtime, self.broker), self._found
        if found is None:
            self.runtime.lost, self._found = self.runtime.aged, None
            if self.runtime.aged:
                raise BrokerAway("its database is an older copy")
            await self._note_gap()
            return
        if before is None or before.newest.message.id != found.newest.message.id:
            self.runtime.lost, self._found = self._said(found), found
            log.critical("a database lost events", service=self.runtime.service.name)
        raise BrokerAway("its database is older than the stream")

    def _said(self, found: Loss) -> str:
        return f"{found}. {ways(found.service, self.runtime.settings)}"

    async def begin(self) -> None:
        """At the start, before anybody is served. Where NATS is away the relay asks before it tells anything."""
        with passing():
            if self._asked:
                await self._note_gap()
            await self.look()

    async def _note_gap(self) -> None:
        """What was gone on without is said on the pages."""
        self.runtime.gap = await self.runtime.read(gap_of, self.runtime.service.metadata.tables["loss"])

    async def run(self) -> None:
        """Whether somebody decided: one question each time."""
        while True:
            await asyncio.sleep(AGAIN)
            if self.runtime.lost:
                await self.begin()

    async def count(self) -> None:
        """Once for each loss, while the others serve: it may take minutes."""
        done: Loss | None = None
        while True:
            found = self._found
            if found is not None and found is not done:
                with passing():
                    missing = await counted(self.runtime, self.broker, found)
                    done = found
                    if found is self._found:
                        self.runtime.lost = self._said(missing)
                        log.critical("lost events counted", service=found.service, events=len(missing.missing))
            await asyncio.sleep(GLANCE)

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
