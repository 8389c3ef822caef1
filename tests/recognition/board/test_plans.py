"""A page of one employer, its badge, its certificate and its standing go through no table that grows; nor does a slice."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.board.tables import listing
from services.recognition.desk.commands import PublishEdition
from services.recognition.desk.handlers import stages
from services.recognition.desk.handlers.publishing import begin_edition, publish_whole
from services.recognition.editions.queries.under_way import under_way
from services.recognition.service import SERVICE
from services.recognition.standing.tables import fact
from shared.database import Database
from shared.identity import employer_id
from shared.service import Runtime, Service
from tests.benchmarks.growing import fill, number_of
from tests.plans import asked, steps, whole
from tests.recognition.arrivals import doing
from tests.visitor import Visitor, site_of

SMALL = {"turn", "edition", "publication", "edition_address", "board_head", "hold", "late_fact", "loss"}
"""A line for each quarter or each thing that waits, and no more."""
MANY = 130
NUMBER = "2025-4"
OWN = "/recognition/standing"
PAGES = (
    "/en/employers/{slug}",
    "/badge/{slug}.svg",
    f"/en/certificates/{NUMBER}/{{slug}}",
    "/en/editions",
    "/en/method",
)

Opened = Callable[[Service], Runtime]


def filled(open_runtime: Opened) -> Runtime:
    runtime = open_runtime(SERVICE)
    fill(runtime, 0, MANY)
    return runtime


def through(statements: list[Any]) -> list[str]:
    """The tables that one of these statements goes through from one end to the other, with how it does."""
    found = [(_tables(database, one), one[0], steps(database, one)) for database, one in statements]
    return ["\n".join([*tables, statement, *plan]) for tables, statement, plan in found if tables]


def _tables(database: Database, one: Any) -> list[str]:
    real = {table.name for table in SERVICE.metadata.tables.values()}
    return sorted(real.intersection(name.removeprefix("main.") for name in whole(database, one, SMALL)) - SMALL)


@pytest.mark.both_databases
def test_a_page_of_one_employer_goes_through_no_table_that_grows(open_runtime: Opened) -> None:
    runtime = filled(open_runtime)
    runtime.perform(doing(publish_whole, PublishEdition(number=NUMBER)))
    group, site = employer_id("BG", number_of(7)), site_of(runtime)
    slug = runtime.database.look(lambda s: s.scalar(sa.select(listing.c.slug).where(listing.c.group == group)))
    owner = {"account": "a", "roles": ("employer",), "employer": group, "lang": "en"}
    for path, who in (*((page, {}) for page in PAGES), (OWN, owner)):
        visitor = Visitor(site, runtime.keys, **who)
        assert visitor.get(path.format(slug=slug)).status_code == 200, path
        with asked(runtime.database) as statements:
            visitor.get(path.format(slug=slug))
        assert (path, through(statements)) == (path, [])


@pytest.mark.both_databases
def test_no_slice_of_an_edition_goes_through_a_table_that_grows(open_runtime: Opened) -> None:
    """Only what reads all of an edition does so: its digest, its sample, and what is seen of several employers alone."""
    runtime = filled(open_runtime)
    runtime.perform(doing(begin_edition, PublishEdition(number=NUMBER)))
    seen = set()
    while (at := runtime.database.look(under_way)) is not None:
        with asked(runtime.database) as statements:
            looked = runtime.database.look(lambda session: stages.look(session, runtime.clock.today()))
            assert looked is not None
            runtime.perform(lambda tx, looked=looked: stages.write(looked, tx))  # type: ignore[misc]
        if (at.stage in ("rows", "alerts") or (at.stage == "pages" and looked.found)) and at.stage not in seen:
            assert (at.stage, through(statements)) == (at.stage, [])
            seen.add(at.stage)
    assert seen == {"rows", "pages", "alerts"}


@pytest.mark.one_database
def test_a_table_that_is_gone_through_would_be_named(open_runtime: Opened) -> None:
    runtime = filled(open_runtime)
    with asked(runtime.database) as statements:
        runtime.database.look(lambda s: s.scalar(sa.select(sa.func.count()).where(fact.c.data.is_not(None))))
    assert [one.partition("\n")[0] for one in through(statements)] == ["fact"]
