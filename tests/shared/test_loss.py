"""A database that is older than what its service told stops that service alone, until somebody decides."""

import asyncio
from collections.abc import Callable, Sequence

import msgspec
import pytest
import sqlalchemy as sa

from shared.broker import STREAM, Broker, Subscription
from shared.events.intake import EmployerHeadcount
from shared.gate import Gate
from shared.loss import Loss, adopt, find, go_on_without
from shared.message import decode, encode, new_id
from shared.nats_server import NatsServer
from shared.running import Running, ended
from shared.service import Runtime
from tests.faults.reference import Declare, declare
from tests.shared.at_work import AtWork
from tests.shared.losing import (
    KEPT,
    TOLD,
    After,
    after_thirty,
    again,
    counted,
    forget,
    forget_events,
    found,
    lost,
    outbox,
)

pytestmark = pytest.mark.both_databases

__all__ = ["after_thirty"]

Decision = Callable[[Runtime, Loss, str], None]
WHY = "the disk died"


@pytest.mark.parametrize(
    ("kept", "words"), [(20, "is older than what it told: 10 events"), (0, "holds nothing of what it told: 30 events")]
)
@pytest.mark.parametrize("decision", [adopt, go_on_without])
def test_a_database_older_than_the_stream_stops_its_service_until_somebody_decides(
    nats: NatsServer, after_thirty: After, kept: int, words: str, decision: Decision
) -> None:
    async def story(work: AtWork) -> None:
        forget(work.office, kept)

        def is_closed(office: Running) -> None:
            assert words.partition(":")[0] in work.office.lost
            assert 'loss adopt intake --reason "..."' in work.office.lost
            assert office.unready()
            assert work.sink.lost == ""

        await again(work, nats.url, is_closed)
        loss = await found(work)
        assert words in str(loss)
        decision(work.office, loss, WHY)
        work.office.lost = ""  # as in a process that starts
        assert work.office.gap is None
        await again(work, nats.url, lambda office: None)
        assert work.office.lost == ""
        assert work.office.gap, "its pages say what is missing"
        decided = work.office.service.metadata.tables["loss"]
        row = work.office.database.look(lambda s: s.execute(sa.select(decided)).one())
        assert (row.events, row.reason) == (TOLD - kept, WHY)

    after_thirty(story)


def test_what_was_adopted_is_gone_on_from(after_thirty: After) -> None:
    """It counts as told, and the next event of an aggregate has the version behind the one that was lost."""

    async def story(work: AtWork) -> None:
        adopt(work.office, await lost(work), WHY)
        assert counted(work, outbox(work).c.stream_seq.is_(None)) == 0
        work.office.perform(lambda tx: declare(Declare(30), tx))
        box = outbox(work).c
        versions = sa.select(box.aggregate_version).where(box.aggregate_id == Declare(30).aggregate)
        assert work.office.database.look(lambda s: sorted(s.scalars(versions))) == [1, 2, 3, 4, 5]
        await work.idle()

    after_thirty(story)


@pytest.mark.parametrize("said", ["no envelope", "an envelope of another service"])
def test_what_somebody_else_said_in_our_name_is_no_loss(after_thirty: After, said: str) -> None:
    async def story(work: AtWork) -> None:
        newest = await work.broker.last_of("intake.>")
        assert newest is not None
        forged = msgspec.structs.replace(decode(newest.payload), id=new_id(), source="/sink")
        payload = encode(forged) if said != "no envelope" else said.encode()
        await work.broker.publish_one("intake.employer.headcount", forged.id, payload)
        assert await find(work.office, work.broker) is None

    after_thirty(story)


