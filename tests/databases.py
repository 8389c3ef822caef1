"""Databases for tests, made once and used again: a file that is copied on SQLite, emptied tables on PostgreSQL."""

import tempfile
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from shared.database import DERIVED, Database
from shared.migrations import upgrade

DATABASES = ("intake", "placements", "recognition", "keys", "sink")
FILES: dict[sa.MetaData, bytes] = {}
"""What a fresh SQLite file with these tables holds."""
PICTURES: dict[str, bytes] = {}
"""What SQLite files hold that were filled in a way that has a name."""
SHAPES: dict[tuple[str, str], str] = {}
"""How the tables kept in (database, schema) looked when they were made: a test that alters them ends their use."""
USED: defaultdict[str, set[str]] = defaultdict(set)
"""Which databases of a set this process has connected to since the set was lent."""
ENGINES: dict[sa.URL, sa.Engine] = {}
OURS = "databases of tests"
KEPT = "kept_"
"""Schemas with emptied tables that wait, named after what is in them; in `public` nobody sees them."""


def furnish(database: Database, metadata: sa.MetaData) -> None:
    """Give an empty database the tables of a service, empty."""
    if database.embedded:
        _furnish_file(database, metadata)
    else:
        _furnish_server(database, metadata)


def _made(database: Database, metadata: sa.MetaData) -> None:
    metadata.create_all(database.engine.execution_options(schema_translate_map={DERIVED: None}))


def _furnish_file(database: Database, metadata: sa.MetaData) -> None:
    if metadata not in FILES:
        with tempfile.TemporaryDirectory() as folder:
            template = Database(f"sqlite:///{folder}/template.db")
            _made(template, metadata)
            template.dispose()
            FILES[metadata] = Path(folder, "template.db").read_bytes()
    if sa.inspect(database.engine).get_table_names():
        _made(database, metadata)
    else:
        _closed_file(database).write_bytes(FILES[metadata])


def _closed_file(database: Database) -> Path:
    """The whole of an SQLite database in one file: the last to close it leaves nothing beside it."""
    for engine in (database._engine, database._reading):
        engine.dispose()
    return Path(str(database.url.database))


def upgraded(database: Database, location: str) -> None:
    """Upgrade to the newest revision; a new SQLite file is a copy of one that was, once in a process."""
    if not database.embedded or sa.inspect(database.engine).get_table_names():
        upgrade(database, location)
    else:
        filled(database, location, lambda: upgrade(database, location))


def filled(database: Database, name: str, fill: Callable[[], Any]) -> None:
    """Let `fill` fill a database; on SQLite once in a process, and whoever asks for the same name has a copy."""
    if not database.embedded:
        fill()
    elif name in PICTURES:
        _closed_file(database).write_bytes(PICTURES[name])
    else:
        fill()
        PICTURES[name] = _closed_file(database).read_bytes()


def _furnish_server(database: Database, metadata: sa.MetaData) -> None:
    name, kept = str(database.url.database), _kept(metadata)
    with administering(database.url) as connection:
        schemas = _schemas(connection)
        if _tables(connection, "public"):
            _made(database, metadata)
            return
        if kept in schemas:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text(f'ALTER SCHEMA "{kept}" RENAME TO public'))
            return
    _made(database, metadata)
    with administering(database.url) as connection:
        SHAPES[name, kept] = _shape(connection)


@cache
def _kept(metadata: sa.MetaData) -> str:
    return KEPT + uuid.uuid4().hex[:12]


@sa.event.listens_for(sa.pool.Pool, "connect")
def _was_used(connection: Any, _: Any) -> None:
    if hasattr(connection, "info") and connection.info.dbname.startswith("t_"):
        USED[connection.info.dbname[:10]].add(connection.info.dbname)


