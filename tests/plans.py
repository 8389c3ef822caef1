"""What a page asks its databases, and how each of them would go about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.database import Database

Asked = tuple[str, Any]


@contextmanager
def asked(*databases: Database) -> Iterator[list[tuple[Database, Asked]]]:
    """Every statement that reads, with its values, while this is open."""
    found: list[tuple[Database, Asked]] = []
    listening: list[tuple[sa.Engine, Callable[..., None]]] = []
    for database in databases:

        def note(_: Any, __: Any, statement: str, values: Any, *___: Any, database: Database = database) -> None:
            if statement.startswith(("SELECT", "WITH")):
                found.append((database, (statement, values)))

        # On PostgreSQL one engine is the other with options, and hears what the first does.
        for engine in [database._engine, database._reading][: 2 if database.embedded else 1]:
            sa.event.listen(engine, "before_cursor_execute", note)
            listening.append((engine, note))
    try:
        yield found
    finally:
        for engine, note in listening:
            sa.event.remove(engine, "before_cursor_execute", note)


def steps(database: Database, one: Asked) -> list[str]:
    """How the database goes about it, were each of its tables too large to be read whole."""

    def look(session: Session) -> list[str]:
        connection = session.connection()
        if not database.embedded:
            connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        how = "EXPLAIN QUERY PLAN " if database.embedded else "EXPLAIN "
        return [str(row[-1]) for row in connection.exec_driver_sql(how + one[0], one[1])]

    return database.look(look)


def whole(database: Database, one: Asked, small: set[str]) -> list[str]:
    """The steps that go through all rows of a table that grows, or sort them."""
    read = "SCAN " if database.embedded else "Seq Scan on "
    found = [step.split(read, 1)[1].split()[0] for step in steps(database, one) if read in step]
    return [table for table in found if table.removeprefix("derived.") not in small]
