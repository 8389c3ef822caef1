"""A database that is older than what its service told stops that service alone, until somebody decides."""

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.broker import STREAM, Broker, Delivery, connected
from shared.events.intake import EmployerHeadcount
from shared.gate import Gate
from shared.loss import Loss, adopt, find, go_on_without
from shared.nats_server import NatsServer
from shared.running import Running, ended, running
from shared.service import Runtime, Service
from tests.faults.reference import Declare, declare
from tests.shared.at_work import AtWork, at_work

pytestmark = pytest.mark.both_databases

Open = Callable[[Service], Runtime]
Decision = Callable[[Runtime, Loss, str], None]


def forget(runtime: Runtime, kept: int) -> None:
    """As a copy that was made after so many events, or with none as a schema that was emptied."""
    for table in reversed(runtime.service.metadata.sorted_tables):
        if table.name == "outbox":
            forget_events(runtime, kept)
            continue
        with runtime.database.session() as session:
            session.execute(sa.delete(table))


def forget_events(runtime: Runtime, kept: int) -> None:
    """As a copy from before, whose decisions were made earlier. Positions have gaps where a server ran work again."""
    box = runtime.service.metadata.tables["outbox"]
    with runtime.database.session() as session:
        places = session.scalars(sa.select(box.c.position).order_by(box.c.position)).all()
        session.execute(sa.delete(box).where(box.c.position.in_(places[kept:])))


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
                assert words.partition(":")[0] in work.office.lost
                assert "steadfast loss adopt intake" in work.office.lost
                assert office.unready()
                assert work.sink.lost == ""

            await again(work, nats, is_closed)
            found = await find(work.office, work.broker)
            assert found is not None
            assert words in str(found)
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


def test_a_loss_of_more_than_is_counted_is_gone_on_without_at_once(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()
            forget(work.office, 20)
            found = await find(work.office, work.broker, most=3)
            assert found is not None
            assert "at least 3 events are missing" in str(found)
            go_on_without(work.office, found, "the disk died")
            assert await find(work.office, work.broker, most=3) is None

    asyncio.run(scenario())


def test_a_loss_of_more_than_is_counted_is_adopted_piece_by_piece(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()
            forget(work.office, 20)
            pieces = []
            while found := await find(work.office, work.broker, most=4):
                pieces.append((len(found.missing), found.more))
                adopt(work.office, found, "the disk died")
            assert pieces == [(4, True), (4, True), (2, False)]
            box = work.office.service.metadata.tables["outbox"]
            assert work.office.database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(box))) == 30

    asyncio.run(scenario())


def test_a_second_loss_counts_only_what_is_behind_the_first(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()
            forget(work.office, 20)
            found = await find(work.office, work.broker)
            assert found is not None
            go_on_without(work.office, found, "the disk died")
            await work.do(*range(100, 105))
            await work.relay.relay.idle()
            forget_events(work.office, 20)
            for most in (3, 100):
                again = await find(work.office, work.broker, most)
                assert again is not None
                assert (len(again.missing), again.more) == (min(most, 5), most < 5)
                assert again.missing[0].message.id not in {told.message.id for told in found.missing}

    asyncio.run(scenario())


def test_a_closed_service_asks_only_about_the_newest_and_is_counted_once(nats: NatsServer, open_runtime: Open) -> None:
    """The start does not wait for the count either."""

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()
            forget(work.office, 20)
            broker = Counting(nats.url, "intake")
            await broker.connect()
            try:
                gate = Gate(work.office, broker)
                await gate.begin()
                assert "how many before it is counted" in work.office.lost
                assert broker.read == 0
                counting = asyncio.create_task(gate.count())
                await work.until(lambda: "10 events are missing" in work.office.lost)
                before = broker.read
                for _ in range(3):
                    await gate.begin()
                assert broker.read == before
                assert "10 events are missing" in work.office.lost
                await ended([counting])
            finally:
                await broker.close()

    asyncio.run(scenario())


class Counting(Broker):
    """A broker that counts what is read of the stream to count a loss."""

    read = 0

    async def first_of(self, subject: str, seq: int) -> Delivery | None:
        self.read += 1
        return await super().first_of(subject, seq)


def test_a_stream_made_again_is_no_loss(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()
            await work.broker.api(f"STREAM.DELETE.{STREAM}", {})
            await work.broker.provision()

            def is_open(office: Running) -> None:
                assert work.office.lost == ""

            await again(work, nats, is_open)

            await work.relay.relay.reconcile()
            await work.relay.relay.idle()
            assert await work.broker.newest("intake.>") == 30
            assert await find(work.office, work.broker) is None

    asyncio.run(scenario())


def test_what_holds_for_ever_is_kept_even_where_somebody_goes_on_without(
    nats: NatsServer, open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()
            forget(work.office, 20)
            monkeypatch.setattr(EmployerHeadcount, "FOR_EVER", True)
            found = await find(work.office, work.broker, most=3)
            assert found is not None
            go_on_without(work.office, found, "the disk died")
            box = work.office.service.metadata.tables["outbox"]
            assert work.office.database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(box))) == 30
            assert await find(work.office, work.broker) is None

    asyncio.run(scenario())
