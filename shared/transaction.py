"""What a handler works in: one database transaction, who asks, what time it is, and the events it causes."""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.auth import SYSTEM, Actor
from shared.clock import SOFIA, Clock
from shared.correlation import CORRELATION
from shared.events import Event
from shared.message import Message, encode, encode_data, new_id, schema
from shared.tracing import PARENT

T = TypeVar("T")

MORE = "more"
"""What a timer returns that is to be done again at once, in another transaction: others have their turn in between."""
AT_ONCE = 500
"""How many values one statement asks for: databases limit it."""


class Refused(Exception):
    """A rule said no. `message` is an English msgid with {placeholders}; `field` names the form's field, or "" for all."""

    def __init__(self, field: str, message: str, **params: object) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.params = params


class Doubted(Refused):
    """A rule asks whether it is meant: asked again with `mark` among what somebody is sure of, it says yes.

    The mark is `name=value` and names everything that the question rests on, so that another answer is another question.
    """

    def __init__(self, field: str, message: str, mark: str, **params: object) -> None:
        super().__init__(field, message, **params)
        self.mark = mark


class TooOften(Refused):
    """Somebody tries too often: not now, but again in so many `seconds`."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__("", message, seconds=seconds)
        self.seconds = seconds


def refusals(check: Callable[..., object], *about: object) -> Iterator["Refused"]:
    """What a rule that raises says no with, to be named together with others."""
    try:
        check(*about)
    except Refused as refused:
        yield refused


class Missing(Exception):
    """There is no such thing, or not for this actor: the two look alike."""


class _Published(NamedTuple):
    event: Event
    at: datetime.datetime
    id: str
    correlation: str
    causation: str | None
    traceparent: str | None


class Transaction:
    """One unit of work. Events published here reach the outbox in the same commit as the rows they are about."""

    def __init__(
        self,
        session: Session,
        *,
        source: str,
        outbox: sa.Table,
        clock: Clock,
        actor: Actor = SYSTEM,
        cause: Message | None = None,
    ) -> None:
        self.session = session
        self.source = source
        self.outbox = outbox
        self.clock = clock
        self.actor = actor
        self.correlation = cause.correlationid if cause else CORRELATION.get() or new_id()
        self.causation = cause.id if cause else None
        self.traceparent = PARENT.get() or None
        self.network = ""
        """Of whoever asks; empty where nobody from outside does."""
        self.tools: Any = None
        """What the service prepared when it opened: sealers, secrets."""
        self.held: dict[object, Any] = {}
        """What was found once and is found again until this ends: the session alone forgets what nobody looks at."""
        self.noted: list[tuple[str, str]] = []
        self._published: list[_Published] = []
        self._envelopes: dict[int, Message] = {}
        self._last: dict[Callable[[Transaction], None], None] = {}

    @property
    def metadata(self) -> sa.MetaData:
        return self.outbox.metadata

    @property
    def now(self) -> datetime.datetime:
        return self.clock.now()

    @property
    def today(self) -> datetime.date:
        return self.clock.today(SOFIA)

    def get(self, kind: type[T], key: object) -> T:
        """Load by primary key. Raises Missing."""
        found = self.session.get(kind, key)
        if found is None:
            raise Missing(f"{kind.__name__} {key}")
        return found

    def add(self, thing: T) -> T:
        self.session.add(thing)
        return thing

    def note(self, event: str, account: str) -> None:
        """A line for the log of doors and rights, about this account; written when this is committed."""
        self.noted.append((event, account))

    def publish(self, event: Event | None, *, at: datetime.datetime | None = None, key: str = "") -> None:
        """Tell the others; None (nothing happened) tells nothing. `at` = when it happened, if not now.

        A `key` makes the event's id a function of it, for what may be told by two clocks but happens once.
        """
        if event is None:
            return
        identity = _derived_id(f"{event.TYPE}/{key}") if key else new_id()
        why = (self.correlation, self.causation, self.traceparent)
        self._published.append(_Published(event, at or self.now, identity, *why))

    def envelope(self, event: Event) -> Message:
        """The envelope in which a heard event arrived."""
        return self._envelopes[id(event)]

    def hear(self, event: Event, message: Message) -> None:
        self._envelopes[id(event)] = message

    def because(self, event: Event) -> None:
        """What is published from here on was caused by this heard event."""
        message = self.envelope(event)
        self.correlation, self.causation = message.correlationid, message.id
        self.traceparent = PARENT.get() or message.traceparent

    def before_commit(self, work: Callable[["Transaction"], None]) -> None:
        """Run `work` once at the end of this transaction, however often it is asked for."""
        self._last[work] = None

    def finish(self) -> None:
        """Run what was put off, then write the outbox rows. Called once, just before commit (or a savepoint's release)."""
        while self._last:
            works, self._last = list(self._last), {}
            for work in works:
                work(self)
        self.session.flush()
        if self._published:
            published, self._published = self._published, []
            self._write(published)

    def _write(self, published: list["_Published"]) -> None:
        versions = self._versions({one.event.subject for one in published})
        rows = []
        for one in published:
            subject = one.event.subject
            versions[subject] = versions.get(subject, 0) + 1
            rows.append(self._row(one, versions[subject]))
        self.session.execute(sa.insert(self.outbox), rows)

    def _versions(self, subjects: Iterable[str]) -> dict[str, int]:
        box, wanted, found = self.outbox.c, sorted(subjects), dict[str, int]()
        newest = sa.select(box.aggregate_id, sa.func.max(box.aggregate_version)).group_by(box.aggregate_id)
        for start in range(0, len(wanted), AT_ONCE):
            some = newest.where(box.aggregate_id.in_(wanted[start : start + AT_ONCE]))
            found.update((subject, version) for subject, version in self.session.execute(some))
        return found

    def _row(self, published: "_Published", version: int) -> dict[str, object]:
        event = published.event
        message = Message(
            id=published.id,
            source=f"/{self.source}",
            type=event.TYPE,
            subject=event.subject,
            time=published.at,
            recordedtime=self.now,
            dataschema=schema(type(event)),
            aggregateversion=version,
            correlationid=published.correlation,
            causationid=published.causation,
            traceparent=published.traceparent,
            data=encode_data(event),
        )
        return {
            "event_id": published.id,
            "type": event.TYPE,
            "aggregate_id": event.subject,
            "aggregate_version": version,
            "payload": encode(message),
            "recorded_at": message.recordedtime,
        }


def _derived_id(key: str) -> str:
    digest = bytearray(hashlib.sha256(key.encode()).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x80, digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def data_of(event: Event) -> dict[str, object]:
    """The event's fields as plain JSON values, for a derived row that keeps it whole."""
    data: dict[str, object] = msgspec.to_builtins(event)
    return data
