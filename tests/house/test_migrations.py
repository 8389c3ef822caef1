"""The revisions of a service, run on an empty database, give exactly the tables of its code."""

import pytest
import sqlalchemy as sa

from services.wire import SERVICES
from shared.database import Database
from shared.migrations import current, newest, plain, upgrade


def schema(database):
    """What a database says of itself: columns, keys, indexes."""
    look = sa.inspect(database.engine)
    return {name: _table(look, name) for name in look.get_table_names() if name != "alembic_version"}


def _table(look, name):
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


def _condition(index):
    options = index.get("dialect_options", {})
    return str(options.get("sqlite_where", options.get("postgresql_where", "")))


@pytest.fixture
def databases(settings):
    """Two empty databases: one for the revisions, one for the tables of the code."""
    both = Database(settings.database_url("sink")), Database(settings.database_url("keys"))
    yield both
    for database in both:
        database.dispose()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_revisions_and_tables_agree(service, databases):
    migrated, made = databases
    assert upgrade(migrated, service.migrations)
    plain(service.metadata).create_all(made.engine)
    assert schema(migrated) == schema(made)
    assert current(migrated) == newest(service.migrations)
    assert not upgrade(migrated, service.migrations)
