"""The bus says who speaks: an envelope is believed only where its subject and its source bear it out."""

import asyncio
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from nats.aio.client import Client
from nats.errors import Error as NatsError

from shared.arrivals import read
from shared.broker import Delivery
from shared.message import CONTRACTS, Message, decode, encode, new_id
from shared.nats_server import NatsServer, address_of
from shared.service import Runtime, Service
from tests.shared.at_work import at_work, envelope

Open = Callable[[Service], Runtime]
HEARD = "intake.employer.headcount"
DATA = b'{"employer":"a-1","headcount":5,"on":"2026-03-02"}'
SAID = decode(envelope("a-1", 1, DATA))


def forged(**changed: object) -> bytes:
    return encode(msgspec.structs.replace(SAID, id=new_id(), **changed))


@pytest.mark.parametrize("kind", sorted({name for name, _ in CONTRACTS}))
def test_each_contract_is_heard_from_its_own_service_on_its_own_subject_alone(kind: str) -> None:
    """Every contract, said by every service, on every subject."""
    whole = Message(
        **{
            **{f: getattr(SAID, f) for f in SAID.__struct_fields__},
            "type": kind,
            "dataschema": f"urn:steadfast:{kind}:1",
        }
    )
    subjects = sorted({name for name, _ in CONTRACTS})
    for source in ("intake", "placements", "recognition", "", "/intake"):
        for subject in subjects:
            arrival = read(Delivery(1, encode(msgspec.structs.replace(whole, source=f"/{source}")), 1, subject))
            own = source == kind.partition(".")[0] and subject == kind
            assert arrival.forged is not own, (kind, source, subject)


@pytest.mark.faults
def test_a_forged_event_changes_nothing_parks_nothing_and_stops_nobody(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(*range(20))
            await work.idle()
            before = work.rows("total")
            for number in range(60):
                await work.broker.publish_one(HEARD, f"f-{number}", forged(source="/placements", aggregateversion=99))
            same = encode(msgspec.structs.replace(SAID, id="0" * 36, source="/placements"))
            await work.broker.publish_one(HEARD, "f-same", same)
            await work.idle()
            assert work.rows("total") == before
            assert work.rows("parked") == []
            letters = work.rows("dead_letter")
            assert {letter.why for letter in letters} == {"forged"}
            assert len(letters) == 61
            projection = work.consumer.consumer.projection  # type: ignore[union-attr]
            for aggregate in ("a-1", ""):
                assert work.sink.database.transact(partial(projection.replay, aggregate=aggregate)) == 0
            await work.do(*range(20, 40))
            await work.idle()
            assert work.differences() == ["the inbox holds 101 of 40"], "each forged one under a name of its own"

    asyncio.run(scenario())


def test_the_embedded_server_lets_nobody_in_without_its_key(nats: NatsServer) -> None:
    async def enters(url: str) -> bool:
        client = Client()
        try:
            await client.connect(url, allow_reconnect=False, connect_timeout=3, max_reconnect_attempts=0)
        except (NatsError, OSError, TimeoutError):
            return False
        finally:
            await client.close()
        return True

    async def scenario() -> None:
        await nats.ready()
        assert await enters(nats.url)
        assert not await enters(f"nats://127.0.0.1:{nats.port}")
        assert not await enters(re.sub(r":[^:@]+@", ":wrong@", nats.url))

    asyncio.run(scenario())
    assert address_of(nats.folder) == nats.url
    assert (nats.folder / "nats.conf").stat().st_mode & 0o777 == 0o600
    assert nats.folder.stat().st_mode & 0o777 == 0o700
    assert nats.key not in NatsServer(Path(nats.folder)).url, "each server has its own"
