"""A service is one value: what it is called, serves, keeps, hears and tells. A desk is a service that is open."""

import datetime
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.auth import SYSTEM, Actor, Keys
from shared.clock import Clock
from shared.database import Database
from shared.events import Event
from shared.sessions import ended_session_table
from shared.settings import Settings
from shared.tables import inbox_tables, lease_table, outbox_table
from shared.transaction import Transaction

T = TypeVar("T")
Hearing = Callable[[list[Any], Transaction], None]


Timer = Callable[[datetime.date, Transaction], None]
"""What happens because a day began; done twice on one day, it does nothing the second time."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """The table of contents of one service."""

    name: str
    prefixes: tuple[str, ...]
    metadata: sa.MetaData
    pages: Sequence[Any] = ()
    projections: Mapping[type[Event], Hearing] = field(default_factory=dict)
    """Heard events that only fill derived tables: played again by a rebuild."""
    reactions: Mapping[type[Event], Hearing] = field(default_factory=dict)
    """Heard events that change owned rows or tell something: never played again. They run after the projection."""
    timers: Sequence[Timer] = ()
    errands: Sequence["Errand"] = ()
    """What is looked after outside any transaction while the service runs, such as letters that wait."""
    publishes: tuple[type[Event], ...] = ()
    commands: Sequence[Any] = ()
    keeps: Callable[[str], bool] | None = None
    """Which paths are public pages that may be kept as bytes."""
    revision: Callable[[Session], str] | None = None
    """A text that changes whenever one of those pages may have changed."""
    prepare: Callable[["Desk"], None] | None = None
    """Called once when the desk opens: keys, settings of its own."""

    @property
    def migrations(self) -> str:
        """The folder of this service's database revisions."""
        return f"services/{self.name}/migrations"

    @property
    def hears(self) -> tuple[str, ...]:
        return tuple(sorted({event.TYPE for event in (*self.projections, *self.reactions)}))


def plumbing(metadata: sa.MetaData) -> None:
    """Add the tables that every service has: outbox, lease, inbox, checkpoint, dead letters, ended sessions."""
    outbox_table(metadata)
    lease_table(metadata)
    inbox_tables(metadata)
    ended_session_table(metadata)


Errand = Callable[["Desk"], Awaitable[None]]


class Desk:
    """One open service: its database, clock and keys, and the two ways to work with them."""

    def __init__(self, service: Service, settings: Settings, keys: Keys) -> None:
        self.service = service
        self.settings = settings
        self.keys = keys
        self.clock = settings.clock
        self.database = Database(settings.database_url(service.name))
        self.wake: Callable[[], None] = lambda: None
        """Called after each commit: the relay looks at once."""
        self.extra: dict[str, Any] = {}
        try:
            if service.prepare:
                service.prepare(self)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        for opened in self.extra.values():
            if isinstance(opened, Database):
                opened.dispose()
        self.database.dispose()

    @property
    def key_folder(self) -> Path:
        return self.settings.data / "keys"

    def transaction(
        self, session: Session, actor: Actor = SYSTEM, clock: Clock | None = None, **more: Any
    ) -> Transaction:
        outbox = self.service.metadata.tables["outbox"]
        tx = Transaction(
            session, source=self.service.name, outbox=outbox, clock=clock or self.clock, actor=actor, **more
        )
        tx.extra = self.extra
        return tx

    def perform(self, work: Callable[[Transaction], T], actor: Actor = SYSTEM, clock: Clock | None = None) -> T:
        """Run `work(tx)` in one transaction on this thread."""

        def attempt(session: Session) -> T:
            tx = self.transaction(session, actor, clock)
            result = work(tx)
            tx.finish()
            return result

        result = self.database.transact(attempt)
        self.wake()
        return result

    async def do(self, handler: Callable[[Any, Transaction], T], command: Any, actor: Actor = SYSTEM) -> T:
        """Run one handler with one command in one transaction, off the event loop. Raises Refused and Missing."""

        def attempt(session: Session) -> T:
            tx = self.transaction(session, actor)
            result = handler(command, tx)
            tx.finish()
            return result

        result = await self.database.write(attempt)
        self.wake()
        return result

    async def read(self, query: Callable[..., T], *args: Any, **named: Any) -> T:
        """Run one query (its first parameter is the session) in a read-only view, off the event loop."""
        return await self.database.read(lambda session: query(session, *args, **named))
