"""A database that is older than what its service told stops that service alone, until somebody decides."""

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.broker import connected
from shared.loss import Loss, adopt, find, go_on_without
from shared.nats_server import NatsServer
from shared.running import Running, running
from shared.service import Runtime, Service
from tests.faults.reference import Declare, declare
from tests.shared.at_work import AtWork, at_work

pytestmark = pytest.mark.both_databases

Open = Callable[[Service], Runtime]
Decision = Callable[[Runtime, Loss, str], None]


def forget(runtime: Runtime, kept: int) -> None:
    """As a copy that was made after so many events, or with none as a schema that was emptied."""
    for table in reversed(runtime.service.metadata.sorted_tables):
        place = table.c.position > kept if table.name == "outbox" else sa.true()
        with runtime.database.session() as session:
            session.execute(sa.delete(table).where(place))


async def again(work: AtWork, nats: NatsServer, look: Callable[[Running], None]) -> None:
    """The office, started once more."""
    broker = await connected(nats.url, "intake")
    try:
        async with running(work.office, broker) as at_office:
            look(at_office)
    finally:
        await broker.close()


@pytest.mark.parametrize(
    ("kept", "words"), [(20, "is older than what it told: 10 events"), (0, "holds nothing of what it told: 30 events")]
)
@pytest.mark.parametrize("decision", [adopt, go_on_without])
def test_a_database_older_than_the_stream_stops_its_service_until_somebody_decides(
    nats: NatsServer, open_runtime: Open, kept: int, words: str, decision: Decision
) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()
            forget(work.office, kept)

            def is_closed(office: Running) -> None:
                assert words in work.office.lost
                assert "steadfast loss adopt intake" in work.office.lost
                assert office.unready()
                assert work.sink.lost == ""

            await again(work, nats, is_closed)
            found = await find(work.office, work.broker)
            assert found is not None
            decision(work.office, found, "the disk died")
            work.office.lost = ""  # as in a process that starts
            await again(work, nats, lambda office: None)
            assert work.office.lost == ""
            loss = work.office.service.metadata.tables["loss"]
            row = work.office.database.look(lambda s: s.execute(sa.select(loss)).one())
            assert (row.events, row.reason) == (30 - kept, "the disk died")

    asyncio.run(scenario())


def test_what_was_adopted_is_gone_on_from(nats: NatsServer, open_runtime: Open) -> None:
    """The next event of an aggregate has the version behind the one that was lost."""

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()
            forget(work.office, 20)
            found = await find(work.office, work.broker)
            assert found is not None
            adopt(work.office, found, "the disk died")
            work.office.perform(lambda tx: declare(Declare(30), tx))
            box = work.office.service.metadata.tables["outbox"].c
            versions = sa.select(box.aggregate_version).where(box.aggregate_id == Declare(30).aggregate)
            assert work.office.database.look(lambda s: sorted(s.scalars(versions))) == [1, 2, 3, 4, 5]
            await work.idle()

    asyncio.run(scenario())


def test_what_somebody_else_said_in_our_name_is_no_loss(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(1)
            await work.idle()
            await work.broker.publish_one("intake.employer.headcount", "forged", b"no envelope")
            assert await find(work.office, work.broker) is None

    asyncio.run(scenario())
