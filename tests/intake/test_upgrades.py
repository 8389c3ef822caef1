"""What a database of an earlier version holds is still there, and still right, after an upgrade."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from services.intake.service import SERVICE
from shared.database import Database
from shared.migrations import _config, upgrade
from shared.settings import Settings

pytestmark = pytest.mark.both_databases


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """As the first version left it."""
    database = Database(settings.database_url("intake"))
    with database.engine.connect() as connection:
        command.upgrade(_config(SERVICE.migrations, connection), "0001")
        connection.commit()
    yield database
    database.dispose()


def put(database: Database, name: str, **values: Any) -> None:
    """A row with these values; what must not be empty and is not given is filled with something."""
    with database.engine.begin() as connection:
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        must = [column for column in table.c if not column.nullable and column.name not in values]
        filled = {column.name: _something(column) for column in must}
        connection.execute(sa.insert(table).values(**filled, **values))


def _something(column: Any) -> Any:
    kind = str(column.type)
    return [] if kind == "JSON" else False if kind == "BOOLEAN" else DAY if kind == "DATE" else ""


DAY = datetime.date(2026, 1, 5)


def rows(database: Database, query: str) -> dict[str, Any]:
    with database.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(sa.text(query))}


def test_what_files_said_of_work_study_and_search_counts_as_asked(database: Database) -> None:
    said: dict[str, dict[str, Any]] = {
        "works": {"works_now": True},
        "worked": {"last_worked_on": DAY},
        "studies": {"in_education_until": DAY},
        "seeks": {"seeking_since": DAY, "works_now": True},
        "silent": {},
    }
    put(database, "organisation", id="o")
    for number, (key, facts) in enumerate(said.items()):
        put(database, "candidate", id=key, case_code=f"C-{number}", organisation="o", **facts)
    upgrade(database, SERVICE.migrations)
    with database.engine.connect() as connection:
        table = sa.table("candidate", sa.column("id"), sa.column("answered", sa.JSON()))
        found = {row.id: row.answered for row in connection.execute(sa.select(table))}
    assert found == {
        "works": ["work"],
        "worked": ["work"],
        "studies": ["study"],
        "seeks": ["work", "search"],
        "silent": [],
    }


def test_accounts_that_were_closed_already_are_closed_since_today(database: Database) -> None:
    put(database, "account", id="open", email_index="1", active=True)
    put(database, "account", id="closed", email_index="2", active=False)
    upgrade(database, SERVICE.migrations)
    found = rows(database, "SELECT id, closed_on FROM account")
    assert found["open"] is None
    assert found["closed"] is not None
