"""A rebuild: derived tables made anew beside the live ones, then swapped in while the live consumer waits."""

import datetime
import hashlib
from collections.abc import Callable, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.arrivals import Arrival
from shared.broker import Broker, Delivery, Subscription
from shared.clock import Clock
from shared.database import Database, derived_tables, read_models
from shared.inbox import Projection
from shared.lease import LONGEST, Lease
from shared.server import unhurried
from shared.service import Runtime
from shared.transaction import MORE

BATCH = 4096
NEAR = 1000
ROUNDS = 5
OF_THE_PLUMBING = ("checkpoint", "dead_letter", "parked", "inbox")
"""They stay: a rebuild ends exactly where the live consumer stands, so that no reaction runs twice or never."""


class CannotRebuild(Exception):
    """The rebuilt tables could not take the place of the live ones, which are untouched."""


async def rebuild(
    runtime: Runtime, broker: Broker, say: Callable[[str], None], *, differing: bool = False
) -> tuple[str, str, int]:
    """Rebuild one service's derived tables. Returns the digests before and after, and how many events were played.

    Tables that differ take the place of the live ones only where that was asked for (`differing`): after a change of
    the code, or to mend what is known to be wrong.

    The live consumer goes on meanwhile; for the last events and the swap it is fenced and stands by. Both digests are
    of that moment, so they are equal unless the code changed. Raises CannotRebuild.
    """
    for timer in runtime.service.daily:
        while runtime.perform(lambda tx, timer=timer: timer(tx.today, tx)) is MORE:  # type: ignore[misc]
            pass
    with runtime.database.aside() as (side, both):
        _make(side, runtime.service.metadata)
        return await Rebuild(runtime, broker, side, both, say, differing).run()


class Rebuild:
    """One rebuild on its way: plays up to the live checkpoint, stops the live consumer there, swaps."""

    def __init__(
        self,
        runtime: Runtime,
        broker: Broker,
        side: Database,
        both: Database,
        say: Callable[[str], None],
        differing: bool,
    ) -> None:
        self.runtime, self.broker, self.both, self.say = runtime, broker, both, say
        self.differing = differing
        self.live = Projection(runtime)
        self.fresh = ShadowProjection(ShadowRuntime(runtime, side), self.live)
        holder = f"{runtime.settings.instance}.rebuild"
        table = runtime.service.metadata.tables["lease"]
        self.turn = Lease(runtime.database, table, f"{runtime.service.name}.consumer", holder, LONGEST)
        self.at = self.events = 0
        self._ahead: list[Delivery] = []

    async def run(self) -> tuple[str, str, int]:
        created = await self._same_stream()
        await self.fresh.database.write(lambda session: self.fresh.begin(session, created))
        subscription = await self.broker.subscribe(self.fresh.name, self.runtime.service.hears, 0)
        try:
            while (goal := await self.runtime.database.read(self._goal)) - self.at > NEAR:
                await self._play(subscription, goal, created)
            for _ in range(ROUNDS):
                await self.turn.take(by_force=True)
                goal = await self.runtime.database.write(lambda session: self.live.begin(session, created))
                await self._play(subscription, goal, created)
                metadata = self.runtime.service.metadata
                before, after = digest(self.runtime.database, metadata), digest(self.fresh.database, metadata)
                if before != after and not self.differing:
                    return before, after, self.events
                if await self.both.write(self._swap):
                    return before, after, self.events
            raise CannotRebuild("the live consumer would not wait; try again when there is less traffic")
        finally:
            await subscription.close()
            await self.turn.give_back()

    async def _same_stream(self) -> str:
        state = await self.broker.state()
        row = await self.runtime.database.read(lambda session: session.execute(sa.select(self.live.checkpoint)).first())
        found = await self.broker.stored_at(row.stream_seq) if row is not None and row.stream_seq else None
        if state.first > 1:
            raise CannotRebuild("the stream does not begin at its beginning")
        if row is not None and row.stream_seq and (found is None or found.stored != row.stored):
            raise CannotRebuild("the tables were filled from another stream; let the service catch up first")
        return state.created

    def _goal(self, session: Session) -> int:
        return session.scalar(sa.select(self.live.checkpoint.c.stream_seq)) or 0

    async def _play(self, subscription: Subscription, goal: int, created: str) -> None:
        while self.at < goal:
            ahead = self._ahead or await subscription.next(BATCH, 0.05)
            some = [delivery for delivery in ahead if delivery.seq <= goal]
            self._ahead = ahead[len(some) :]
            if some:
                self.events += await self.fresh.database.write(
                    lambda session, some=some: self.fresh.take(session, some, created)  # type: ignore[misc]
                )
                self.at = some[-1].seq
                self.say(f"  {self.events} events, at {self.at} of {goal}")

    def _swap(self, session: Session) -> bool:
        """In one transaction: empty the live tables, copy the rebuilt ones in. False if the live consumer went on."""
        unhurried(session)
        if self.live.position(session).epoch != self.live.epoch:
            return False
        if self.runtime.clock.today() != self.fresh.runtime.clock.today():
            raise CannotRebuild("a new day began meanwhile; start again")
        if self.fresh.left_out != set(session.scalars(sa.select(self.live.letters.c.event_id))):
            raise CannotRebuild("dead letters were replayed meanwhile; start again")
        tables = _of_the_service(self.runtime.service.metadata)
        for table in reversed(tables):
            session.execute(sa.text(f'DELETE FROM "{table.name}"'))  # noqa: S608 - names are our own tables'
        for table in tables:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            copy = f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM rebuild."{table.name}"'  # noqa: S608
            session.execute(sa.text(copy))
        self._make_anew(session)
        return True

    def _make_anew(self, session: Session) -> None:
        if self.runtime.service.make_anew is not None:
            tx = self.runtime.transaction(session)
            self.runtime.service.make_anew(tx)
            tx.finish()


