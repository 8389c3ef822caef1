"""The relay: late commits, two relays at once, rows the broker refuses, a stream that is full or has lost its end."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared import outbox
from shared.broker import MAX_MESSAGE, connected
from shared.lease import Lease
from shared.message import new_id
from shared.nats_server import NatsServer
from shared.relay import PAGE_BYTES, Relay
from shared.running import ended
from shared.service import Runtime, Service
from shared.transaction import Transaction
from tests.faults.reference import OFFICE, Declare, declare
from tests.patience import PATIENCE
from tests.shared.at_work import at_work, envelope

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("relay")]
Open = Callable[[Service], Runtime]
BOX = OFFICE.metadata.tables["outbox"]


def relay_of(runtime: Runtime, broker: Any, holder: str = "one") -> Relay:
    lease = Lease(runtime.database, OFFICE.metadata.tables["lease"], "intake.relay", holder)
    return Relay(runtime.database, BOX, broker, lease)


def sequences(runtime: Runtime) -> list[int | None]:
    return list(runtime.database.look(lambda s: s.scalars(sa.select(BOX.c.stream_seq).order_by(BOX.c.position))))


def test_rows_that_commit_late_are_not_skipped(nats: NatsServer, open_runtime: Open) -> None:
    """One transaction holds a low position while a thousand later ones commit (where the database lets them)."""

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            if work.office.database.embedded:
                await work.do(*range(100))
            else:
                holding, go_on = threading.Event(), threading.Event()

                def hold() -> None:
                    with Session(work.office.database.reading) as session, session.begin():
                        session.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                        tx = work.office.transaction(session)
                        declare(Declare(5000), tx)
                        tx.finish()
                        holding.set()
                        assert go_on.wait(30)

                late = asyncio.create_task(asyncio.to_thread(hold))
                await asyncio.to_thread(holding.wait)
                others = [number for number in range(1200) if number % 7 != 5000 % 7][:1000]
                many = [asyncio.create_task(work.do(*others[part::4])) for part in range(4)]
                await asyncio.gather(*many)
                async with asyncio.timeout(PATIENCE):
                    await work.relay.relay.idle()
                first, *rest = sequences(work.office)
                assert len(rest) + 1 == 1000, "the late one is not committed yet"
                go_on.set()
                await late
                box = work.office.database.look(
                    lambda s: s.execute(sa.select(BOX.c.payload).order_by(BOX.c.position)).first()
                )
                assert box
                assert b"5000" in bytes(box.payload), "it has the lowest position"
                assert first is not None
            await work.idle()
            assert not work.differences()

    asyncio.run(scenario())


def test_two_relays_at_once_do_no_harm(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            brokers = [await connected(nats.url, f"other{n}") for n in range(2)]
            others = [relay_of(work.office, broker, work.office.settings.instance) for broker in brokers]
            tasks = [asyncio.create_task(other.run()) for other in others]
            await asyncio.gather(*(work.do(*range(start, start + 150)) for start in (0, 1000)))
            await work.idle()
            await ended(tasks)
            for broker in brokers:
                await broker.close()
            assert not work.differences()

    asyncio.run(scenario())


def test_a_row_too_large_waits_with_its_aggregate_and_holds_nobody_else(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(0, 1)
            large = envelope("a-9", 1, b'"' + b"x" * MAX_MESSAGE + b'"')
            small = envelope("a-9", 2, b"{}")

            def put(tx: Transaction) -> None:
                for version, payload in ((1, large), (2, small)):
                    values = {"event_id": new_id(), "type": "intake.employer.headcount", "aggregate_id": "a-9"}
                    more = {"aggregate_version": version, "payload": payload, "recorded_at": work.office.clock.now()}
                    tx.session.execute(sa.insert(BOX).values(**values, **more))

            work.office.perform(put)
            await work.do(2, 3)
            await work.idle()
            published = sequences(work.office)
            assert published[2:4] == [None, None]
            assert None not in published[:2] + published[4:]
            refused = work.office.database.look(lambda s: s.scalars(sa.select(BOX.c.refused)).all())
            assert len([why for why in refused if why]) == 1

            held = work.office.database.look(lambda s: outbox.refused(s, BOX))
            assert [(row.aggregate_id, row.behind) for row in held] == [("a-9", 1)]
            assert work.office.database.look(lambda s: outbox.waiting(s, BOX)) == 2
            mended = sa.update(BOX).where(BOX.c.refused.is_not(None)).values(payload=envelope("a-9", 1, b"{}"))
            work.office.database.transact(lambda s: s.execute(mended))
            assert work.office.database.transact(lambda s: outbox.release(s, BOX, "a-9")) == 1
            await work.idle()
            assert sequences(work.office)[2:4] == [5, 6]

    asyncio.run(scenario())


def test_a_full_stream_makes_the_outbox_wait_and_refuses_no_row(
    nats: NatsServer, open_runtime: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("shared.broker.stream.MAX_BYTES", 20_000)
    caplog.set_level("INFO", "shared.relay")

    async def scenario() -> None:
        await nats.ready()
        runtime = open_runtime(OFFICE)
        broker = await connected(nats.url, "intake")
        await broker.provision()
        for number in range(60):
            await runtime.do(declare, Declare(number))
        relay = relay_of(runtime, broker)
        task = asyncio.create_task(relay.run())
        async with asyncio.timeout(PATIENCE):
            while not any("maximum bytes" in getattr(record, "why", "") for record in caplog.records):
                await asyncio.sleep(0.02)
            config = (await broker.api("STREAM.INFO.EVENTS", {}))["config"]
            await broker.api("STREAM.UPDATE.EVENTS", {**config, "max_bytes": 2**20})
            await relay.idle()
        await ended([task])
        assert sequences(runtime) == list(range(1, 61))
        await broker.close()

    asyncio.run(scenario())


def test_a_page_is_bounded_in_bytes(open_runtime: Open) -> None:
    runtime = open_runtime(OFFICE)

    def put(tx: Transaction) -> None:
        for version in range(1, 101):
            values = {"event_id": new_id(), "type": "intake.employer.headcount", "aggregate_id": "a-9"}
            more = {"aggregate_version": version, "payload": b"x" * 60_000, "recorded_at": runtime.clock.now()}
            tx.session.execute(sa.insert(BOX).values(**values, **more))

    runtime.perform(put)
    page = runtime.database.look(relay_of(runtime, None)._page)
    assert 1 < len(page) <= PAGE_BYTES // 60_000


def test_marks_of_a_relay_that_lost_its_turn_are_not_written(open_runtime: Open) -> None:
    async def scenario() -> None:
        runtime = open_runtime(OFFICE)
        await runtime.do(declare, Declare(1))
        old, new = relay_of(runtime, None, "old"), relay_of(runtime, None, "new")
        assert await old.lease.take()
        assert not await new.lease.take()
        assert await new.lease.take(by_force=True)
        await old._mark([(1, 77)])
        assert sequences(runtime) == [None]
        await new._mark([(1, 78)])
        assert sequences(runtime) == [78]

    asyncio.run(scenario())


@pytest.mark.both_databases
def test_a_page_is_marked_by_one_statement_with_each_row_at_its_own_place(open_runtime: Open) -> None:
    """Over a line to a server, a statement a row is what a page waits for."""
    ran: list[bool] = []

    async def scenario() -> None:
        runtime = open_runtime(OFFICE)
        for number in (1, 2, 3):
            await runtime.do(declare, Declare(number))
        relay = relay_of(runtime, None)
        assert await relay.lease.take()

        def note(_: Any, __: Any, statement: str, ___: Any, ____: Any, is_many: bool) -> None:
            if statement.startswith("UPDATE outbox"):
                ran.append(is_many)

        sa.event.listen(runtime.database._engine, "before_cursor_execute", note)
        await relay._mark([(1, 90), (2, 70), (3, 80)])
        assert sequences(runtime) == [90, 70, 80]
        assert ran == [runtime.database.embedded], "many only where the file is in this process"

    asyncio.run(scenario())
