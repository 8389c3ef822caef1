"""The inbox: what came is taken once, in stream order, in one transaction with everything it changes here."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.broker import Broker, BrokerAway, Delivery, Gap, NotFoundError, Rejected
from shared.clock import machine_now
from shared.database import DERIVED, Instant, is_transient
from shared.events import Event
from shared.message import Message, Unknown, Unreadable, decode, event_of
from shared.outbox import Lease
from shared.transaction import Transaction

if TYPE_CHECKING:
    from shared.service import Desk

log = logging.getLogger(__name__)

BATCH = 1024
LINGER = 0.005
POISON_SHARE, POISON_LEAST = 20, 20
"""More than one in twenty, and at least twenty: then it is a bad deploy and not bad data, and we stop."""


class Fenced(Exception):
    """Another instance has taken over this checkpoint: what we were about to commit must not be."""


class TooMuchPoison(Exception):
    """So much of a batch fails that the code is at fault, not the data."""


def inbox_tables(metadata: sa.MetaData) -> None:
    """`inbox` alone decides what was seen; `checkpoint` where to go on; poison lies in `dead_letter`, its aggregate is `parked`."""
    sa.Table(
        "inbox",
        metadata,
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("stream_seq", sa.BigInteger, nullable=False),
        sa.Index("inbox_sequence", "stream_seq"),
        schema=DERIVED,
    )
    sa.Table(
        "checkpoint",
        metadata,
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("stream_seq", sa.BigInteger, nullable=False),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("stream_created", sa.String(40), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        schema=DERIVED,
    )
    sa.Table(
        "dead_letter",
        metadata,
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("stream_seq", sa.BigInteger, nullable=False),
        sa.Column("type", sa.String(80), nullable=False),
        sa.Column("aggregate_id", sa.String(64), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("error", sa.String(200), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("since", Instant, nullable=False),
        schema=DERIVED,
    )
    sa.Table(
        "parked",
        metadata,
        sa.Column("aggregate_id", sa.String(64), primary_key=True),
        sa.Column("stream_seq", sa.BigInteger, nullable=False),
        schema=DERIVED,
    )


@dataclass(frozen=True)
class Arrival:
    """One delivery, read: the event is None where it cannot be read (`fault` says why)."""

    seq: int
    payload: bytes
    message: Message
    event: Event | None
    fault: str = ""


class Projection:
    """Takes batches of deliveries into one database: inbox, handlers, dead letters and checkpoint in one transaction."""

    def __init__(self, desk: "Desk", *, name: str | None = None, live: bool = True) -> None:
        self.desk = desk
        self.name = name or desk.service.name
        self.database = desk.database
        self.live = live
        tables = desk.service.metadata.tables
        self.inbox = tables[f"{DERIVED}.inbox"]
        self.checkpoint = tables[f"{DERIVED}.checkpoint"]
        self.letters = tables[f"{DERIVED}.dead_letter"]
        self.parked = tables[f"{DERIVED}.parked"]
        self.epoch = 0
        self.taken = 0

    # -- where we are ---------------------------------------------------------------------------------------------

    def position(self, session: Session) -> Any:
        return session.execute(sa.select(self.checkpoint).with_for_update()).first()

    def begin(self, session: Session, created: str) -> int:
        """Take the checkpoint over: a new epoch fences whoever held it. Returns the sequence to go on behind."""
        row = self.position(session)
        if row is None:
            first = {"name": "at", "stream_seq": 0, "event_id": "", "stream_created": created, "epoch": 1}
            session.execute(sa.insert(self.checkpoint).values(**first))
            self.epoch = 1
            return 0
        self.epoch = row.epoch + 1
        session.execute(sa.update(self.checkpoint).values(epoch=self.epoch))
        return int(row.stream_seq)

    def rewind(self, session: Session, seq: int, event_id: str, created: str) -> None:
        """Go on behind an earlier, proven place; what is seen again is passed over by the inbox."""
        self._fence(session)
        values = {"stream_seq": seq, "event_id": event_id, "stream_created": created}
        session.execute(sa.update(self.checkpoint).values(**values))

    def _fence(self, session: Session) -> Any:
        row = self.position(session)
        if row is None or row.epoch != self.epoch:
            raise Fenced(f"{self.name}: epoch {self.epoch} is over")
        return row

    # -- taking a batch -------------------------------------------------------------------------------------------

    def take(self, session: Session, deliveries: Sequence[Delivery], created: str) -> int:
        """Take a batch; returns how many events were new. Raises Fenced, TooMuchPoison and whatever is transient."""
        self._fence(session)
        arrivals = self._unseen(session, [read(delivery) for delivery in deliveries])
        if arrivals:
            try:
                with session.begin_nested():
                    self._apply(session, self._sound(session, arrivals))
            except Exception as error:  # noqa: BLE001 - whatever a handler raises is looked at one event at a time
                if is_transient(error) or isinstance(error, Fenced):
                    raise
                self._one_by_one(session, arrivals)
            rows = [{"event_id": arrival.message.id, "stream_seq": arrival.seq} for arrival in arrivals]
            session.execute(sa.insert(self.inbox), rows)
        last = deliveries[-1]
        values = {"stream_seq": last.seq, "event_id": read(last).message.id, "stream_created": created}
        session.execute(sa.update(self.checkpoint).values(**values))
        return len(arrivals)

    def _unseen(self, session: Session, arrivals: Sequence[Arrival]) -> list[Arrival]:
        first = {arrival.message.id: arrival for arrival in reversed(arrivals)}
        seen = set(session.scalars(sa.select(self.inbox.c.event_id).where(self.inbox.c.event_id.in_(first))))
        return sorted((a for key, a in first.items() if key not in seen), key=lambda a: a.seq)

    def _sound(self, session: Session, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """All of them, or ValueError where one is unreadable or parked: then they are taken one by one."""
        subjects = {arrival.message.subject for arrival in arrivals}
        parked = session.execute(sa.select(self.parked.c.aggregate_id).where(self.parked.c.aggregate_id.in_(subjects)))
        if parked.first() or any(arrival.fault for arrival in arrivals):
            raise ValueError("not all of this batch is sound")
        return list(arrivals)

    def _apply(self, session: Session, arrivals: Iterable[Arrival]) -> None:
        """Hand runs of events of one handler to it, in stream order, then let put-off work run."""
        tx = self.desk.transaction(session)
        for table in (self.desk.service.projections, self.desk.service.reactions if self.live else {}):
            for handler, run in _runs(arrivals, table):
                for arrival in run:
                    tx.hear(arrival.event, arrival.message)  # type: ignore[arg-type]
                cause = run[0].message
                tx.correlation, tx.causation = cause.correlationid, cause.id
                handler([arrival.event for arrival in run], tx)
        tx.finish()

    def _one_by_one(self, session: Session, arrivals: Sequence[Arrival]) -> None:
        poisoned = 0
        parked = set(session.scalars(sa.select(self.parked.c.aggregate_id)))
        for arrival in arrivals:
            subject = arrival.message.subject
            if subject in parked:
                self._bury(session, arrival, "its aggregate is parked", "parked")
                continue
            error = arrival.fault or self._try(session, arrival)
            if not error:
                continue
            poisoned += 1
            if poisoned >= POISON_LEAST and poisoned * POISON_SHARE > len(arrivals):
                raise TooMuchPoison(f"{self.name}: {poisoned} of {len(arrivals)} events fail; the last: {error}")
            self._bury(session, arrival, error, "poison")
            if subject:
                parked.add(subject)
                session.execute(sa.insert(self.parked).values(aggregate_id=subject, stream_seq=arrival.seq))

    def _try(self, session: Session, arrival: Arrival) -> str:
        """Apply one event behind a savepoint; returns what went wrong, or nothing."""
        try:
            with session.begin_nested():
                self._apply(session, [arrival])
        except Exception as error:  # noqa: BLE001 - one bad event must not stop the others
            if is_transient(error) or isinstance(error, Fenced):
                raise
            log.error("an event is set aside", extra={"event": arrival.message.id, "error": type(error).__name__})
            return f"{type(error).__name__}: {_where(error)}"
        return ""

    def _bury(self, session: Session, arrival: Arrival, error: str, why: str) -> None:
        message = arrival.message
        session.execute(
            sa.insert(self.letters).values(
                event_id=message.id,
                stream_seq=arrival.seq,
                type=message.type,
                aggregate_id=message.subject,
                payload=arrival.payload,
                error=error[:200],
                why=why,
                since=machine_now(),
            )
        )

    # -- dead letters ---------------------------------------------------------------------------------------------

    def replay(self, session: Session, aggregate: str) -> int:
        """Apply an aggregate's letters again, in stream order, and let it go on; raises what the first failing one raises."""
        letter = self.letters.c
        query = sa.select(self.letters).where(letter.aggregate_id == aggregate).order_by(letter.stream_seq)
        rows = list(session.execute(query))
        self.position(session)
        for row in rows:
            arrival = read(Delivery(row.stream_seq, bytes(row.payload)))
            if arrival.fault:
                raise Unreadable(arrival.fault)
            self._apply(session, [arrival])
        session.execute(sa.delete(self.letters).where(letter.aggregate_id == aggregate))
        session.execute(sa.delete(self.parked).where(self.parked.c.aggregate_id == aggregate))
        return len(rows)


