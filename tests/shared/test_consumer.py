"""The consumer: a dropped message is noticed, a fenced one commits nothing, a broker that restarts is followed at once."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from shared.broker import Delivery, Subscription, connected, connection
from shared.broker.connection import STREAM
from shared.broker.subscription import PULL
from shared.inbox import BATCH, Fenced, Projection
from shared.nats_server import NatsServer
from shared.service import Runtime, Service
from tests.faults.reference import SINK
from tests.shared.at_work import at_work, envelope, rows

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("relay")]
Open = Callable[[Service], Runtime]


def test_messages_dropped_by_a_full_subscription_are_noticed_and_read_again(
    nats: NatsServer, open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow reader with room for ten messages: the client drops the rest in silence."""
    dropped: list[object] = []
    room = iter([10, 10, 10])

    async def open_small(self: Subscription) -> None:
        client, limit = self._connection.client, next(room, 0)
        self._inbox = client.new_inbox()

        async def slowly(message: Any) -> None:
            await asyncio.sleep(0.002 if limit else 0)
            await self._arrive(message)

        limits: dict[str, Any] = {"pending_msgs_limit": limit, "pending_bytes_limit": 0}
        self._listening = await client.subscribe(self._inbox, cb=slowly, **limits)

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            nats.kill()
            await work.do(*range(300))
            nats.start()
            await work.idle()
            assert not work.differences()

    takes = Subscription._take

    def watch(self: Subscription, arrived: Any, into: list[Delivery]) -> None:
        try:
            takes(self, arrived, into)
        except Exception as error:
            dropped.append(error)
            raise

    monkeypatch.setattr("shared.broker.subscription.BEAT", 0.5)
    monkeypatch.setattr(Subscription, "open", open_small)
    monkeypatch.setattr(Subscription, "_take", watch)
    asyncio.run(scenario())
    assert any("instead of" in str(error) for error in dropped), "nothing was dropped: the test proves nothing"


def test_four_batches_are_asked_for_while_one_is_taken(nats: NatsServer) -> None:
    """So that a commit is waited for by no message that could be on its way."""

    async def waiting() -> int:
        await nats.ready()
        broker = await connected(nats.url, "reader")
        await broker.provision()
        await broker.publish_one(SINK.hears[0], "one", b"{}")
        subscription = await broker.subscribe("reader", SINK.hears, 0)
        assert [one.seq for one in await subscription.next(BATCH, 0.01)] == [1]
        info = await broker.api(f"CONSUMER.INFO.{STREAM}.reader", {})
        await subscription.close()
        await broker.close()
        return int(info["num_waiting"])

    assert asyncio.run(waiting()) * PULL == 4 * BATCH


def test_headers_are_read_where_they_are_a_status_and_nowhere_else() -> None:
    """What an event says of itself stands in its envelope; reading headers took half the time of each message."""

    async def read(headers: bytes | None) -> dict[str, str] | None:
        return await connection._Client()._process_headers(headers)

    assert asyncio.run(read(b"NATS/1.0\r\nNats-Msg-Id: 1\r\n\r\n")) is None
    assert asyncio.run(read(None)) is None
    assert asyncio.run(read(b"NATS/1.0 100 Idle Heartbeat\r\nNats-Last-Consumer: 7\r\n\r\n")) == {
        "Status": "100", "Description": "Idle Heartbeat", "Nats-Last-Consumer": "7",
    }  # fmt: skip


def test_a_consumer_that_was_taken_over_commits_nothing(open_runtime: Open) -> None:
    runtime = open_runtime(SINK)
    transact = runtime.database.transact
    old, new = Projection(runtime), Projection(runtime)
    batch = [Delivery(1, envelope("a-1", 1, b'{"employer":"a-1","headcount":5,"on":"2026-03-02"}'), 1)]
    transact(lambda s: old.begin(s, "now"))
    transact(lambda s: new.begin(s, "now"))
    with pytest.raises(Fenced):
        transact(lambda s: old.take(s, batch, "now"))
    assert not rows(runtime, "line")
    assert transact(lambda s: new.take(s, batch, "now")) == 1
    assert transact(lambda s: new.take(s, batch, "now")) == 0
    assert len(rows(runtime, "line")) == 1


def test_a_broker_that_restarts_while_all_is_quiet_is_followed(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(0)
            await work.idle()
            nats.kill()
            nats.start()
            await nats.ready()
            await work.do(1)
            await work.idle()
            assert not work.differences()

    asyncio.run(scenario())


def test_a_consumer_deleted_behind_our_back_is_made_again(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(0)
            await work.idle()
            other = await connected(nats.url, "other")
            await other.api("CONSUMER.DELETE.EVENTS.sink", {})
            await other.close()
            await work.do(*range(1, 50))
            await work.idle()
            assert not work.differences()

    asyncio.run(scenario())
