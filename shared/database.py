"""One service's database: whole transactions on threads of their own, SQLite and PostgreSQL alike."""

import asyncio
import contextvars
import datetime
import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared import faultpoints
from shared.kept import KEPT
from shared.server import SERVER, wait_no_longer
from shared.trouble import is_lost, is_transient

log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[Session], T]

DERIVED = "derived"  # the schema of tables that a projection may rebuild; the others are owned and never rebuilt
READ_MODEL = {"read model": True}
"""What a derived table says of itself that follows from owned rows as well: a rebuild does not play it, but makes it anew
from both in the transaction of its swap, so that nothing decided meanwhile is lost."""

ATTEMPTS = 12
ALONE = 4
"""After so many lost races a transaction runs while no other of this process begins, so that it need not lose for ever."""
POOL = 10  # seconds to wait for a connection that is free
CHECKPOINT = "wal_autocheckpoint=2000"
LOG_LIMIT = "journal_size_limit=16777216"
"""SQLite's log is copied into the file at 2,000 pages (8 MB) and cut to 16 MB when it starts again."""


class Instant(sa.types.TypeDecorator[Any]):
    """A UTC instant; SQLite forgets zones, so it is written without one and read back with UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return value if value is None else value.astimezone(datetime.UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        return value if value is None or value.tzinfo else value.replace(tzinfo=datetime.UTC)


BigKey = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # a growing key; SQLite only lets INTEGER grow by itself


def bytewise(length: int) -> sa.types.TypeEngine[str]:
    """Text in the order of its characters' numbers on either database, whatever the language of the server."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


