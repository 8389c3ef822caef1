"""The revisions of a service, run on an empty database, give exactly the tables of its code."""

import datetime
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.sql.schema import Column

from services.routes import SERVICES
from shared.database import Database
from shared.migrations import Unlike, _config, compare, current, newest, plain, upgrade
from shared.service import Service
from shared.settings import Settings
from tests.house.code import ROOT


def schema(database: Database) -> dict[str, dict[str, Any]]:
    """What a database says of itself: columns, keys, indexes."""
    look = sa.inspect(database.engine)
    return {name: _table(look, name) for name in look.get_table_names() if name != "alembic_version"}


def _table(look: Inspector, name: str) -> dict[str, Any]:
    return {
        "columns": {column["name"]: (str(column["type"]), column["nullable"]) for column in look.get_columns(name)},
        "key": look.get_pk_constraint(name)["constrained_columns"],
        "unique": sorted(sorted(one["column_names"]) for one in look.get_unique_constraints(name)),
        "indexes": sorted(
            (one["name"], tuple(one["column_names"]), bool(one["unique"]), _condition(one))
            for one in look.get_indexes(name)
        ),
        "foreign": sorted(
            (tuple(one["constrained_columns"]), one["referred_table"], tuple(one["referred_columns"]))
            for one in look.get_foreign_keys(name)
        ),
    }


def _condition(index: ReflectedIndex) -> str:
    options = index.get("dialect_options", {})
    return str(options.get("sqlite_where", options.get("postgresql_where", "")))


@pytest.fixture
def databases(settings: Settings) -> Iterator[tuple[Database, Database]]:
    """Two empty databases: one for the revisions, one for the tables of the code."""
    both = Database(settings.database_url("sink")), Database(settings.database_url("keys"))
    yield both
    for database in both:
        database.dispose()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_revisions_and_tables_agree(service: Service, databases: tuple[Database, Database]) -> None:
    migrated, made = databases
    assert upgrade(migrated, service.migrations)
    plain(service.metadata).create_all(made.engine)
    assert schema(migrated) == schema(made)
    assert current(migrated) == newest(service.migrations)
    assert not upgrade(migrated, service.migrations)


def test_questions_asked_before_they_were_kept_are_known_as_asked(databases: tuple[Database, Database]) -> None:
    """Of them only the links are known; told again, they are open, and their first letters are not sent twice."""
    database, intake = databases[0], next(service for service in SERVICES if service.name == "intake")
    with database.engine.connect() as connection:
        command.upgrade(_config(intake.migrations, connection), "0006")
        connection.commit()
    expires = datetime.datetime(2026, 4, 1, 9, tzinfo=datetime.UTC)
    links = [
        {"mark": mark, "letter": "l", "placement": "p-1", "milestone": 90, "party": party, "expires": expires}
        for mark, party in (("1", "person"), ("2", "officer"))
    ]
    database.transact(lambda session: session.execute(sa.insert(intake.metadata.tables["asked_link"]), links))
    assert upgrade(database, intake.migrations)
    (row,) = database.look(lambda session: session.execute(sa.select(intake.metadata.tables["asked_question"])).all())
    assert (row.placement, row.milestone, row.is_open, row.answered) == ("p-1", 90, False, ())
    assert row.asked_on == row.asked_again_on == datetime.date(2026, 3, 2)


def test_standings_from_before_the_second_version_stay_and_are_due_at_once(
    databases: tuple[Database, Database],
) -> None:
    """The next daily round computes both versions of every group; until then the old numbers are what they were."""
    database, recognition = databases[0], next(service for service in SERVICES if service.name == "recognition")
    with database.engine.connect() as connection:
        command.upgrade(_config(recognition.migrations, connection), "0004")
        connection.commit()
    numbers = dict.fromkeys(("raw_tier", "kept", "lost", "excused", "proved", "pending", "headcount", "practices"), 1)
    row = {"group": "g-1", "total": 6681, "tier": "gold", **numbers}
    before = sa.table("standing", *[sa.column(name) for name in row])
    database.transact(lambda session: session.execute(sa.insert(before), [row]))
    assert upgrade(database, recognition.migrations)
    tables = {
        table.name: plain(recognition.metadata).tables[table.name] for table in recognition.metadata.tables.values()
    }
    (now,) = database.look(lambda session: session.execute(sa.select(tables["standing"])).all())
    assert now._asdict() == {**row, "method": "recog-1.0.0"}
    (due,) = database.look(lambda session: session.execute(sa.select(tables["due"])).all())
    assert (due.group, due.day < datetime.date(2020, 1, 1)) == ("g-1", True)


