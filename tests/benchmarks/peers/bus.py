"""The same events published and taken as users of nats-py and FastStream would; the sink and the outbox are ours."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

from faststream.nats import JStream, NatsBroker, NatsMessage, PullSub
from nats.js.api import AckPolicy, ConsumerConfig

from shared.broker import Broker, Delivery
from shared.broker.connection import STREAM
from shared.inbox import Projection
from shared.relay import Relay
from shared.service import Runtime

AT_ONCE = 512
WINDOW = 1000


async def reading_alone(broker: Broker, sink: Runtime, count: int) -> None:
    """What our own subscription gives when nothing is done with it."""
    subscription, taken = await broker.subscribe(sink.service.name, sink.service.hears, 0), 0
    while taken < count:
        taken += len(await subscription.next(1024, 0.005))
    await subscription.close()


async def fetch_and_ack_all(broker: Broker, sink: Runtime, count: int) -> None:
    """A durable pull consumer; a transaction for each fetch; the last message acknowledges all before it."""
    projection, taken = await _begun(sink), 0
    config = ConsumerConfig(ack_policy=AckPolicy.ALL, filter_subjects=list(sink.service.hears), max_ack_pending=20_000)
    asked = broker.client.jetstream()
    reader = await asked.pull_subscribe("", "peer", STREAM, config=config)
    while taken < count:
        messages = await reader.fetch(AT_ONCE, timeout=5)
        some = [_delivery(one.metadata.sequence.stream, one.data, one.subject) for one in messages]
        taken += await sink.database.write(partial(projection.take, deliveries=some, created="bench"))
        await messages[-1].ack()


async def faststream_batches(broker: Broker, sink: Runtime, count: int) -> None:
    """A subscriber that takes batches, acknowledged by the framework after the handler."""
    projection, everything = await _begun(sink), asyncio.Event()
    framework = NatsBroker(broker.url, logger=None)
    taken = 0

    @framework.subscriber(
        "", stream=JStream(STREAM, declare=False), durable="peer", pull_sub=PullSub(AT_ONCE, timeout=1.0, batch=True),
        config=ConsumerConfig(filter_subjects=list(sink.service.hears), max_ack_pending=20_000),
    )  # fmt: skip
    async def take(message: NatsMessage) -> None:
        nonlocal taken
        raw = message.raw_message
        messages = raw if isinstance(raw, list) else [raw]
        some = [_delivery(one.metadata.sequence.stream, one.data, one.subject) for one in messages]
        taken += await sink.database.write(partial(projection.take, deliveries=some, created="bench"))
        if taken >= count:
            everything.set()

    await framework.start()
    await everything.wait()
    await framework.stop()


async def _begun(sink: Runtime) -> Projection:
    projection = Projection(sink)
    await sink.database.write(lambda session: projection.begin(session, "bench"))
    return projection


def _delivery(seq: int, payload: bytes, subject: str) -> Delivery:
    return Delivery(seq, payload, 0, subject)


async def windowed(relay: Relay, page: Sequence[Any]) -> None:
    """A thousand under way at a time, each acknowledged for itself."""
    asked = relay.broker.client.jetstream()
    marks: list[tuple[int, int]] = []
    for first in range(0, len(page), WINDOW):
        some = page[first : first + WINDOW]
        sent = [await asked.publish_async(row.type, row.payload, headers={"Nats-Msg-Id": row.event_id}) for row in some]
        marks += [(row.position, ack.seq) for row, ack in zip(some, await asyncio.gather(*sent), strict=True)]
    await relay._mark(marks)


async def one_by_one(relay: Relay, page: Sequence[Any]) -> None:
    """Each acknowledged and marked before the next is published."""
    asked = relay.broker.client.jetstream()
    for row in page:
        ack = await asked.publish(row.type, row.payload, headers={"Nats-Msg-Id": row.event_id})
        await relay._mark([(row.position, ack.seq)])
