"""A service that hears nothing knows that it hears nothing: what was taken back may be unknown to it."""

import asyncio
import signal
import time
from collections.abc import Callable

import pytest

from shared.broker import Delivery
from shared.hearing import DEAF, Hearing
from shared.nats_server import NatsServer
from shared.service import Runtime, Service
from tests.faults.reference import SINK
from tests.shared.at_work import at_work

Open = Callable[[Service], Runtime]
TABLE = SINK.metadata.tables["lease"]


@pytest.mark.faults
def test_a_stream_that_falls_silent_makes_deaf_and_its_heartbeat_alone_heals(
    nats: NatsServer, open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.broker.subscription.BEAT", 0.5)
    monkeypatch.setattr("shared.hearing.DEAF", 4.0)

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(1)
            await work.idle()
            await asyncio.sleep(6)
            assert not work.sink.is_deaf(), "nothing happens, but its heart beats"
            assert nats.process is not None
            nats.process.send_signal(signal.SIGSTOP)
            await work.until(lambda: work.sink.is_deaf())
            nats.process.send_signal(signal.SIGCONT)
            await work.until(lambda: not work.sink.is_deaf(), 40)

    asyncio.run(scenario())


def test_what_was_stored_long_ago_says_nothing_of_today(open_runtime: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long way behind, a service takes event after event and still does not know what was taken back an hour ago."""
    runtime, now = open_runtime(SINK), [0.0]
    monkeypatch.setattr("shared.hearing.machine_monotonic", lambda: now[0])
    one = Hearing(runtime.database, TABLE, "sink.heard", "one")
    now[0] = DEAF + 1
    old, fresh = int((time.time() - 3600) * 10**9), int(time.time() * 10**9)
    asyncio.run(one.heard([Delivery(1, b"", old)]))
    assert one.is_over
    asyncio.run(one.heard([Delivery(1, b"", old), Delivery(2, b"", fresh)]))
    assert not one.is_over
    now[0] *= 3
    assert one.is_over
    asyncio.run(one.heard([]))
    assert not one.is_over, "a heartbeat: there is nothing more to hear"


def test_whoever_stands_by_hears_through_the_one_at_work(open_runtime: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime, now = open_runtime(SINK), [10.0]
    if runtime.database.embedded:
        return
    monkeypatch.setattr("shared.hearing.machine_monotonic", lambda: now[0])
    one, two = (Hearing(runtime.database, TABLE, "sink.heard", name) for name in ("one", "two"))
    for _ in range(4):
        now[0] += DEAF - 1
        asyncio.run(one.heard([]))
        asyncio.run(two.of_another())
        assert not two.is_over
    now[0] += DEAF + 1
    asyncio.run(two.of_another())
    assert two.is_over, "the mark is the old one"