def test_numbers_of_employers_named_in_a_hire_get_their_one_form_and_keep_their_ids(
    databases: tuple[Database, Database],
) -> None:
    database, placements = databases[0], next(service for service in SERVICES if service.name == "placements")
    with database.engine.connect() as connection:
        command.upgrade(_config(placements.migrations, connection), "0004")
        connection.commit()
    typed = {"a": "BG121396123", "b": "121396123", "c": "131-106-522", "d": "1", "e": "1753247460004"}
    named = plain(placements.metadata).tables["named_employer"]
    rows = [{"employer": key, "country": "BG", "national_id": number, "name": key} for key, number in typed.items()]
    database.transact(lambda session: session.execute(sa.insert(named), rows))
    assert upgrade(database, placements.migrations)
    found = database.look(lambda session: session.execute(sa.select(named.c.employer, named.c.national_id)).all())
    assert dict(tuple(row) for row in found) == {**typed, "c": "131106522"}


def _revisions() -> Iterator[Any]:
    folder = ROOT / "services"
    for service in SERVICES:
        for file in sorted((folder / service.name / "migrations" / "versions").glob("0*.py")):
            yield pytest.param(service, file.stem[:4], id=f"{service.name}-{file.stem[:4]}")


@pytest.mark.parametrize(("service", "revision"), list(_revisions()))
def test_a_database_with_a_row_in_every_table_upgrades_from_every_revision(
    service: Service, revision: str, databases: tuple[Database, Database]
) -> None:
    """On empty tables a revision may do what no table with rows that others refer to lets it do."""
    database, _ = databases
    with database.engine.connect() as connection:
        command.upgrade(_config(service.migrations, connection), revision)
        connection.commit()
    before = fill_every_table(database)
    upgrade(database, service.migrations)
    assert current(database) == newest(service.migrations)
    for name in before & set(sa.inspect(database.engine).get_table_names()):
        with database.engine.connect() as connection:
            assert connection.scalar(sa.text(f'SELECT count(*) FROM "{name}"')) >= 1, name


def fill_every_table(database: Database) -> set[str]:
    """One row in each table, every reference of it leading to the row it names."""
    tables = sa.MetaData()
    tables.reflect(database.engine)
    with database.engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                values = {column.name: _value(column) for column in table.c if _is_needed(column)}
                connection.execute(sa.insert(table).values(**values))
    return {table.name for table in tables.sorted_tables}


def _is_needed(column: Column[Any]) -> bool:
    return column.primary_key or not column.nullable or bool(column.foreign_keys)


def _value(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, sa.JSON):
        return []
    if isinstance(kind, sa.LargeBinary):
        return b"{}"
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.DateTime):
        return datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)
    if isinstance(kind, sa.Date):
        return datetime.date(2026, 1, 5)
    return 1 if isinstance(kind, sa.Integer | sa.Numeric) else "1"


PINNED = Path(__file__).parent / "revisions.json"


def test_a_revision_that_was_released_is_never_edited() -> None:
    """Data of an earlier version carries its number: edited, it would be taken for what it is not."""
    pinned: dict[str, str] = json.loads(PINNED.read_text())
    assert {name: digest for name, digest in pinned.items() if digests().get(name) != digest} == {}


def test_a_revision_that_is_not_released_yet_is_newer_than_those_that_are() -> None:
    pinned: dict[str, str] = json.loads(PINNED.read_text())
    for name in digests().keys() - pinned.keys():
        service = name.partition("/")[0]
        assert name > max(known for known in pinned if known.startswith(f"{service}/")), name


def digests() -> dict[str, str]:
    """By `service/revision`, of the file as it is. `python -m tests.house.test_migrations` pins them at a release."""
    found = {}
    for service in SERVICES:
        for file in sorted((ROOT / service.migrations / "versions").glob("0*.py")):
            found[f"{service.name}/{file.stem[:4]}"] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


@pytest.mark.parametrize("change", ["DROP TABLE lease", "ALTER TABLE outbox DROP COLUMN recorded_at"])
def test_a_database_with_todays_number_and_other_tables_is_not_served(
    change: str, databases: tuple[Database, Database]
) -> None:
    service = SERVICES[1]
    database, _ = databases
    upgrade(database, service.migrations)
    compare(database, service.metadata)
    with database.engine.begin() as connection:
        connection.execute(sa.text(change))
    with pytest.raises(Unlike, match=r"lacks (lease|outbox\.recorded_at)"):
        compare(database, service.metadata)


if __name__ == "__main__":
    PINNED.write_text(json.dumps(digests(), indent=1) + "\n")