class Consumer:
    """Keeps one projection up with the stream: lease, proof of the checkpoint, then batch after batch."""

    def __init__(self, projection: Projection, broker: Broker, lease: Lease) -> None:
        self.projection = projection
        self.database = projection.database
        self.broker = broker
        self.lease = lease
        self.caught_up = asyncio.Event()
        self._subjects = projection.desk.service.hears

    async def run(self) -> None:
        delay = 0.1
        while True:
            try:
                if await self.lease.take():
                    await self._follow()
                delay = 1.0
            except (BrokerAway, NotFoundError, Gap, Fenced) as error:
                log.info("consumer starts again", extra={"consumer": self.projection.name, "why": str(error)})
            except (Rejected, TooMuchPoison):
                log.exception("consumer stops for a while", extra={"consumer": self.projection.name})
                delay = 5.0
            except sa.exc.OperationalError as error:
                log.warning("consumer waits for its database", extra={"why": str(error.orig)})
            await asyncio.sleep(delay)
            delay = min(delay * 2, 2.0)

    async def _follow(self) -> None:
        state = await self.broker.state()
        after = await self.database.write(lambda session: self.projection.begin(session, state.created))
        after = await self._proven(after, state.created, state.last)
        subscription = await self.broker.subscribe(self.projection.name, self._subjects, after)
        connection = self.broker.connection
        renewed = asyncio.get_running_loop().time()
        try:
            while connection == self.broker.connection:
                deliveries = await subscription.next(BATCH, LINGER)
                if deliveries:
                    await self._take(deliveries, state.created)
                now = asyncio.get_running_loop().time()
                if now - renewed > self.lease.seconds / 3:
                    if not await self.lease.take():
                        return
                    renewed = now
        finally:
            await subscription.close()

    async def _take(self, deliveries: Sequence[Delivery], created: str) -> None:
        fresh = await self.database.write(lambda session: self.projection.take(session, deliveries, created))
        self.projection.taken += fresh
        self.projection.desk.wake()

    async def _proven(self, after: int, created: str, last: int) -> int:
        """Does the stream still hold, at our checkpoint, the event we took there? If not, go back to where it does."""
        row = await self.database.read(lambda s: s.execute(sa.select(self.projection.checkpoint)).one())
        same_stream = row.stream_created == created and row.stream_seq <= last
        if after == 0 or (same_stream and await self.broker.id_at(after) == row.event_id):
            return after
        seq, event_id = await self._common_ground()
        log.warning("the stream is not the one we knew; going back", extra={"from": after, "to": seq})
        await self.database.write(lambda session: self.projection.rewind(session, seq, event_id, created))
        return seq

    async def _common_ground(self) -> tuple[int, str]:
        """The newest inbox row that is really at its place in the stream, found by halving; (0, "") when there is none."""
        inbox = self.projection.inbox.c
        count = await self.database.read(lambda s: s.scalar(sa.select(sa.func.count(inbox.event_id)))) or 0
        low, high, ground = 0, count, (0, "")
        while low < high:
            middle = (low + high) // 2
            query = sa.select(inbox.stream_seq, inbox.event_id).order_by(inbox.stream_seq).offset(middle).limit(1)
            row = await self.database.read(lambda s, query=query: s.execute(query).one())  # type: ignore[misc]
            if await self.broker.id_at(row.stream_seq) == row.event_id:
                low, ground = middle + 1, (row.stream_seq, row.event_id)
            else:
                high = middle
        return ground

    async def idle(self) -> None:
        """Wait until everything for us that is in the stream now has been taken."""
        target = await self._newest()
        while True:
            row = await self.database.read(lambda s: s.execute(sa.select(self.projection.checkpoint)).first())
            if row is not None and row.stream_seq >= target:
                return
            await asyncio.sleep(0.02)

    async def _newest(self) -> int:
        newest = 0
        for subject in self._subjects:
            newest = max(newest, await self.broker.newest(subject))
        return newest


