"""A service is one value: what it is called, serves, keeps, hears and tells. A runtime is a service that is open."""

import datetime
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared import faultpoints, security_log
from shared.auth import NETWORK, SYSTEM, Actor, Keys
from shared.clock import Clock
from shared.contents import Hearing, each_once, in_turn
from shared.database import Database
from shared.events import Event
from shared.gap import Gap
from shared.idempotence import Led, Once, forget_keys, once
from shared.overtaken import Opened, Present, merged
from shared.settings import Settings
from shared.transaction import Transaction

T = TypeVar("T")
Timer = Callable[[datetime.date, Transaction], object]
"""What happens because a day began; done twice on one day, it does nothing the second time (but see `MORE`)."""
Handler = Callable[[Any, Transaction], Any]
"""Carries out one command in a transaction; returns what its page needs of the result. Raises Refused and Missing."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One subject of a service: what can be asked, what it hears, what it does each day and beside."""

    name: str
    pages: Sequence[Any] = ()
    commands: Mapping[type[msgspec.Struct], Handler] = field(default_factory=dict)
    """What can be asked, with what carries it out."""
    edits: Mapping[type[msgspec.Struct], Present] = field(default_factory=dict)
    """Of the commands that change what somebody else may be changing: what stands there now."""
    projections: Mapping[type[Event], Hearing] = field(default_factory=dict)
    """Heard events that only fill derived tables: played again by a rebuild."""
    reactions: Mapping[type[Event], Hearing] = field(default_factory=dict)
    """Heard events that change owned rows or tell something: never played again. They run after the projections."""
    daily: Sequence[Timer] = ()
    workers: Sequence["Worker"] = ()
    """What is looked after outside any transaction while the service runs, such as letters that wait."""
    publishes: tuple[type[Event], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Service:
    """The table of contents of one service."""

    name: str
    prefixes: tuple[str, ...]
    metadata: sa.MetaData
    subjects: tuple[Subject, ...] = ()
    cli: Sequence[Any] = ()
    gathers: bool = False
    """Hands each handler what a batch holds for it at once: only the order within each aggregate is kept."""
    keeps: Callable[[str], bool] | None = None
    """Which paths are public pages that may be kept as bytes."""
    revision: Callable[[Session], Callable[[str], tuple[int, int]]] | None = None
    """Per page, the numbers of the last change that took something down and of the last change."""
    beforehand: Callable[["Runtime", Any, Actor], Awaitable[Any]] | None = None
    """What is done with a command before its transaction begins, because it is slow: the hashing of passwords."""
    noted: Mapping[type[msgspec.Struct], str] = field(default_factory=dict)
    """What goes into the log of security events once it is done, and in which words."""
    make_anew: Callable[[Transaction], None] | None = None
    """Makes the read models from derived and owned rows; called in the transaction in which a rebuild swaps its tables."""
    prepare: Callable[["Runtime"], Any] | None = None
    """Called once when the runtime opens; returns its tools: keys, settings of its own."""

    @property
    def migrations(self) -> str:
        """The folder of this service's database revisions."""
        return f"services/{self.name}/migrations"

    @cached_property
    def pages(self) -> tuple[Any, ...]:
        return tuple(page for subject in self.subjects for page in subject.pages)

    @cached_property
    def commands(self) -> Mapping[type[msgspec.Struct], Handler]:
        return each_once(self.name, (subject.commands for subject in self.subjects))

    @cached_property
    def edits(self) -> Mapping[type[msgspec.Struct], Present]:
        return each_once(self.name, (subject.edits for subject in self.subjects))

    @cached_property
    def projections(self) -> Mapping[type[Event], Hearing]:
        return in_turn(subject.projections for subject in self.subjects)

    @cached_property
    def reactions(self) -> Mapping[type[Event], Hearing]:
        return in_turn(subject.reactions for subject in self.subjects)

    @cached_property
    def daily(self) -> tuple[Timer, ...]:
        return (*(timer for subject in self.subjects for timer in subject.daily), forget_keys)

    @cached_property
    def workers(self) -> tuple["Worker", ...]:
        return tuple(worker for subject in self.subjects for worker in subject.workers)

    @cached_property
    def publishes(self) -> tuple[type[Event], ...]:
        return tuple(event for subject in self.subjects for event in subject.publishes)

    @cached_property
    def hears(self) -> tuple[str, ...]:
        return tuple(sorted({event.TYPE for event in (*self.projections, *self.reactions)}))


Worker = Callable[["Runtime"], Awaitable[None]]


class Runtime:
    """One open service: its database, clock and keys, and the two ways to work with them."""

    def __init__(self, service: Service, settings: Settings, keys: Keys) -> None:
        self.service = service
        self.settings = settings
        self.keys = keys
        self.clock = settings.clock
        self.database = Database(settings.database_url(service.name), of=service.name)
        self.wake: Callable[[], None] = lambda: None
        self.look_soon: Callable[[], None] = lambda: None
        self.is_deaf: Callable[[], bool] = lambda: False  # what others took back may be unknown: so little was heard
        self.lost = self.aged = ""  # or what its database has lost and what helps: until a decision it serves nobody
        self.gap: Gap | None = None  # what it went on without
        self.day_begun: datetime.date | None = None  # on which what a day begins with was done here
        self.tools: Any = None
        """What the service's own `tools.py` says: read through its `tools_of`, which knows the type."""
        try:
            if service.prepare:
                self.tools = service.prepare(self)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if hasattr(self.tools, "close"):
            self.tools.close()
        self.database.dispose()

    @property
    def key_folder(self) -> Path:
        return self.settings.data / "keys"

    def transaction(
        self, session: Session, actor: Actor = SYSTEM, clock: Clock | None = None, **more: Any
    ) -> Transaction:
        box = self.service.metadata.tables["outbox"]
        tx = Transaction(session, source=self.service.name, outbox=box, clock=clock or self.clock, actor=actor, **more)
        tx.tools = self.tools
        return tx

    def perform(
        self, work: Callable[[Transaction], T], actor: Actor = SYSTEM, clock: Clock | None = None, command: Any = None
    ) -> T:
        """Run `work(tx)` in one transaction on this thread."""

        def attempt(session: Session) -> tuple[T, Transaction]:
            tx = self.transaction(session, actor, clock)
            result = work(tx)
            tx.finish()
            return result, tx

        return self.committed(command, *self.database.transact(attempt, faultpoints.named(work, command)))

    def committed(self, command: Any, result: T, tx: Transaction) -> T:
        """Write what is to be kept of it in the log of doors and rights; a form that only came again did nothing."""
        self.look_soon()
        self.wake()
        said = self.service.noted.get(type(command), "")
        if said and not (isinstance(result, Led) and result.again):
            tx.note(said, tx.actor.account)
        for event, account in tx.noted:
            security_log.note(event, account, self.service.name)
        return result

    async def ask(self, command: msgspec.Struct, actor: Actor = SYSTEM, seen: Opened | None = None) -> Any:
        """Have a command carried out by what the service's table names for it. Raises Refused and Missing."""
        return await self.do(self._handler(command, seen), command, actor)

    def ask_now(self, command: msgspec.Struct, actor: Actor = SYSTEM) -> Any:
        """The same on this thread: for the command line."""
        handler = self.service.commands[type(command)]
        return self.perform(lambda tx: handler(command, tx), actor, command=command)

    async def ask_once(
        self,
        command: msgspec.Struct,
        actor: Actor,
        sent: Once | None,
        leads: Callable[[Any], str],
        seen: Opened | None = None,
    ) -> Led:
        """Where what was asked leads; sent a second time under the same key it leads there and does nothing more."""
        handler = self._handler(command, seen)

        def work(read: msgspec.Struct, tx: Transaction) -> Led:
            return once(sent, command, tx, lambda: leads(handler(read, tx)))  # as typed: a hash is new each time

        return await self.do(work, command, actor)

    def _handler(self, command: msgspec.Struct, seen: Opened | None) -> Handler:
        """What the table names; what others changed since it was `seen` stays, or raises Overtaken."""
        handler, present = self.service.commands[type(command)], self.service.edits.get(type(command))
        if seen is None or present is None:
            return handler
        return lambda read, tx: handler(merged(read, seen, present(read, tx)), tx)

    async def do(self, handler: Callable[[Any, Transaction], T], command: Any, actor: Actor = SYSTEM) -> T:
        """Run one handler with one command in one transaction, off the event loop. Raises Refused and Missing."""
        if self.service.beforehand is not None:
            command = await self.service.beforehand(self, command, actor)
        network = NETWORK.get()

        def attempt(session: Session) -> tuple[T, Transaction]:
            tx = self.transaction(session, actor)
            tx.network = network
            result = handler(command, tx)
            tx.finish()
            return result, tx

        return self.committed(command, *await self.database.write(attempt, faultpoints.named(handler, command)))

    async def read(self, query: Callable[..., T], *args: Any, **named: Any) -> T:
        """Run one query (its first parameter is the session) in a read-only view, off the event loop."""
        return await self.database.read(lambda session: query(session, *args, **named))