@pytest.mark.parametrize("said", ["no envelope", "an envelope of another service", "an event from before"])
def test_what_lies_before_a_loss_does_not_hide_it(after_thirty: After, said: str) -> None:
    """Whatever somebody else says in our name, or a relay that died sent twice, the lost events are still missing."""

    async def story(work: AtWork) -> None:
        forget(work.office)
        newest = await work.broker.last_of("intake.>")
        assert newest is not None
        payload, identity = said.encode(), new_id()
        if said == "an envelope of another service":
            payload = encode(msgspec.structs.replace(decode(newest.payload), id=identity, source="/sink"))
        if said == "an event from before":
            box = outbox(work).c
            first = sa.select(box.payload).order_by(box.position).limit(1)
            payload = work.office.database.look(lambda s: s.scalars(first).one())
        await work.broker.publish_one("intake.employer.headcount", identity, payload)
        loss = await found(work)
        assert len(loss.missing) == TOLD - KEPT
        go_on_without(work.office, loss, WHY)
        assert await find(work.office, work.broker) is None

    after_thirty(story)


def test_a_loss_of_more_than_is_counted_is_gone_on_without_at_once(after_thirty: After) -> None:
    async def story(work: AtWork) -> None:
        loss = await lost(work, most=3)
        assert "at least 3 events are missing" in str(loss)
        go_on_without(work.office, loss, WHY)
        assert await find(work.office, work.broker, most=3) is None

    after_thirty(story)


def test_a_loss_of_more_than_is_counted_is_adopted_piece_by_piece(after_thirty: After) -> None:
    async def story(work: AtWork) -> None:
        forget(work.office)
        pieces = []
        while loss := await find(work.office, work.broker, most=4):
            pieces.append((len(loss.missing), loss.more))
            adopt(work.office, loss, WHY)
        assert pieces == [(4, True), (4, True), (2, False)]
        assert counted(work) == TOLD

    after_thirty(story)


@pytest.mark.parametrize("page", [4, 500])
def test_a_second_loss_counts_only_what_is_behind_the_first(
    after_thirty: After, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr("shared.own_events.PAGE", page)

    async def story(work: AtWork) -> None:
        first = await lost(work)
        go_on_without(work.office, first, WHY)
        await work.do(*range(100, 105))
        await work.relay.relay.idle()
        forget_events(work.office, KEPT)
        for most in (3, 100):
            second = await found(work, most)
            assert (len(second.missing), second.more) == (min(most, 5), most < 5)
            assert second.missing[0].message.id not in {told.message.id for told in first.missing}

    after_thirty(story)


def test_a_closed_service_asks_only_about_the_newest_and_is_counted_once(
    nats: NatsServer, after_thirty: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start does not wait for the count either."""
    monkeypatch.setattr("shared.gate.GLANCE", 0)  # so that a second count would have begun

    async def story(work: AtWork) -> None:
        forget(work.office)
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

    after_thirty(story)


class Counting(Broker):
    """A broker that counts what is read of the stream to count a loss."""

    read = 0

    async def subscribe(self, name: str, subjects: Sequence[str], after: int) -> Subscription:
        self.read += 1
        return await super().subscribe(name, subjects, after)


def test_a_stream_made_again_is_no_loss(nats: NatsServer, after_thirty: After) -> None:
    async def story(work: AtWork) -> None:
        await work.broker.api(f"STREAM.DELETE.{STREAM}", {})
        await work.broker.provision()

        def is_open(office: Running) -> None:
            assert work.office.lost == ""

        await again(work, nats.url, is_open)
        await work.relay.relay.reconcile()
        await work.relay.relay.idle()
        assert await work.broker.newest("intake.>") == TOLD
        assert await find(work.office, work.broker) is None

    after_thirty(story)


def test_what_holds_for_ever_is_kept_even_where_somebody_goes_on_without(
    after_thirty: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(work: AtWork) -> None:
        monkeypatch.setattr(EmployerHeadcount, "FOR_EVER", True)
        go_on_without(work.office, await lost(work, most=3), WHY)
        assert counted(work) == TOLD
        assert await find(work.office, work.broker) is None

    after_thirty(story)
