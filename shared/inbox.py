"""The inbox: what came is taken once, in stream order, in one transaction with everything it changes here."""

import hashlib
import logging
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.broker import Delivery
from shared.clock import machine_now
from shared.database import DERIVED, Instant, is_transient
from shared.events import Event
from shared.logs import named
from shared.message import Message, Unknown, Unreadable, decode, event_of

if TYPE_CHECKING:
    from shared.service import Desk

log = logging.getLogger(__name__)

BATCH = 1024
POISON_SHARE, POISON_LEAST, LATELY = 20, 20, 400
"""More than one in twenty, and at least twenty, of a batch or of the last events: then it is a bad deploy and not bad
data, and we stop. What came lately is forgotten when the process starts again, with better code. How much comes at once
is chance: where anything fails, so much of what waits in the stream is looked at together that this can be judged."""
ENOUGH = POISON_LEAST * POISON_SHARE


class Fenced(Exception):
    """Another instance has taken over this checkpoint: what we were about to commit must not be."""


class TooMuchPoison(Exception):
    """So much fails that the code is at fault, not the data."""


class TooLittle(Exception):
    """Something fails in a batch that is too small to say whether the data or the code is at fault: read on first."""


def inbox_tables(metadata: sa.MetaData) -> None:
    """`inbox` decides what was seen, `checkpoint` where to go on; poison is a `dead_letter`, its aggregate `parked`."""
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
        sa.Column("stored", sa.BigInteger, nullable=False),
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
    """Takes batches of deliveries: inbox, handlers, dead letters and checkpoint in one transaction."""

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
        self._size = self._poisoned = 0
        self._is_all = True
        self._lately: deque[tuple[int, int]] = deque()

    # -- where we are ---------------------------------------------------------------------------------------------

    def position(self, session: Session) -> Any:
        return session.execute(sa.select(self.checkpoint).with_for_update()).first()

    def begin(self, session: Session, created: str) -> int:
        """Take the checkpoint over: a new epoch fences whoever held it. Returns the sequence to go on behind."""
        row = self.position(session)
        if row is None:
            nowhere = {"stream_seq": 0, "event_id": "", "stored": 0}
            first = {"name": "at", **nowhere, "stream_created": created, "epoch": 1}
            session.execute(sa.insert(self.checkpoint).values(**first))
            self.epoch = 1
            return 0
        self.epoch = row.epoch + 1
        session.execute(sa.update(self.checkpoint).values(epoch=self.epoch))
        return int(row.stream_seq)

    def rewind(self, session: Session, created: str) -> None:
        """Read the stream from its start; the inbox passes over what was seen. Letters of the old one come first."""
        self.fence(session)
        values = {"stream_seq": 0, "event_id": "", "stored": 0, "stream_created": created}
        session.execute(sa.update(self.checkpoint).values(**values))
        seq = self.letters.c.stream_seq
        newest = session.scalar(sa.select(sa.func.max(seq)))
        session.execute(sa.update(self.letters).values(stream_seq=seq - (newest or 0) - 1))

    def fence(self, session: Session) -> Any:
        """The checkpoint, locked until this transaction ends. Raises Fenced where another instance took it over."""
        row = self.position(session)
        if row is None or row.epoch != self.epoch:
            raise Fenced(f"{self.name}: epoch {self.epoch} is over")
        return row

    # -- taking a batch -------------------------------------------------------------------------------------------

    def take(self, session: Session, deliveries: Sequence[Delivery], created: str, *, is_all: bool = True) -> int:
        """Take a batch; returns how many events were new. Raises Fenced, TooMuchPoison and whatever is transient.

        With `is_all` false there may be more in the stream: raises TooLittle where that has to be looked at as well.
        """
        self.fence(session)
        self._size = self._poisoned = 0
        self._is_all = is_all
        last = deliveries[-1]
        arrivals = [read(delivery) for delivery in deliveries]
        values = {"stream_seq": last.seq, "event_id": arrivals[-1].message.id, "stored": last.stored}
        if arrivals := self._unseen(session, arrivals):
            self._settle(session, arrivals)
            rows = [{"event_id": arrival.message.id, "stream_seq": arrival.seq} for arrival in arrivals]
            session.execute(sa.insert(self.inbox), rows)
        session.execute(sa.update(self.checkpoint).values(**values, stream_created=created))
        return len(arrivals)

    def took(self, fresh: int) -> None:
        """A batch is committed: remember how much of it could not be taken."""
        self.taken += fresh
        self._lately.append((self._size, self._poisoned))
        while sum(size for size, _ in self._lately) - self._lately[0][0] >= LATELY:
            self._lately.popleft()

    def _unseen(self, session: Session, arrivals: Sequence[Arrival]) -> list[Arrival]:
        first = {arrival.message.id: arrival for arrival in reversed(arrivals)}
        seen = set(session.scalars(sa.select(self.inbox.c.event_id).where(self.inbox.c.event_id.in_(first))))
        return sorted((a for key, a in first.items() if key not in seen), key=lambda a: a.seq)

    def _settle(self, session: Session, arrivals: Sequence[Arrival]) -> None:
        """Apply what is sound all at once; where that fails, event by event."""
        self._size = len(arrivals)
        sound = self._sound(session, arrivals)
        try:
            with session.begin_nested():
                self._apply(session, sound)
        except Exception as error:
            if is_transient(error):
                raise
            self._one_by_one(session, sound)

    def _sound(self, session: Session, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """What can be handed on. The unreadable is set aside, and so is what comes behind it or behind a parked event."""
        parked = self._parked(session, {arrival.message.subject for arrival in arrivals})
        sound = []
        for arrival in arrivals:
            if arrival.message.subject in parked:
                self._bury(session, arrival, "its aggregate is parked", "parked")
            elif arrival.fault:
                self._park(session, arrival, arrival.fault, parked)
            else:
                sound.append(arrival)
        return sound

    def _parked(self, session: Session, subjects: Iterable[str]) -> set[str]:
        parked = self.parked.c.aggregate_id
        return set(session.scalars(sa.select(parked).where(parked.in_(list(subjects)))))

    def _apply(self, session: Session, arrivals: Iterable[Arrival]) -> None:
        """Hand runs of events of one handler to it, in stream order, then let put-off work run."""
        tx = self.desk.transaction(session)
        for table in (self.desk.service.projections, self.desk.service.reactions if self.live else {}):
            for handler, run in _runs(arrivals, table):
                for arrival in run:
                    tx.hear(arrival.event, arrival.message)  # type: ignore[arg-type]
                tx.because(run[0].event)  # type: ignore[arg-type]
                handler([arrival.event for arrival in run], tx)
        tx.finish()

    def _one_by_one(self, session: Session, arrivals: Sequence[Arrival]) -> None:
        parked: set[str] = set()
        for arrival in arrivals:
            if arrival.message.subject in parked:
                self._bury(session, arrival, "its aggregate is parked", "parked")
            elif error := self._try(session, arrival):
                self._park(session, arrival, error, parked)

    def _park(self, session: Session, arrival: Arrival, error: str, parked: set[str]) -> None:
        """Set an event aside and hold its aggregate. Raises TooMuchPoison, TooLittle."""
        if not self._is_all and self._size < ENOUGH:
            raise TooLittle(error)
        self._poisoned += 1
        if much := self._too_much():
            raise TooMuchPoison(f"{self.name}: {much} events fail; the last: {error}")
        log.error("an event is set aside", extra={"reference": arrival.message.id, "error": error})
        self._bury(session, arrival, error, "poison")
        subject = arrival.message.subject
        if subject and not self._parked(session, [subject]):
            session.execute(sa.insert(self.parked).values(aggregate_id=subject, stream_seq=arrival.seq))
        parked.update(filter(None, [subject]))

    def _too_much(self) -> str:
        sizes, poisoned = zip(*self._lately, (self._size, self._poisoned), strict=True)
        for bad, of in ((self._poisoned, self._size), (sum(poisoned), sum(sizes))):
            if bad >= POISON_LEAST and bad * POISON_SHARE > of:
                return f"{bad} of {of}"
        return ""

    def _try(self, session: Session, arrival: Arrival) -> str:
        """Apply one event behind a savepoint; returns what went wrong, or nothing."""
        try:
            with session.begin_nested():
                self._apply(session, [arrival])
        except Exception as error:
            if is_transient(error):
                raise
            return named(error)
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
        """Apply an aggregate's letters again, in stream order, and let it go on. Raises what the first to fail raises."""
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


def read(delivery: Delivery) -> Arrival:
    """Read a delivery as far as it can be read."""
    try:
        message = decode(delivery.payload)
        if not _is_sound(message):
            raise Unreadable("envelope: an id, type or subject that cannot be kept")
    except Unreadable as error:
        return Arrival(delivery.seq, delivery.payload, _broken(delivery), None, str(error))
    try:
        return Arrival(delivery.seq, delivery.payload, message, event_of(message))
    except Unknown:
        return Arrival(delivery.seq, delivery.payload, message, None)
    except Unreadable as error:
        return Arrival(delivery.seq, delivery.payload, message, None, str(error))


def _is_sound(message: Message) -> bool:
    """Whether the envelope fits the columns it is kept in."""
    named = ((message.id, 36), (message.type, 80), (message.subject, 64))
    return all(0 < len(text) <= most and "\0" not in text for text, most in named)


def _broken(delivery: Delivery) -> Message:
    """An envelope for what has none, so that it can be set aside once under a name of its own."""
    now = machine_now()
    name = f"broken-{hashlib.sha256(delivery.payload).hexdigest()[:28]}"
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
