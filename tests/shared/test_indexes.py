"""What is looked up stands in an index: each foreign key leads one, and the relay asks no question of the whole outbox."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.routes import SERVICES
from shared.database import Database
from shared.relay import Relay
from shared.service import Service
from tests.faults.reference import OFFICE


def leads(table: sa.Table) -> set[str]:
    """The first columns of every index, key and unique rule of a table."""
    keys: list[Any] = [
        table.primary_key,
        *(c for c in table.constraints if isinstance(c, sa.UniqueConstraint)),
        *table.indexes,
    ]
    whole = [
        index for index in keys if not isinstance(index, sa.Index) or index.dialect_options["sqlite"]["where"] is None
    ]
    unique = {column.name for column in table.columns if column.unique}
    return {next(iter(one.columns)).name for one in whole if len(one.columns)} | unique


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_foreign_key_leads_an_index(service: Service) -> None:
    keys = [
        (table, key.columns.keys()[0])
        for table in service.metadata.sorted_tables
        for key in table.foreign_key_constraints
    ]
    bare = [f"{table.name}.{first}" for table, first in keys if first not in leads(table)]
    assert sorted(bare) == []


def test_the_relay_never_goes_through_the_whole_outbox(open_runtime: Callable[..., Any]) -> None:
    """It is the permanent log: a look at all of it for every event would end an installation."""
    runtime = open_runtime(OFFICE)
    nobody: Any = None
    relay = Relay(runtime.database, OFFICE.metadata.tables["outbox"], nobody, nobody)
    assert "outbox_refused" in plan(runtime.database, relay.waiting_rows())


def plan(database: Database, query: sa.Select[Any]) -> str:
    """How the database would go about it, were the table large."""

    def look(session: Session) -> str:
        if not database.embedded:
            session.execute(sa.text("SET enable_seqscan = off"))
        how = "EXPLAIN QUERY PLAN" if database.embedded else "EXPLAIN"
        said = query.compile(database.engine, compile_kwargs={"literal_binds": True})
        steps = "\n".join(str(row[-1]) for row in session.execute(sa.text(f"{how} {said}")))
        assert "SCAN outbox\n" not in steps + "\n"
        return steps

    return database.look(look)