class Server:
    """A PostgreSQL server whose databases are lent, emptied and lent again."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.spare: list[str] = []

    @contextmanager
    def lent(self, to_others: bool = True) -> Iterator[str]:
        """A URL pattern, with `{service}` in it, of empty databases.

        `to_others` where processes of their own use them too; otherwise it is known which were used.
        """
        mark = self.spare.pop() if self.spare else self._made()
        USED[mark].clear()
        pattern = self.url.set(database=f"{mark}_SERVICE").render_as_string(hide_password=False)
        yield pattern.replace("SERVICE", "{service}")
        self._empty({f"{mark}_{name}" for name in DATABASES} if to_others else USED[mark].copy())
        self.spare.append(mark)

    def close(self) -> None:
        for engine in ENGINES.values():
            engine.dispose()
        ENGINES.clear()

    def _made(self) -> str:
        mark = f"t_{uuid.uuid4().hex[:8]}"
        with administering(self.url) as connection:
            for name in DATABASES:
                connection.execute(sa.text(f'CREATE DATABASE "{mark}_{name}" STRATEGY FILE_COPY'))
        return mark

    def _empty(self, names: set[str]) -> None:
        """Ends whoever is still connected, and leaves nothing but tables kept aside."""
        ended = (
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            f" WHERE datname = ANY(:names) AND application_name != '{OURS}'"
        )
        with administering(self.url) as connection:
            connection.execute(sa.text(ended), {"names": list(names)})
        for name in names:
            with administering(self.url.set(database=name)) as connection:
                _empty_one(connection, name)


def _empty_one(connection: sa.Connection, name: str) -> None:
    for schema in _schemas(connection):
        if schema != "public" and not schema.startswith(KEPT):
            connection.execute(sa.text(f'DROP SCHEMA "{schema}" CASCADE'))
    if not _tables(connection, "public"):
        return
    shape = _shape(connection)
    kept = next((schema for (base, schema), known in SHAPES.items() if base == name and known == shape), None)
    if kept is not None and kept not in _schemas(connection):
        _clear(connection)
        connection.execute(sa.text(f'ALTER SCHEMA public RENAME TO "{kept}"'))
    else:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
    connection.execute(sa.text("CREATE SCHEMA public"))


def _clear(connection: sa.Connection) -> None:
    """Empty what is not empty, and let every key begin at one again."""
    tables = connection.execute(
        sa.text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    )
    asked = " UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in tables.scalars())
    filled = connection.execute(sa.text(asked)).scalars().all()
    if filled:
        names = ", ".join(f'"{name}"' for name in filled)
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    again = "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences"
    connection.execute(sa.text(f"{again} WHERE schemaname = 'public' AND last_value IS NOT NULL"))


def _schemas(connection: sa.Connection) -> list[str]:
    found = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname != 'information_schema'"
    return list(connection.execute(sa.text(found)).scalars())


def _tables(connection: sa.Connection, schema: str) -> int:
    counted = "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(:schema)"
    return int(connection.scalar(sa.text(counted), {"schema": schema}) or 0)


def _shape(connection: sa.Connection) -> str:
    """What is in `public`: its tables and indexes, their columns, constraints and triggers."""
    parts = (
        "SELECT concat(relname, relkind) FROM pg_class WHERE relnamespace = 'public'::regnamespace",
        "SELECT concat(attrelid::regclass, attname, atttypid, attnotnull, atttypmod) FROM pg_attribute"
        " JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'public'::regnamespace",
        "SELECT concat(conname, contype) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "SELECT concat(tgname) FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
        " WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal",
    )
    lines = " UNION ALL ".join(f"({part})" for part in parts)
    query = f"SELECT md5(string_agg(line, ';' ORDER BY line)) FROM ({lines}) AS found (line)"
    return str(connection.scalar(sa.text(query)))


@contextmanager
def administering(url: sa.URL) -> Iterator[sa.Connection]:
    with _engine(url.set(drivername="postgresql+psycopg")).connect() as connection:
        yield connection


def _engine(url: sa.URL) -> sa.Engine:
    if url not in ENGINES:
        named = {"application_name": OURS}
        ENGINES[url] = sa.create_engine(
            url, isolation_level="AUTOCOMMIT", pool_size=1, pool_pre_ping=True, connect_args=named
        )
    return ENGINES[url]