class ShadowProjection(Projection):
    """Takes the log again, without reactions, and without what the live projection has set aside."""

    def __init__(self, runtime: Runtime, live: Projection) -> None:
        super().__init__(runtime, name=f"{runtime.service.name}_rebuild", live=False)
        self._of_the_live = live
        self.left_out: set[str] = set()

    def _settle(self, session: Session, arrivals: Sequence[Arrival]) -> None:
        letters = self._of_the_live.letters.c.event_id
        waiting = self._of_the_live.database.look(lambda s: set(s.scalars(sa.select(letters))))
        self.left_out |= {arrival.message.id for arrival in arrivals} & waiting
        self._apply(session, [arrival for arrival in arrivals if arrival.message.id not in waiting])


class ShadowRuntime(Runtime):
    """The same service over tables set aside, on one and the same day."""

    def __init__(self, runtime: Runtime, side: Database) -> None:
        self.service, self.settings, self.keys, self.tools = (
            runtime.service,
            runtime.settings,
            runtime.keys,
            runtime.tools,
        )
        self.database, self.clock = side, FixedClock(runtime.clock.now())
        self.wake = self.look_soon = lambda: None


class FixedClock(Clock):
    """A clock that stands still."""

    def __init__(self, at: datetime.datetime) -> None:
        super().__init__()
        self._at = at

    def now(self) -> datetime.datetime:
        return self._at


def _make(side: Database, metadata: sa.MetaData) -> None:
    with side.engine.begin() as connection:
        metadata.create_all(connection, tables=derived_tables(metadata))


def _of_the_service(metadata: sa.MetaData) -> list[sa.Table]:
    others = {*OF_THE_PLUMBING, *(table.name for table in read_models(metadata))}
    return [table for table in derived_tables(metadata) if table.name not in others]


def digest(database: Database, metadata: sa.MetaData) -> str:
    """SHA-256 over the canonical rows of every derived table but the plumbing's own and the read models."""
    whole = hashlib.sha256()

    def add(session: Session) -> None:
        unhurried(session)
        for table in _of_the_service(metadata):
            whole.update(table.name.encode())
            for row in session.execute(sa.select(table).order_by(*table.primary_key.columns)):
                whole.update(msgspec.json.encode([_plain(value) for value in row]))

    database.look(add)
    return whole.hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
