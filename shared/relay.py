"""The relay: carries waiting outbox rows into the stream, and asks the stream whether it still has them."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared import faultpoints
from shared.broker import Broker, BrokerAway, Duplicate, Rejected
from shared.clock import machine_seconds
from shared.database import Database
from shared.lease import Lease
from shared.message import decode
from shared.tracing import UNTRACED, Tracer, spans
from shared.trouble import is_trouble, said
from shared.wait import Wait

log = logging.getLogger(__name__)

PAGE, PAGE_BYTES = 1000, 4 * 2**20
DATABASE = "relay waits for its database"
POLL = 0.25
"""Seconds between two looks when nobody wakes the relay."""
MARK = sa.text(
    "UPDATE outbox SET stream_seq = mark.seq"
    " FROM unnest(CAST(:at AS bigint[]), CAST(:seq AS bigint[])) AS mark (at, seq) WHERE outbox.position = mark.at"
)
"""A page's places in one statement, for a server."""
RECONCILE = 600.0
"""Seconds after which the stream is asked again, although nothing happened."""


async def nothing_to_prove() -> None:
    """Where nobody asks whether our own database is older than the stream."""


class Relay:
    """Publishes waiting rows in position order, a page as one atomic batch, and notes their stream sequence.

    A set is scanned (`stream_seq IS NULL`), not a cursor: rows that commit late are never skipped. The stream is asked
    after every reconnect and failure whether it still has what it acknowledged; one that lost its tail is filled again.
    """

    def __init__(self, database: Database, outbox: sa.Table, broker: Broker, lease: Lease) -> None:
        self.database = database
        self.outbox = outbox
        self.broker = broker
        self.lease = lease
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection = -1
        self._reconciled = 0.0
        self.published = 0
        self.prove: Callable[[], Awaitable[None]] = nothing_to_prove
        self.wait = Wait(lease.name if lease else "relay")
        self.tracer: Tracer = UNTRACED

    def wake(self) -> None:
        """May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self) -> None:
        self._loop = asyncio.get_running_loop()
        delay = 0.1
        while True:
            try:
                busy = await self._turn()
                delay = 0.1
                self.wait.over()
            except (BrokerAway, Rejected) as error:
                self.wait.because("relay waits for the broker", str(error))
                busy, self._connection = False, -1
                await asyncio.sleep(delay * random.uniform(0.5, 1.0))  # noqa: S311
                delay = min(delay * 2, 5.0)
            except sa.exc.SQLAlchemyError as error:
                if not is_trouble(error):
                    raise
                self.wait.because(DATABASE, said(error))
                busy = False
                await asyncio.sleep(1.0)
            if not busy:
                await self._pause()

    async def idle(self) -> None:
        """Wait until every committed event is in the stream."""
        while await self.database.read(self._waiting):
            self.wake()
            await asyncio.sleep(0.02)

    async def _pause(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL):
                await self._wake.wait()
        self._wake.clear()

    async def _turn(self) -> bool:
        if not await self.database.read(self._waiting) and self._is_reconciled():
            return False
        if not await self.lease.take():
            await asyncio.sleep(1.0)
            return False
        if not self._is_reconciled():
            await self.reconcile()
        page = await self.database.read(self._page)
        if page:
            await self._publish(page)
        return bool(page)

    def _is_reconciled(self) -> bool:
        return self._connection == self.broker.connection and machine_seconds() - self._reconciled < RECONCILE

    def _ready(self) -> sa.ColumnElement[bool]:
        """Not in the stream yet, and not behind an event of the same aggregate that the broker refuses."""
        box = self.outbox.c
        held = sa.select(box.aggregate_id).where(box.refused.is_not(None))
        return sa.and_(box.stream_seq.is_(None), box.aggregate_id.not_in(held))

    def _waiting(self, session: Session) -> bool:
        return session.execute(self.waiting_rows().limit(1)).first() is not None

    def waiting_rows(self) -> sa.Select[Any]:
        """What is to be published, by its position."""
        return sa.select(self.outbox.c.position).where(self._ready())

    def _page(self, session: Session) -> list[Any]:
        box = self.outbox.c
        columns = sa.select(box.position, box.event_id, box.type, box.payload)
        rows = session.execute(columns.where(self._ready()).order_by(box.position).limit(PAGE)).all()
        sizes = accumulate(len(row.payload) for row in rows)
        return [row for row, size in zip(rows, sizes, strict=True) if size <= PAGE_BYTES or row is rows[0]]

    async def _publish(self, page: Sequence[Any]) -> None:
        parents = [decode(row.payload).traceparent for row in page] if self.tracer.is_on else []
        with spans(self.tracer, "publish", parents, service=self.lease.name, events=len(page)):
            await self._publish_page(page)

    async def _publish_page(self, page: Sequence[Any]) -> None:
        try:
            with faultpoints.around("publish", self.database.of, lambda: (row.type for row in page)):
                last = await self.broker.publish_page([(row.type, row.event_id, row.payload) for row in page])
            first = last - len(page) + 1
            await self._mark([(row.position, first + i) for i, row in enumerate(page)])
        except (Duplicate, Rejected):
            await self._publish_one_by_one(page)

    async def _publish_one_by_one(self, page: Sequence[Any]) -> None:
        """Some of the page is in the stream already, or one row is refused for itself: find out which."""
        marks = []
        try:
            for row in page:
                if self.broker.connection != self._connection:
                    raise BrokerAway("another connection: the stream must be asked first")
                with faultpoints.around("publish", self.database.of, f"{row.type} alone"):
                    seq = await self.broker.publish_one(row.type, row.event_id, row.payload)
                marks.append((row.position, seq))
        except Rejected as error:
            log.error("the broker refuses an event", extra={"reference": row.event_id, "why": str(error)})
            await self._refuse(row.position, str(error))
        finally:
            await self._mark(marks)

    async def _mark(self, marks: list[tuple[int, int]]) -> None:
        """Note where rows lie in the stream, if the turn is still ours: whoever has it now may know better."""
        if not marks:
            return

        def note(session: Session) -> None:
            if self.lease.held(session):
                self._note(session.connection(), marks)

        await self.database.write(note)
        self.published += len(marks)

    def _note(self, connection: sa.Connection, marks: list[tuple[int, int]]) -> None:
        """A page in one statement where the server is asked over a line; SQLite is as quick row by row."""
        box = self.outbox
        if connection.dialect.name == "postgresql":
            at, seq = map(list, zip(*marks, strict=True))
            connection.execute(MARK, {"at": at, "seq": seq})
            return
        change = sa.update(box).where(box.c.position == sa.bindparam("at")).values(stream_seq=sa.bindparam("seq"))
        connection.execute(change, [{"at": position, "seq": seq} for position, seq in marks])

    async def _refuse(self, position: int, why: str) -> None:
        change = sa.update(self.outbox).where(self.outbox.c.position == position).values(refused=why[:200])
        await self.database.write(lambda session: session.execute(change))

    async def reconcile(self) -> None:
        """Ask the stream for the newest row it acknowledged; where it is gone, send again what is above the frontier."""
        connection = self.broker.connection
        await self.broker.present()
        await self.prove()
        rows = await self.database.read(self._published_count)
        if rows and not await self._has(rows - 1):
            low, high = 0, rows - 1
            while low < high:
                middle = (low + high) // 2
                if await self._has(middle):
                    low = middle + 1
                else:
                    high = middle
            lost = await self.database.write(lambda session: self._forget(session, low))
            log.warning("the stream lost its tail; sending again", extra={"events": lost})
        self._connection, self._reconciled = connection, machine_seconds()

    def _published_count(self, session: Session) -> int:
        counted = sa.select(sa.func.count()).where(self.outbox.c.stream_seq.is_not(None))
        return int(session.execute(counted).scalar_one())

    async def _has(self, index: int) -> bool:
        """Whether the `index`-th published row, by stream sequence, is really at its place in the stream."""
        box = self.outbox.c
        query = (
            sa.select(box.stream_seq, box.event_id)
            .where(box.stream_seq.is_not(None))
            .order_by(box.stream_seq)
            .offset(index)
            .limit(1)
        )
        row = await self.database.read(lambda session: session.execute(query).one())
        return bool(await self.broker.id_at(row.stream_seq) == row.event_id)

    def _forget(self, session: Session, frontier: int) -> int:
        box = self.outbox
        start = (
            sa.select(box.c.stream_seq).where(box.c.stream_seq.is_not(None)).order_by(box.c.stream_seq).offset(frontier)
        )
        seq = session.execute(start.limit(1)).scalar()
        if seq is None:
            return 0
        result = session.execute(sa.update(box).where(box.c.stream_seq >= seq).values(stream_seq=None))
        return int(result.rowcount)  # type: ignore[attr-defined]
