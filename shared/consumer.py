"""The consumer: keeps one projection up with the stream. A lease, proof of the checkpoint, then batch after batch."""

import asyncio
import logging
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared import faultpoints
from shared.broker import Broker, BrokerAway, Delivery, Gap, NotFoundError, Rejected, Subscription
from shared.hearing import Hearing
from shared.inbox import BATCH, ENOUGH, Fenced, Projection, TooLittle, TooMuchPoison
from shared.lease import Lease
from shared.trouble import is_trouble, said
from shared.wait import Wait

log = logging.getLogger(__name__)

DATABASE = "consumer waits for its database"
LINGER = 0.005
"""Seconds to wait for more once something has come."""


class Consumer:
    """Keeps one projection up with the stream: lease, proof of the checkpoint, then batch after batch."""

    def __init__(self, projection: Projection, broker: Broker, lease: Lease) -> None:
        self.projection = projection
        self.database = projection.database
        self.broker = broker
        self.lease = lease
        self.caught_up = asyncio.Event()
        self.wait = Wait(lease.name)
        self.hearing = Hearing(self.database, lease.table, f"{projection.name}.heard", lease.holder)
        self._subjects = projection.runtime.service.hears

    async def run(self) -> None:
        delay = 0.1
        while True:
            before = self.projection.taken
            try:
                if await self.lease.take():
                    await self._follow()
                else:
                    await self.hearing.of_another()
            except (BrokerAway, NotFoundError, Gap, Fenced) as error:
                self.wait.because("consumer starts again", str(error))
            except (Rejected, TooMuchPoison):
                log.exception("consumer stops for a while", extra={"consumer": self.projection.name})
                delay = 5.0
            except sa.exc.SQLAlchemyError as error:
                if not is_trouble(error):
                    raise
                self.wait.because(DATABASE, said(error))
            await asyncio.sleep(delay)
            delay = min(delay * 2, 2.0) if self.projection.taken == before else 0.1

    async def _follow(self) -> None:
        connection = self.broker.connection
        state = await self.broker.state()
        after = await self.database.write(lambda session: self.projection.begin(session, state.created))
        after = await self._proven(after, state.created)
        subscription = await self.broker.subscribe(self.projection.name, self._subjects, after)
        renewed = asyncio.get_running_loop().time()
        try:
            while connection == self.broker.connection:
                deliveries = await subscription.next(BATCH, LINGER)
                self.wait.over()
                if deliveries:
                    deliveries = await self._take(deliveries, state.created, subscription)
                await self.hearing.heard(deliveries)
                now = asyncio.get_running_loop().time()
                if now - renewed > self.lease.seconds / 3:
                    if not await self.lease.take():
                        return
                    renewed = now
        finally:
            await subscription.close()

    async def _take(self, deliveries: list[Delivery], created: str, subscription: Subscription) -> list[Delivery]:
        """Take these, with what waits behind them where that is needed to judge. Returns all that was taken."""
        take = self.projection.take
        try:
            fresh = await self._taken(deliveries, lambda session: take(session, deliveries, created, is_all=False))
        except TooLittle:
            deliveries = [*deliveries, *await self._behind(deliveries[-1].seq, subscription)]
            fresh = await self._taken(deliveries, lambda session: take(session, deliveries, created))
        self.projection.took(fresh)
        self.projection.runtime.look_soon()
        self.projection.runtime.wake()
        return deliveries

    async def _taken(self, deliveries: list[Delivery], work: Callable[[Session], int]) -> int:
        with faultpoints.around("take", self.projection.name, lambda: (one.subject or "" for one in deliveries)):
            return await self.database.write(work, "take")

    async def _behind(self, seq: int, subscription: Subscription) -> list[Delivery]:
        """What the stream holds for us behind `seq`, as much of it as is enough to judge by."""
        newest, found = await self._newest(), list[Delivery]()
        while seq < newest and len(found) < ENOUGH:
            some = await subscription.next(BATCH, LINGER)
            if not some:
                break
            found += some
            seq = some[-1].seq
        return found

    async def _proven(self, after: int, created: str) -> int:
        """Does the stream still hold, at our checkpoint, the very message we took there? If not, start at its start.

        Only the moment it was stored proves that: a stream that was filled again may hold the same event at the same
        place, with others before it that we have not seen.
        """
        row = await self.database.read(lambda s: s.execute(sa.select(self.projection.checkpoint)).one())
        found = await self.broker.stored_at(after) if after else None
        if after == 0 or (found is not None and found.stored == row.stored):
            return after
        log.warning("the stream is not the one we knew; reading it from its start", extra={"from": after})
        await self.database.write(lambda session: self.projection.rewind(session, created))
        return 0

    async def idle(self) -> None:
        """Wait until everything for us that is in the stream now has been taken."""
        target = await self._newest()
        while True:
            row = await self.database.read(lambda s: s.execute(sa.select(self.projection.checkpoint)).first())
            if row is not None and row.stream_seq >= target:
                return
            await asyncio.sleep(0.02)

    async def lag(self) -> int:
        """Places of the stream between the checkpoint and the newest event for us; 0 = everything is taken.

        Raises BrokerAway, NoStream.
        """
        newest = await self._newest()
        row = await self.database.read(lambda s: s.execute(sa.select(self.projection.checkpoint)).first())
        return max(newest - (row.stream_seq if row is not None else 0), 0)

    async def _newest(self) -> int:
        newest = 0
        for subject in self._subjects:
            newest = max(newest, await self.broker.newest(subject))
        return newest