class Database:
    """Engines and threads for one URL. SQLite: one writer thread and a few readers; PostgreSQL: a small pool of each.

    Writes run serializable on both, so a rule that reads and then writes needs no locks; a lost race is run again.
    """

    def __init__(self, url: str, derived_in: str | None = None, *, of: str = "") -> None:
        self.url, self.of = sa.make_url(url), of
        self.embedded = self.url.get_backend_name() == "sqlite"
        self.derived_in = derived_in
        if self.embedded:
            if self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = _sqlite_engine(self.url, "BEGIN IMMEDIATE")
            self._reading = _sqlite_engine(self.url, "BEGIN")
        else:
            url_ = self.url.set(drivername="postgresql+psycopg")
            options: dict[str, Any] = {
                "pool_size": 5,
                "max_overflow": 5,
                "pool_timeout": POOL,
                "connect_args": SERVER,
                "hide_parameters": True,
            }
            self._engine = sa.create_engine(url_, isolation_level="SERIALIZABLE", **options)
            wait_no_longer(self._engine)
            self._reading = self._engine.execution_options(isolation_level="READ COMMITTED")
        places = {"schema_translate_map": {DERIVED: derived_in}}
        self.engine, self.reading = (one.execution_options(**places) for one in (self._engine, self._reading))
        self.written = self._copied = 0  # write transactions so far, and those that SQLite's file has
        self._turn = threading.RLock()
        self._kept: dict[str, tuple[Any, Any]] = {}
        name = self.url.database or "memory"
        self._writers = ThreadPoolExecutor(1 if self.embedded else 4, thread_name_prefix=f"write-{name}")
        self._readers = ThreadPoolExecutor(4, thread_name_prefix=f"read-{name}")

    @contextmanager
    def session(self, doing: str = "") -> Iterator[Session]:
        """One write transaction: commits at the end, rolls back on any error."""
        with Session(self.engine, expire_on_commit=False) as session:
            with session.begin():
                yield session
                faultpoints.before("commit", self.of, doing)
            faultpoints.after("commit", self.of, doing)

    def transact(self, work: Callable[[Session], T], doing: str = "") -> T:
        """Run `work` in one write transaction on this thread; lost races and locks are run again from the start.

        Never run again: a commit whose answer was lost with the connection. It may have happened.
        """
        races = 0
        with ExitStack() as until_done:
            for attempt in range(ATTEMPTS):
                committing = False
                self._take_turn(races, until_done)
                try:
                    with self.session(doing or faultpoints.named(work)) as session:
                        result = work(session)
                        session.flush()
                        committing = True
                    self.written += 1
                    return result
                except (exc.DBAPIError, StaleDataError) as error:
                    if attempt == ATTEMPTS - 1 or not is_transient(error) or (committing and is_lost(error)):
                        raise
                    races += not is_lost(error)
                    log.info("transaction run again", extra={"attempt": attempt + 1})
                    time.sleep(random.uniform(0.005, 0.02) * min(2**attempt, 32))  # noqa: S311
        raise AssertionError("unreachable")

    def _take_turn(self, races: int, until_done: ExitStack) -> None:
        """Whoever has lost often keeps the turn until it is done; everybody else only waits until nobody has it."""
        if races >= ALONE:
            until_done.enter_context(self._turn)
            return
        with self._turn:
            return

    def checkpoint(self) -> bool:
        """Copy what lies in SQLite's log into the file, if anything was written since the last time; True if it did.

        A file that is copied alone then holds everything, and the log starts again at its beginning. Nobody waits.
        """
        written = self.written
        if not self.embedded or self._copied == written:
            return False
        raw = self._reading.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            raw.close()
        self._copied = written
        return True

    def look(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one read-only view on this thread."""
        with Session(self.reading, info={KEPT: self._kept}) as session:
            return work(session)

    async def write(self, work: Callable[[Session], T], doing: str = "") -> T:
        """The same on a thread for writing, with the context of whoever asks: its lines are of the same request."""
        return await _run(self._writers, lambda work: self.transact(work, doing), work)

    async def read(self, work: Callable[[Session], T]) -> T:
        """As `look`, on a thread for reading, with the context of whoever asks."""
        return await _run(self._readers, self.look, work)

    def dispose(self) -> None:
        self._writers.shutdown()
        self._readers.shutdown()
        self._engine.dispose()
        self._reading.dispose()

    @contextmanager
    def aside(self) -> Iterator[tuple["Database", "Database"]]:
        """For a rebuild: a place for fresh derived tables that sees the owned ones, and this database with that place
        as schema `rebuild`. What is written in the first never locks the second. Gone afterwards.
        """
        if self.embedded:
            live, file = Path(str(self.url.database)), Path(f"{self.url.database}.rebuild")
            _remove(file)
            side, both = Database(f"sqlite:///{file}"), Database(str(self.url))
            _attach(side, "live", f"file:{quote(str(live.absolute()))}?mode=ro")
            _attach(both, "rebuild", str(file))
        else:
            both = self
            self._recreate("DROP SCHEMA IF EXISTS rebuild CASCADE", "CREATE SCHEMA rebuild")
            side = Database(self.url.render_as_string(hide_password=False), derived_in="rebuild")
        try:
            yield side, both
        finally:
            side.dispose()
            if self.embedded:
                both.dispose()
                _remove(file)
            else:
                self._recreate("DROP SCHEMA IF EXISTS rebuild CASCADE")

    def _recreate(self, *statements: str) -> None:
        self.transact(lambda session: [session.execute(sa.text(statement)) for statement in statements])


async def _run(threads: ThreadPoolExecutor, way: Callable[[Work[T]], T], work: Work[T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(threads, contextvars.copy_context().run, way, work)


def derived_tables(metadata: sa.MetaData) -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if table.schema == DERIVED]


def read_models(metadata: sa.MetaData) -> list[sa.Table]:
    return [table for table in derived_tables(metadata) if table.info == READ_MODEL]


def _attach(database: Database, name: str, place: str) -> None:
    """Every connection of `database` shall see another SQLite file under `name`."""

    def attach(connection: Any, _: Any) -> None:
        connection.execute(f"ATTACH DATABASE ? AS {name}", (place,))

    for engine in (database._engine, database._reading):
        event.listen(engine, "connect", attach)


def _remove(file: Path) -> None:
    for left in file.parent.glob(file.name + "*"):
        left.unlink()


def _sqlite_engine(url: sa.URL, begin: str) -> sa.Engine:
    engine = sa.create_engine(
        url, hide_parameters=True, connect_args={"timeout": 15, "check_same_thread": False, "uri": True}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", CHECKPOINT, LOG_LIMIT):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
