"""What an installation of a released version held after the ninety days: kept once, put into either database again.

`python -m tests.upgrade.keep` makes such a file.
"""

import base64
import datetime
import gzip
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import command

from services.intake.keyring import metadata as OF_KEYS
from services.program import SERVICES
from shared.database import Database
from shared.migrations import _config
from shared.settings import Settings

FOLDER = Path(__file__).parent / "kept"
SETS = sorted(FOLDER.glob("*.json.gz"))
KEYS = "keys"
WITHOUT = {"alembic_version"}


class Kept(msgspec.Struct, frozen=True):
    """The data of one version, as plain values."""

    version: str
    commit: str
    at: datetime.datetime
    """What its clock said."""
    revisions: dict[str, str]
    tables: dict[str, dict[str, list[dict[str, Any]]]]
    """Rows by database and table."""
    key_files: dict[str, str]
    digests: dict[str, str]
    """Of the derived tables, as that version computed them."""
    board: dict[str, Any]


def read(file: Path) -> Kept:
    return msgspec.json.decode(gzip.decompress(file.read_bytes()), type=Kept)


def write(kept: Kept) -> Path:
    file = FOLDER / f"{kept.version}.json.gz"
    file.write_bytes(gzip.compress(msgspec.json.encode(kept), mtime=0))
    return file


def put_back(kept: Kept, settings: Settings) -> None:
    """Into empty databases, whose tables the revisions of that version make; with its key files and its clock."""
    (settings.data / "keys").mkdir(parents=True, exist_ok=True)
    for name, content in kept.key_files.items():
        (settings.data / "keys" / name).write_bytes(base64.b64decode(content))
        (settings.data / "keys" / name).chmod(0o400)
    assert settings.clock_file is not None
    away = kept.at - datetime.datetime.now(datetime.UTC)
    settings.clock_file.write_text(str(int(away.total_seconds())))
    for name in (*SERVICES, KEYS):
        database = Database(settings.database_url(name))
        try:
            _make(database, name, kept)
            _fill(database, kept.tables[name])
        finally:
            database.dispose()


def _make(database: Database, name: str, kept: Kept) -> None:
    if name == KEYS:
        OF_KEYS.create_all(database.engine)
        return
    with database.engine.connect() as connection:
        command.upgrade(_config(SERVICES[name].migrations, connection), kept.revisions[name])
        connection.commit()


def _fill(database: Database, rows: dict[str, list[dict[str, Any]]]) -> None:
    tables = reflected(database)
    assert {table.name for table in tables} == set(rows), "the revisions make the tables of that version"
    with database.engine.begin() as connection:
        for table in tables:
            if found := rows[table.name]:
                connection.execute(sa.insert(table), [_values(table, row) for row in found])
            _count_on(connection, table)


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL does not notice keys that were given."""
    for column in table.primary_key.columns:
        if connection.dialect.name == "postgresql" and column.server_default is not None:
            newest = f'(SELECT coalesce(max("{column.name}"), 0) + 1 FROM "{table.name}")'
            series = f"pg_get_serial_sequence('\"{table.name}\"', '{column.name}')"
            connection.execute(sa.text(f"SELECT setval({series}, {newest}, false)"))


def reflected(database: Database) -> list[sa.Table]:
    found = sa.MetaData()
    found.reflect(database.engine)
    return [table for table in found.sorted_tables if table.name not in WITHOUT]


def plain(value: Any) -> Any:
    """As JSON has it; what a column is says how it is read."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _values(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return sa.null() if isinstance(kind, sa.JSON) else None
    if isinstance(kind, sa.LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, sa.DateTime):
        return datetime.datetime.fromisoformat(value).replace(tzinfo=datetime.UTC)
    if isinstance(kind, sa.Date):
        return datetime.date.fromisoformat(value)
    return value
