"""The broker is away, or comes back with less than it had: the outboxes fill it again, the consumers find their way."""

import asyncio
import random
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.broker import connected
from shared.database import DERIVED
from shared.lease import Lease
from shared.relay import Relay
from shared.service import Runtime, Service
from shared.transaction import Transaction
from tests.faults.reference import OFFICE, Declare, at_the_sink, declare, differences
from tests.faults.rig import Rig, until
from tests.patience import PATIENCE

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("broker")]


def test_commands_commit_while_nats_is_away_and_the_outbox_drains_later(rig: Rig) -> None:
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 50)
    rig.settled(50)
    rig.nats.kill()
    office.do(50, 150)
    until(lambda: len(office.acknowledged) == 150, "commands that commit without a broker")
    rig.nats.start()
    rig.settled(150)


def test_a_destroyed_store_is_filled_again_and_nothing_is_taken_twice(rig: Rig) -> None:
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 200)
    rig.settled(200)
    rig.replace_store(None)
    office.do(200, 300)
    until(lambda: len(office.acknowledged) == 300, "commands that commit without a broker")
    rig.nats.start()
    rig.settled(300)
    until(lambda: checkpoint(rig.sink).stream_seq == 300, "a consumer that followed the new stream to its end")


def test_a_lost_tail_is_sent_again_and_what_took_its_place_is_not_passed_over(rig: Rig) -> None:
    office = rig.spawn("office")
    sink = rig.spawn("sink")
    office.do(0, 100)
    rig.settled(100)
    kept = rig.keep_store()
    office.do(100, 200)
    rig.settled(200)
    sink.kill()
    rig.replace_store(kept)
    office.do(200, 350)
    until(lambda: len(office.acknowledged) == 350, "commands that commit without a broker")
    rig.nats.start()
    until(lambda: sequences(rig.office) == list(range(1, 351)), "a stream that is whole again")
    rig.spawn("sink")
    rig.settled(350)


def checkpoint(runtime: Runtime) -> sa.Row[tuple[object, ...]]:
    table = at_the_sink.tables[f"{DERIVED}.checkpoint"]
    return runtime.database.look(lambda s: s.execute(sa.select(table)).one())


def sequences(runtime: Runtime) -> list[int | None]:
    box = runtime.service.metadata.tables["outbox"]
    return sorted(
        runtime.database.look(lambda s: s.scalars(sa.select(box.c.stream_seq)).all()), key=lambda seq: seq or 0
    )


def test_the_same_event_at_the_same_place_of_another_stream_proves_nothing(
    rig: Rig, open_runtime: Callable[[Service], Runtime]
) -> None:
    """Three offices; the stream is filled again in another order, so that the checkpoint's event lies where it lay."""
    offices = {"intake": rig.office}
    for name in ("placements", "recognition"):
        offices[name] = open_runtime(Service(name=name, prefixes=(), metadata=OFFICE.metadata))

    async def before() -> None:
        for number, (name, office) in enumerate(offices.items(), 7):
            await office.do(as_intake, Declare(number))
            await send(rig, office, name)
        await consume(rig)

    async def after() -> None:
        await send(rig, rig.office, "intake")
        await rig.office.do(declare, Declare(14))
        for name in ("intake", "recognition", "placements"):
            await send(rig, offices[name], name)
        await consume(rig)

    asyncio.run(before())
    assert not differences(rig.sink, *offices.values())
    rig.replace_store(None)
    rig.nats.start()
    rig.answers()
    asyncio.run(after())
    assert not differences(rig.sink, *offices.values())


async def send(rig: Rig, office: Runtime, name: str) -> None:
    """The relay of this office publishes all that its outbox holds."""
    broker = await connected(rig.nats.url, name)
    await broker.provision()
    relay = Relay(office.database, OFFICE.metadata.tables["outbox"], broker, lease(office, name))
    await relay.reconcile()
    while await relay._turn():
        pass
    await broker.close()


async def consume(rig: Rig) -> None:
    """The sink takes what the stream holds, to its end."""
    from shared.running import running

    broker = await connected(rig.nats.url, "sink")
    async with running(rig.sink, broker) as at_work:
        assert at_work.consumer is not None
        async with asyncio.timeout(PATIENCE):
            await at_work.consumer.idle()
            while checkpoint(rig.sink).stream_seq < await broker.newest("intake.employer.headcount"):
                await asyncio.sleep(0.02)
    await broker.close()


def as_intake(command: Declare, tx: Transaction) -> int:
    """Whatever its database is called: nobody else may say what intake says."""
    tx.source = "intake"
    return declare(command, tx)


def lease(runtime: Runtime, name: str) -> Lease:
    return Lease(runtime.database, OFFICE.metadata.tables["lease"], f"{name}.relay", "test")


def test_every_event_delivered_twice_counts_once(rig: Rig) -> None:
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 150)
    rig.settled(150)

    async def again() -> None:
        broker = await connected(rig.nats.url, "intake")
        box = OFFICE.metadata.tables["outbox"]
        rows = rig.office.database.look(lambda s: s.execute(sa.select(box).order_by(box.c.position)).all())
        page = [(row.type, f"again-{row.event_id}", bytes(row.payload)) for row in rows]
        random.Random(3).shuffle(page)
        assert await broker.publish_page(page) == 300
        await broker.close()

    asyncio.run(again())
    until(lambda: checkpoint(rig.sink).stream_seq == 300, "a consumer that saw everything twice")
    rig.settled(150)
