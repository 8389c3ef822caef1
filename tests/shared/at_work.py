"""The reference office and sink at work in this process."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from shared.broker import Broker, connected
from shared.database import DERIVED
from shared.message import Message, encode, new_id
from shared.nats_server import NatsServer
from shared.running import Running, running
from shared.service import Runtime, Service
from tests.faults.reference import OFFICE, SINK, Declare, declare, differences
from tests.patience import PATIENCE


@dataclass
class AtWork:
    office: Runtime
    sink: Runtime
    broker: Broker
    relay: Running
    consumer: Running

    async def do(self, *numbers: int) -> None:
        for number in numbers:
            await self.office.do(declare, Declare(number))

    async def idle(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.relay.idle()
            await self.consumer.idle()

    def differences(self) -> list[str]:
        return differences(self.sink, self.office)

    async def until(self, holds: Callable[[], Any], seconds: float = PATIENCE) -> None:
        async with asyncio.timeout(seconds):
            while not holds():
                await asyncio.sleep(0.02)

    def rows(self, name: str) -> list[Any]:
        return rows(self.sink, name)


def rows(runtime: Runtime, name: str) -> list[Any]:
    """Every row of a derived table."""
    table = runtime.service.metadata.tables[f"{DERIVED}.{name}"]
    return runtime.database.look(lambda s: list(s.execute(sa.select(table).order_by(*table.primary_key.columns))))


@asynccontextmanager
async def at_work(nats: NatsServer, open_runtime: Callable[[Service], Runtime]) -> AsyncIterator[AtWork]:
    await nats.ready()
    office, sink = open_runtime(OFFICE), open_runtime(SINK)
    at_office, at_sink = await connected(nats.url, "intake"), await connected(nats.url, "sink")
    await at_office.provision()
    try:
        async with running(office, at_office) as relay, running(sink, at_sink) as consumer:
            yield AtWork(office, sink, at_sink, relay, consumer)
    finally:
        await at_office.close()
        await at_sink.close()


def envelope(
    aggregate: str, version: int, data: bytes, schema: str = "urn:steadfast:intake.employer.headcount:1"
) -> bytes:
    """An envelope around any data at all."""
    import datetime

    now = datetime.datetime.now(datetime.UTC)
    return encode(
        Message(
            id=new_id(),
            source="/intake",
            type="intake.employer.headcount",
            subject=aggregate,
            time=now,
            recordedtime=now,
            dataschema=schema,
            aggregateversion=version,
            correlationid=f"c-{os.getpid()}",
            data=msgspec.Raw(data),
        )
    )
