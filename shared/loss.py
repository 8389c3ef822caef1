"""What a service once told and its database no longer holds: found by asking the stream, decided by a person."""

import datetime
from collections.abc import AsyncIterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared import security_log
from shared.broker import Broker, Delivery
from shared.clock import machine_now
from shared.message import Message, Unreadable, decode
from shared.service import Runtime

MOST = 100_000
"""Where counting ends; more are said as so many."""
ADOPTED, WITHOUT = "adopted", "gone on without"


@dataclass(frozen=True)
class Told:
    """An event of our own as it lies in the stream."""

    message: Message
    delivery: Delivery

    @property
    def at(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.delivery.stored // 10**9, datetime.UTC)


@dataclass(frozen=True)
class Loss:
    """Own events of the stream that the outbox has not, oldest first; `empty` where it has none at all."""

    service: str
    missing: list[Told]
    empty: bool

    def __str__(self) -> str:
        """For the terminal, the log and the doctor."""
        since, count = self.missing[0].at, len(self.missing)
        what = "holds nothing of what it told" if self.empty else "is older than what it told"
        return (
            f"the database of {self.service} {what}: {count} events are missing, the first of "
            f"{since:%Y-%m-%d %H:%M} UTC. {self.service} serves nobody until somebody decides: restore a newer backup "
            f"(steadfast restore), or: steadfast loss adopt {self.service} (take these events back from the stream), or: "
            f"steadfast loss go-on-without {self.service}"
        )


async def find(runtime: Runtime, broker: Broker) -> Loss | None:
    """What the stream has of ours and our outbox has not. One question where all is well. Raises BrokerAway, NoStream."""
    newest = await broker.last_of(f"{runtime.service.name}.>")
    told = _own(runtime, newest) if newest is not None else None
    if told is None or await runtime.database.read(lambda session: _is_known(runtime, session, told.message.id)):
        return None
    missing = [one async for one in _missing(runtime, broker)]
    empty = not await runtime.database.read(lambda session: _held(runtime, session))
    return Loss(runtime.service.name, missing, empty) if missing else None


async def _missing(runtime: Runtime, broker: Broker) -> AsyncIterator[Told]:
    """Asked one by one: this is read once, by somebody who has to decide."""
    subject, seq, count = f"{runtime.service.name}.>", 0, 0
    while count < MOST and (found := await broker.first_of(subject, seq + 1)) is not None:
        seq, told = found.seq, _own(runtime, found)
        if told and not await runtime.database.read(lambda s, id_=told.message.id: _has(runtime, s, id_)):  # type: ignore[misc]
            count += 1
            yield told


def _own(runtime: Runtime, delivery: Delivery) -> Told | None:
    """None for what cannot be read, or was told in our name by somebody else: it proves nothing."""
    try:
        message = decode(delivery.payload)
    except Unreadable:
        return None
    return Told(message, delivery) if message.source == f"/{runtime.service.name}" else None


def _has(runtime: Runtime, session: Session, event_id: str) -> bool:
    box = runtime.service.metadata.tables["outbox"].c
    return session.scalar(sa.select(box.position).where(box.event_id == event_id)) is not None


def _is_known(runtime: Runtime, session: Session, event_id: str) -> bool:
    """In the outbox, or lost and somebody decided to go on."""
    loss = runtime.service.metadata.tables["loss"].c
    decided = sa.select(loss.event_id).where(loss.event_id == event_id)
    return _has(runtime, session, event_id) or session.scalar(decided) is not None


def _held(runtime: Runtime, session: Session) -> int:
    return session.scalar(sa.select(sa.func.max(runtime.service.metadata.tables["outbox"].c.position))) or 0


def adopt(runtime: Runtime, loss: Loss, reason: str) -> None:
    """Take the lost events back into the outbox, where they count as told. The rows behind them stay lost."""
    box = runtime.service.metadata.tables["outbox"]

    def work(session: Session) -> None:
        taken = {tuple(row) for row in session.execute(sa.select(box.c.aggregate_id, box.c.aggregate_version))}
        rows = [_row(told) for told in loss.missing]
        again = [row for row in rows if (row["aggregate_id"], row["aggregate_version"]) in taken]
        if again:
            raise ValueError(f"{len(again)} of them were told anew meanwhile: these events can only be gone on without")
        session.execute(sa.insert(box), rows)
        _decide(runtime, session, loss, ADOPTED, reason)

    runtime.database.transact(work)
    security_log.note("lost events adopted", service=runtime.service.name)


def go_on_without(runtime: Runtime, loss: Loss, reason: str) -> None:
    """Leave the lost events as they are: others go on holding what they heard, this service knows nothing of it."""
    runtime.database.transact(lambda session: _decide(runtime, session, loss, WITHOUT, reason))
    security_log.note("gone on without lost events", service=runtime.service.name)


def _decide(runtime: Runtime, session: Session, loss: Loss, decision: str, reason: str) -> None:
    values = {"event_id": loss.missing[-1].message.id, "since": loss.missing[0].at, "events": len(loss.missing)}
    table = runtime.service.metadata.tables["loss"]
    session.execute(sa.insert(table).values(**values, decision=decision, reason=reason, at=machine_now()))


def _row(told: Told) -> dict[str, object]:
    message = told.message
    return {
        "event_id": message.id,
        "type": message.type,
        "aggregate_id": message.subject,
        "aggregate_version": message.aggregateversion,
        "payload": told.delivery.payload,
        "recorded_at": message.recordedtime,
        "stream_seq": told.delivery.seq,
    }
