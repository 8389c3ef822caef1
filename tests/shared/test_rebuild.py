"""A rebuild gives the very same tables, while traffic goes on, after kills, and without running a reaction twice."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared import rebuild as rebuilding
from shared.broker import connected
from shared.database import Database
from shared.inbox import Projection
from shared.nats_server import NatsServer
from shared.rebuild import CannotRebuild, Rebuild, digest, rebuild
from shared.service import Runtime, Service
from tests.faults.reference import POISON, SINK
from tests.shared.at_work import AtWork, at_work

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("rebuild")]
Open = Callable[[Service], Runtime]


@pytest.fixture(autouse=True)
def healthy() -> Iterator[None]:
    POISON.clear()
    yield
    POISON.clear()


def damage(runtime: Runtime) -> None:
    """What a rebuild is for: a derived row that is wrong."""
    table = SINK.metadata.tables["derived.total"]
    runtime.database.transact(lambda s: s.execute(sa.update(table).values(sum=0)))


def say(_: str) -> None:
    pass


async def rebuilt(work: AtWork, *, differing: bool = False) -> tuple[str, str, int]:
    broker = await connected(work.broker.url, "rebuild")
    try:
        return await rebuild(work.sink, broker, say, differing=differing)
    finally:
        await broker.close()


def test_a_rebuild_gives_the_very_same_tables_and_mends_damaged_ones(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(150))
            await work.idle()
            whole = digest(work.sink.database, SINK.metadata)
            before, after, events = await rebuilt(work)
            assert (before, after, events) == (whole, whole, 150)
            damage(work.sink)
            before, after, _ = await rebuilt(work)
            assert before != after == whole
            assert digest(work.sink.database, SINK.metadata) == before, "what differs is not swapped in unasked"
            await rebuilt(work, differing=True)
            assert digest(work.sink.database, SINK.metadata) == whole
            await work.do(*range(150, 200))
            await work.idle()
            assert not work.differences()

    asyncio.run(scenario())


def test_a_rebuild_during_traffic_ends_equal_and_runs_no_reaction_twice_or_never(
    nats: NatsServer, open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "NEAR", 20)

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(100))
            traffic = asyncio.create_task(work.do(*range(100, 700)))
            for _ in range(3):
                before, after, _ = await rebuilt(work)
                assert before == after
            assert not traffic.done(), "the traffic was over too soon: the test proves nothing"
            await traffic
            await work.idle()
            assert not work.differences()

    asyncio.run(scenario())


def test_a_rebuild_that_is_killed_leaves_the_live_tables_and_the_next_one_is_whole(
    nats: NatsServer, open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(self: Rebuild, session: Session) -> bool:
        swap(self, session)
        raise Killed

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(50))
            await work.idle()
            whole = digest(work.sink.database, SINK.metadata)
            monkeypatch.setattr(rebuilding.Rebuild, "_swap", die)
            with pytest.raises(Killed):
                await rebuilt(work)
            assert digest(work.sink.database, SINK.metadata) == whole
            monkeypatch.setattr(rebuilding.Rebuild, "_swap", swap)
            assert (await rebuilt(work))[:2] == (whole, whole)
            await work.do(*range(50, 80))
            await work.idle()
            assert not work.differences()

    swap = rebuilding.Rebuild._swap
    asyncio.run(scenario())


def test_a_live_consumer_that_goes_on_before_the_swap_is_caught_up_with_first(
    nats: NatsServer, open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(30))
            await work.idle()

            def meanwhile(database: Database, metadata: sa.MetaData) -> str:
                looked.append(digest(database, metadata))
                if len(looked) == 2:
                    other = Projection(work.sink)
                    work.sink.database.transact(lambda s: other.begin(s, "meanwhile"))
                return looked[-1]

            monkeypatch.setattr(rebuilding, "digest", meanwhile)
            before, after, _ = await rebuilt(work)
            assert before == after
            assert len(looked) == 4, "two rounds"

    asyncio.run(scenario())


def test_what_is_set_aside_stays_aside_in_a_rebuild_and_heals_after_it(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            POISON.add(10)
            await work.do(*range(40))
            await work.idle()
            POISON.clear()
            before, after, _ = await rebuilt(work)
            assert before == after
            assert len(work.rows("dead_letter")) == 5
            projection = work.consumer.consumer.projection  # type: ignore[union-attr]
            assert work.sink.database.transact(lambda s: projection.replay(s, "a-3")) == 5
            before, after, _ = await rebuilt(work)
            assert before == after
            assert not work.differences()

    asyncio.run(scenario())


def test_code_that_fails_on_what_was_taken_cannot_replace_the_live_tables(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(20))
            await work.idle()
            POISON.add(3)
            with pytest.raises(ValueError, match="cannot be taken"):
                await rebuilt(work)
            POISON.clear()
            await work.do(20)
            await work.idle()
            assert not work.differences()

    asyncio.run(scenario())


def test_a_rebuild_refuses_a_stream_that_is_not_the_one_the_tables_came_from(
    nats: NatsServer, open_runtime: Open
) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(5))
            await work.idle()
            checkpoint = SINK.metadata.tables["derived.checkpoint"]
            work.sink.database.transact(lambda s: s.execute(sa.update(checkpoint).values(stored=12345)))
            with pytest.raises(CannotRebuild):
                await rebuilt(work)

    asyncio.run(scenario())


def test_the_rebuild_leaves_nothing_behind(nats: NatsServer, open_runtime: Open, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(5))
            await work.idle()
            await rebuilt(work)
            assert not list(tmp_path.glob("*.rebuild*"))
            if not work.sink.database.embedded:
                look = sa.text("SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'rebuild'")
                assert work.sink.database.look(lambda s: s.scalar(look)) == 0

    asyncio.run(scenario())
