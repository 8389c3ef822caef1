"""The inbox: what came is taken once, in stream order, in one transaction with everything it changes here."""

import logging
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared import faultpoints
from shared.arrivals import Arrival, handed, read
from shared.broker import Delivery
from shared.clock import machine_now
from shared.database import DERIVED
from shared.logs import named
from shared.message import Unreadable
from shared.service import Runtime
from shared.tracing import spans, tracer_to
from shared.trouble import is_transient

log = logging.getLogger(__name__)

BATCH = 1024
FORGED = "forged"
"""Why a letter is set aside that nobody may ever apply: it parks nothing, and says nothing about our code."""
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


class Projection:
    """Takes batches of deliveries: inbox, handlers, dead letters and checkpoint in one transaction."""

    def __init__(self, runtime: Runtime, *, name: str | None = None, live: bool = True) -> None:
        self.runtime = runtime
        self.name = name or runtime.service.name
        self.database = runtime.database
        self.live = live
        tables = runtime.service.metadata.tables
        self.inbox = tables[f"{DERIVED}.inbox"]
        self.checkpoint = tables[f"{DERIVED}.checkpoint"]
        self.letters = tables[f"{DERIVED}.dead_letter"]
        self.parked = tables[f"{DERIVED}.parked"]
        self.tracer = tracer_to(runtime.settings.traces)
        self.epoch = self.taken = 0
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
        with faultpoints.around("acknowledge", self.name, lambda: (a.message.type for a in arrivals)):
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
            if arrival.forged:
                log.error("a forged event is set aside", extra={"reference": arrival.message.id, "why": arrival.fault})
                self._bury(session, arrival, arrival.fault, FORGED)
            elif arrival.message.subject in parked:
                self._bury(session, arrival, "its aggregate is parked", "parked")
            elif arrival.fault:
                self._park(session, arrival, arrival.fault, parked)
            else:
                sound.append(arrival)
        return sound

    def _parked(self, session: Session, subjects: Iterable[str]) -> set[str]:
        parked = self.parked.c.aggregate_id
        return set(session.scalars(sa.select(parked).where(parked.in_(list(subjects)))))

    def _apply(self, session: Session, arrivals: Sequence[Arrival]) -> None:
        """Hand runs of events of one handler to it, in stream order, then let put-off work run."""
        tx = self.runtime.transaction(session)
        for handler, run in handed(arrivals, self.runtime.service, live=self.live):
            for arrival in run:
                tx.hear(arrival.event, arrival.message)  # type: ignore[arg-type]
            parents = [arrival.message.traceparent for arrival in run]
            with spans(self.tracer, f"take {run[0].message.type}", parents, service=self.name, events=len(run)):
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
        about = {"reference": arrival.message.id, "correlation": arrival.message.correlationid}
        log.error("an event is set aside", extra={**about, "error": error})
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
        theirs = (letter.aggregate_id == aggregate) & (letter.why != FORGED)
        query = sa.select(self.letters).where(theirs).order_by(letter.stream_seq)
        rows = list(session.execute(query))
        self.position(session)
        for row in rows:
            arrival = read(Delivery(row.stream_seq, bytes(row.payload)))
            if arrival.fault:
                raise Unreadable(arrival.fault)
            self._apply(session, [arrival])
        session.execute(sa.delete(self.letters).where(theirs))
        session.execute(sa.delete(self.parked).where(self.parked.c.aggregate_id == aggregate))
        return len(rows)