def read(delivery: Delivery) -> Arrival:
    """Read a delivery as far as it can be read."""
    try:
        message = decode(delivery.payload)
    except Unreadable as error:
        return Arrival(delivery.seq, delivery.payload, _broken(delivery), None, str(error))
    try:
        return Arrival(delivery.seq, delivery.payload, message, event_of(message))
    except Unknown:
        return Arrival(delivery.seq, delivery.payload, message, None)
    except Unreadable as error:
        return Arrival(delivery.seq, delivery.payload, message, None, str(error))


def _broken(delivery: Delivery) -> Message:
    """An envelope for what has none, so that it can be set aside under a name of its own."""
    now = machine_now()
    name = f"broken-{delivery.seq}"
    return Message(
        id=name, source="", type="unreadable", subject="", time=now, recordedtime=now, dataschema="::0",
        aggregateversion=0, correlationid=name, data=msgspec.Raw(b"null"),
    )  # fmt: skip


def _runs(arrivals: Iterable[Arrival], table: Mapping[type[Event], Any]) -> list[tuple[Any, list[Arrival]]]:
    """Neighbours with the same handler together; events nobody asked for left out."""
    runs: list[tuple[Any, list[Arrival]]] = []
    for arrival in arrivals:
        handler = table.get(type(arrival.event)) if arrival.event is not None else None
        if handler is None:
            continue
        if runs and runs[-1][0] is handler:
            runs[-1][1].append(arrival)
        else:
            runs.append((handler, [arrival]))
    return runs


def _where(error: Exception) -> str:
    """The innermost place of ours where it went wrong; never the values, which may be somebody's."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        if "site-packages" not in code.co_filename:
            place = f"{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
