"""A version that is left again: the one before goes on over its tables where it fits them, and only when it is told to."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from services.placements.service import SERVICE
from shared.auth import Keys
from shared.migrations import Ahead, compare, upgrade, upgrade_or_fit
from shared.service import Runtime
from shared.settings import Settings
from tests.placements.conftest import Office, permission, surroundings


@pytest.fixture
def runtime(settings: Settings) -> Iterator[Runtime]:
    runtime = Runtime(SERVICE, settings, Keys(settings.data / "keys", create=True))
    upgrade(runtime.database, SERVICE.migrations)
    yield runtime
    runtime.close()


def upgraded_by_a_newer_one(runtime: Runtime, added: sa.Column[int]) -> None:
    """A revision of the future: a table, and a column of one that is there."""
    with runtime.database.engine.begin() as connection:
        revise = Operations(MigrationContext.configure(connection))
        revise.create_table("of_the_future", sa.Column("id", sa.Integer, primary_key=True))
        with revise.batch_alter_table("referral") as table:
            table.add_column(added)
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))


Added = Callable[[], "sa.Column[int]"]


@pytest.mark.parametrize(
    "added",
    [lambda: sa.Column("new", sa.Integer), lambda: sa.Column("new", sa.Integer, nullable=False, server_default="0")],
    ids=["may be empty", "has a default"],
)
def test_what_a_newer_version_added_does_not_keep_the_older_one_from_its_work(runtime: Runtime, added: Added) -> None:
    upgraded_by_a_newer_one(runtime, added())
    with pytest.raises(Ahead, match="STEADFAST_GO_BACK=1"):
        upgrade_or_fit(runtime.database, SERVICE, go_back=False)
    assert not upgrade_or_fit(runtime.database, SERVICE, go_back=True)
    compare(runtime.database, SERVICE.metadata)
    office = Office(runtime)
    office.hear(*surroundings(), permission("candidate-1"))
    assert office.hire(referral=office.refer())


def test_the_older_one_does_not_work_over_a_column_that_it_cannot_fill(runtime: Runtime) -> None:
    upgraded_by_a_newer_one(runtime, sa.Column("new", sa.Integer, nullable=False))
    with pytest.raises(Ahead, match=r"needs referral\.new, which this version does not know"):
        upgrade_or_fit(runtime.database, SERVICE, go_back=True)
