"""What is done to the files of databases: copied as they all were at one moment, and scrubbed of what was deleted."""

import contextlib
import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from shared.database import Database

PATIENCE = 15.0


class CannotCopy(Exception):
    """These databases are not files of ours: a server keeps them."""


def scrub(database: Database, table: sa.Table) -> None:
    """Leave nothing of deleted rows in the database's files. For small databases: everything is written anew."""
    if database.embedded:
        with contextlib.closing(database.engine.raw_connection()) as connection:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.cursor().execute(statement).fetchall()
        return
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f'VACUUM FULL "{table.name}"')


def copy_together(targets: Mapping[Path, Path]) -> None:
    """Copy SQLite files as they were at one and the same moment, while others go on reading and writing.

    Every file is locked for writing until a view of each is open, a few milliseconds; then the views are copied. So no
    copy has heard an event that the copy of its publisher has not told. The locks are taken in the order of `targets`.
    Raises CannotCopy.
    """
    try:
        _copy_together(targets)
    except sqlite3.Error as error:
        raise CannotCopy(
            f"the databases cannot be copied now ({error}): try again when there is room and less to write"
        ) from error


def _copy_together(targets: Mapping[Path, Path]) -> None:
    with ExitStack() as stack:
        views = _views(list(targets), stack)
        for view, target in zip(views, targets.values(), strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy:
                view.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                faults = [fault for (fault,) in copy.execute("PRAGMA quick_check")]
                if faults != ["ok"]:
                    raise CannotCopy(f"{target.name}: {faults[0]}")


def look_into(file: Path, query: str) -> list[tuple[Any, ...]]:
    """Rows of a copy at rest, which stays as it is to the byte. Raises CannotCopy for what is no database of ours."""
    with contextlib.closing(sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute(query).fetchall()
        except sqlite3.DatabaseError as error:
            raise CannotCopy(f"{file}: {error}") from error


def _views(files: list[Path], stack: ExitStack) -> list[sqlite3.Connection]:
    with ExitStack() as locks:
        for file in files:
            _open(file, locks).execute("BEGIN IMMEDIATE")
        views = [_open(file, stack) for file in files]
        for view in views:
            view.execute("BEGIN")
            view.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return views


def _open(file: Path, stack: ExitStack) -> sqlite3.Connection:
    if not file.exists():
        raise CannotCopy(f"{file} is not there")
    return stack.enter_context(contextlib.closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)))
