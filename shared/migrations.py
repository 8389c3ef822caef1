"""Brings one database up to its newest revision, and asks Alembic only when there is something to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.database import Database
from shared.service import Service

ROOT = Path(__file__).parent.parent
LOCK = 0x57EADFA5


class Ahead(Exception):
    """A newer version has upgraded this database: older code must not write into it."""


class Unlike(Exception):
    """The database says that it is at the newest revision, and has not the tables of that revision."""


def newest(location: str) -> str:
    """The newest revision in a folder: revisions are numbered `0001_...`, so it is the last file."""
    files = sorted((ROOT / location / "versions").glob("[0-9]*.py"))
    return files[-1].stem.split("_")[0] if files else ""


def current(database: Database) -> str:
    """The revision the database is at; empty for a new one."""

    def look(session: Session) -> str:
        if not sa.inspect(session.connection()).has_table("alembic_version"):
            return ""
        return session.scalar(sa.text("SELECT version_num FROM alembic_version")) or ""

    return database.look(look)


def is_new(database: Database) -> bool:
    """Whether nothing was made here yet. A file that cannot be read is not new; whoever looks it over says what it is."""
    try:
        return not current(database)
    except sa.exc.DatabaseError:
        if not database.embedded:
            raise
        return False


def upgrade(database: Database, location: str) -> bool:
    """Upgrade to the newest revision; True if there was anything to do. Raises Ahead.

    Two instances may start at once: on PostgreSQL the second waits, and then finds nothing to do.
    """
    if _is_up_to_date(database, location):
        return False
    from alembic import command

    with _alone(database):
        if _is_up_to_date(database, location):
            return False
        with database.engine.connect() as connection:
            _without_hurry(connection)
            command.upgrade(_config(location, connection), "head")
            connection.commit()
            connection.invalidate()  # its time limits are not those of the others
    return True


def upgrade_or_fit(database: Database, service: Service, go_back: bool) -> bool:
    """As `upgrade`; where a newer version has upgraded and it is to be left again, see that this one fits. Raises Ahead."""
    if go_back and current(database) > newest(service.migrations):
        _fits(database, service.metadata)
        return False
    return upgrade(database, service.migrations)


def _fits(database: Database, metadata: sa.MetaData) -> None:
    """Whether this code may write there: it fills in nothing that it does not know. Raises Ahead, which names it."""
    known = {table.name: set(table.columns.keys()) for table in metadata.sorted_tables}
    needed = [
        f"{name}.{column['name']}"
        for (_, name), found in sa.inspect(database.engine).get_multi_columns().items()
        for column in found
        if name in known and column["name"] not in known[name] and not column["nullable"] and not column["default"]
    ]
    if needed:
        raise Ahead(
            f"the database is at revision {current(database)} and needs {', '.join(sorted(needed))}, which this version "
            "does not know: there is no way back to it but a backup of before the upgrade"
        )


def compare(database: Database, metadata: sa.MetaData) -> None:
    """Are the tables those of this code? A revision number alone proves nothing. Raises Unlike, which names what lacks."""
    look = sa.inspect(database.engine)
    there = {name: {column["name"] for column in found} for (_, name), found in look.get_multi_columns().items()}
    wanted = {table.name: set(table.columns.keys()) for table in metadata.sorted_tables}
    lacks = [name for name in sorted(wanted) if name not in there]
    lacks += [f"{name}.{one}" for name in sorted(wanted) if name in there for one in sorted(wanted[name] - there[name])]
    if lacks:
        raise Unlike(
            f"the database is at revision {current(database)} and lacks {', '.join(lacks)}: it was made by an unreleased "
            "version. Restore a backup of a released one, or begin with a new data folder"
        )


def _is_up_to_date(database: Database, location: str) -> bool:
    at, head = current(database), newest(location)
    if at > head:
        raise Ahead(
            f"the database is at revision {at}, this version knows {head}: run the version that upgraded it, or, to leave "
            "that version again, this one with STEADFAST_GO_BACK=1"
        )
    return at == head


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Keep other upgrades of this database out meanwhile; a SQLite file is its process's own."""
    if database.embedded:
        yield
        return
    waiting = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with waiting.connect() as connection:
        _without_hurry(connection)
        connection.execute(sa.text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        try:
            yield
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK})
            connection.invalidate()


def _without_hurry(connection: sa.Connection) -> None:
    """A revision of a large table takes what it takes."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET statement_timeout = 0"))
        connection.execute(sa.text("SET idle_in_transaction_session_timeout = 0"))


def revision(database: Database, location: str, metadata: sa.MetaData, message: str) -> None:
    """Write a new revision from the difference between the tables and the database (for developers)."""
    from alembic import command

    with database.engine.connect() as connection:
        config = _config(location, connection, plain(metadata))
        number = f"{int(newest(location) or 0) + 1:04d}"
        command.revision(config, message, autogenerate=True, rev_id=number)


def plain(metadata: sa.MetaData) -> sa.MetaData:
    """The same tables without the name that marks derived ones: how they lie in the database."""
    copy = sa.MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(copy, schema=None)  # type: ignore[arg-type]
    return copy


def _config(location: str, connection: sa.Connection, metadata: sa.MetaData | None = None) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / location))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes.update(connection=connection, metadata=metadata)
    return config


def run(context: Any) -> None:
    """What each service's `migrations/env.py` calls."""
    config = context.config
    context.configure(
        connection=config.attributes["connection"],
        target_metadata=config.attributes["metadata"],
        render_as_batch=True,
        render_item=_render,
        transactional_ddl=True,
        on_version_apply=_settle,
    )
    with context.begin_transaction():
        context.run_migrations()


def _settle(ctx: Any, **_: Any) -> None:
    """Look at deferred keys after each revision: PostgreSQL alters no table whose rows wait for that."""
    if ctx.dialect.name == "postgresql":
        ctx.connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        ctx.connection.execute(sa.text("SET CONSTRAINTS ALL DEFERRED"))


def _render(kind: str, item: Any, _: Any) -> Any:
    """Types of our own are written into a revision as what they are in the database."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False
