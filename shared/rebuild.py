"""A rebuild: derived tables made anew from the log beside the live ones, then swapped in under the live consumer's fence."""

import hashlib
from collections.abc import Callable

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.broker import Broker
from shared.database import Database, derived_tables
from shared.inbox import Projection
from shared.service import Desk

BATCH = 4096
OF_THE_PLUMBING = ("checkpoint", "dead_letter", "parked", "inbox")


async def rebuild(desk: Desk, broker: Broker, say: Callable[[str], None]) -> tuple[str, str, int]:
    """Rebuild one service's derived tables. Returns the digest before, the digest after, and how many events were played.

    The live consumer goes on meanwhile; it is fenced at the swap and resumes at the new checkpoint.
    """
    before = digest(desk.database, desk.service.metadata)
    with desk.database.aside() as side:
        _make(side, desk.service.metadata)
        beside = Beside(desk, side)
        projection = Projection(beside, name=f"{desk.service.name}_rebuild", live=False)
        events = await _play(projection, broker, say)
        beside.finish()
        _swap(desk, side)
    after = digest(desk.database, desk.service.metadata)
    return before, after, events


class Beside(Desk):
    """The same desk over tables set aside."""

    def __init__(self, desk: Desk, side: Database) -> None:
        self.service, self.settings, self.keys, self.clock = desk.service, desk.settings, desk.keys, desk.clock
        self.database, self.extra = side, desk.extra
        self.wake = lambda: None

    def finish(self) -> None:
        """What the clock has done since the last event, the timers of a rebuilt table do again."""
        timers = getattr(self.service, "rebuilt", ())
        self.perform(lambda tx: [timer(tx.today, tx) for timer in timers])


async def _play(projection: Projection, broker: Broker, say: Callable[[str], None]) -> int:
    state = await broker.state()
    target = max([await broker.newest(subject) for subject in projection.desk.service.hears], default=0)
    projection.database.transact(lambda session: projection.begin(session, state.created))
    subscription = await broker.subscribe(projection.name, projection.desk.service.hears, 0)
    taken = position = 0
    try:
        while position < target:
            deliveries = await subscription.next(BATCH, 0.05)
            if not deliveries:
                continue
            some = list(deliveries)
            taken += projection.database.transact(lambda session, some=some: projection.take(session, some, state.created))
            position = some[-1].seq
            say(f"  {taken} events, at {position} of {target}")
    finally:
        await subscription.close()
    return taken


def _make(side: Database, metadata: sa.MetaData) -> None:
    with side.engine.begin() as connection:
        metadata.create_all(connection, tables=derived_tables(metadata))


def _swap(desk: Desk, side: Database) -> None:
    """In one transaction: fence the live consumer, empty the live tables, copy the rebuilt ones in."""
    metadata = desk.service.metadata

    def swap(session: Session) -> None:
        live = Projection(desk)
        epoch = live.position(session)
        for table in derived_tables(metadata):
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            session.execute(sa.text(f'DELETE FROM "{table.name}"'))  # noqa: S608 - names are our own tables'
            session.execute(
                sa.text(f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM rebuild."{table.name}"')  # noqa: S608
            )
        if epoch is not None:
            session.execute(sa.update(live.checkpoint).values(epoch=epoch.epoch + 1))

    desk.database.transact(swap)


def digest(database: Database, metadata: sa.MetaData) -> str:
    """SHA-256 over the canonical rows of every derived table but the plumbing's own."""
    whole = hashlib.sha256()

    def add(session: Session) -> None:
        for table in derived_tables(metadata):
            if table.name in OF_THE_PLUMBING:
                continue
            whole.update(table.name.encode())
            for row in session.execute(sa.select(table).order_by(*table.primary_key.columns)):
                whole.update(msgspec.json.encode([_plain(value) for value in row]))

    database.look(add)
    return whole.hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


