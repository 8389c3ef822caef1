"""What a service once told and its database no longer holds: found by asking the stream, decided by a person."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared import security_log
from shared.broker import Broker
from shared.database import Database
from shared.own_events import Told, own, own_events
from shared.service import Runtime, Service

MOST = 100_000
"""Where counting ends; more are said as at least so many."""
ADOPTED, WITHOUT = "adopted", "gone on without"


class Kept(Protocol):
    """A service with its database, open or only looked at."""

    @property
    def service(self) -> Service: ...

    @property
    def database(self) -> Database: ...


@dataclass(frozen=True)
class Loss:
    """Own events of the stream that the outbox has not, oldest first; `empty` where it has none at all.

    `newest` is the newest of them all, also where counting ended before it (`more`) or has not begun (nothing missing).
    """

    service: str
    newest: Told
    missing: list[Told]
    more: bool
    empty: bool
    once: list[Told] = field(default_factory=list)
    """What holds for ever, lost or not: kept whatever is decided."""

    def __str__(self) -> str:
        """What is wrong, in a sentence."""
        what = "holds nothing of what it told" if self.empty else "is older than what it told"
        return f"the database of {self.service} {what}: {self._how_many()}"

    def _how_many(self) -> str:
        if not self.missing:
            return (
                f"the last event, of {self.newest.at:%Y-%m-%d %H:%M} UTC, is missing, and how many before it is counted"
            )
        least = "at least " if self.more else ""
        return f"{least}{len(self.missing)} events are missing, the first of {self.missing[0].at:%Y-%m-%d %H:%M} UTC"


async def find(runtime: Kept, broker: Broker, most: int = MOST) -> Loss | None:
    """What the stream has of ours and our outbox has not, counted up to so many. Raises BrokerAway, NoStream."""
    found = await glance(runtime, broker)
    return await counted(runtime, broker, found, most) if found else None


async def glance(runtime: Kept, broker: Broker) -> Loss | None:
    """Is the newest event we told known here, at that place? Nothing is counted. Raises BrokerAway, NoStream.

    Where the newest message is not ours, or lies there twice, what is behind our newest place is read: it may hide a loss.
    """
    newest = await broker.last_of(f"{runtime.service.name}.>")
    if newest is None:
        return None
    last, place = own(runtime.service.name, newest), await runtime.database.read(lambda s: _place(runtime, s))
    if last is not None:
        held, lies = await runtime.database.read(lambda s: _known(runtime, s, last))
        if lies:
            return None
        if not held:
            return Loss(runtime.service.name, last, [], more=True, empty=not place)
    unknown = await _unknown(runtime, broker, place if place < newest.seq else 0)
    return Loss(runtime.service.name, unknown, [], more=True, empty=not place) if unknown else None


async def _unknown(runtime: Kept, broker: Broker, after: int) -> Told | None:
    """The newest of our own events behind a place that we do not know, and that nobody decided about."""
    unknown: Told | None = None
    async with aclosing(own_events(broker, runtime.service.name, after=after)) as pages:
        async for page in pages:
            held = await runtime.database.read(partial(_held_of, runtime, page))
            decided = await runtime.database.read(partial(_decided, runtime))
            for told in page:
                if told.message.id in decided:
                    unknown = None
                elif told.message.id not in held:
                    unknown = told
    return unknown


async def counted(runtime: Kept, broker: Broker, loss: Loss, most: int = MOST) -> Loss:
    """The same with the missing events: those behind the newest that somebody decided about, and up to so many.

    Where a decided event lies in the stream is not kept, since a stream made again has other places: it is met on the way.
    """
    name = runtime.service.name
    decided = await runtime.database.read(partial(_decided, runtime))
    missing: list[Told] = []
    async with aclosing(own_events(broker, name)) as pages:
        async for page in pages:
            held = await runtime.database.read(partial(_held_of, runtime, page))
            for told in page:
                if told.message.id in decided:
                    decided.remove(told.message.id)
                    missing.clear()
                elif told.message.id not in held and len(missing) <= most:
                    missing.append(told)
            if len(missing) > most and not decided:
                break
    kinds = [kind.TYPE for kind in runtime.service.publishes if kind.FOR_EVER]
    once = [told async for page in own_events(broker, name, kinds) for told in page] if kinds else []
    return replace(loss, missing=missing[:most], more=len(missing) > most, once=once)


def _held_of(runtime: Kept, page: Sequence[Told], session: Session) -> set[str]:
    """Those of a page that the outbox holds."""
    ids = [told.message.id for told in page]
    box = runtime.service.metadata.tables["outbox"].c
    return set(session.scalars(sa.select(box.event_id).where(box.event_id.in_(ids))))


def _decided(runtime: Kept, session: Session) -> set[str]:
    """The newest event of each loss that somebody decided about."""
    return set(session.scalars(sa.select(runtime.service.metadata.tables["loss"].c.event_id)))


def _known(runtime: Kept, session: Session, told: Told) -> tuple[bool, bool]:
    """Whether the outbox holds it, and whether it does at that very place, or somebody decided to go on without it."""
    box = runtime.service.metadata.tables["outbox"].c
    row = session.execute(sa.select(box.stream_seq).where(box.event_id == told.message.id)).first()
    lies = row is not None and row.stream_seq == told.delivery.seq
    return row is not None, lies or told.message.id in _decided(runtime, session)


def _place(runtime: Kept, session: Session) -> int:
    """Of the newest event that we know to be in the stream; 0 where we know of none."""
    return session.scalar(sa.select(sa.func.max(runtime.service.metadata.tables["outbox"].c.stream_seq))) or 0


def adopt(runtime: Runtime, loss: Loss, reason: str) -> None:
    """Take the counted events back into the outbox, where they count as told. The rows behind them stay lost.

    Where there are `more`, those are found next. Raises ValueError where some were told anew meanwhile.
    """
    box = runtime.service.metadata.tables["outbox"]

    def work(session: Session) -> None:
        taken = {tuple(row) for row in session.execute(sa.select(box.c.aggregate_id, box.c.aggregate_version))}
        rows = [_row(told) for told in loss.missing]
        again = [row for row in rows if (row["aggregate_id"], row["aggregate_version"]) in taken]
        if again:
            raise ValueError(f"{len(again)} of them were told anew meanwhile: these events can only be gone on without")
        session.execute(sa.insert(box), rows)
        _decide(runtime, session, loss, loss.missing[-1], ADOPTED, reason)

    runtime.database.transact(work)
    security_log.note("lost events adopted", service=runtime.service.name)


def go_on_without(runtime: Runtime, loss: Loss, reason: str) -> None:
    """Leave the lost events as they are: others go on holding what they heard, this service knows nothing of it.

    What holds for ever is taken back all the same, so that nothing else is told in its place.
    """

    def work(session: Session) -> None:
        _keep(runtime, session, loss.once)
        _decide(runtime, session, loss, loss.newest, WITHOUT, reason)

    runtime.database.transact(work)
    security_log.note("gone on without lost events", service=runtime.service.name)


def _keep(runtime: Runtime, session: Session, once: Sequence[Told]) -> None:
    """Into the outbox, but for what is there, or was told anew."""
    box = runtime.service.metadata.tables["outbox"]
    for told in once:
        same = sa.and_(
            box.c.aggregate_id == told.message.subject, box.c.aggregate_version == told.message.aggregateversion
        )
        here = sa.select(box.c.position).where(sa.or_(box.c.event_id == told.message.id, same))
        if session.scalar(here.limit(1)) is None:
            session.execute(sa.insert(box).values(_row(told)))


def _decide(runtime: Runtime, session: Session, loss: Loss, last: Told, decision: str, reason: str) -> None:
    """By the days that pages show, which a demonstration turns."""
    since = loss.missing[0].message.recordedtime
    values = {"event_id": last.message.id, "since": since, "events": len(loss.missing)}
    table = runtime.service.metadata.tables["loss"]
    session.execute(sa.insert(table).values(**values, decision=decision, reason=reason, at=runtime.clock.now()))


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
