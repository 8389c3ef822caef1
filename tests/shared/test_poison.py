"""Poison: one bad event stands aside with what comes behind it; the others go on, and mending makes it as if nothing had been."""

import asyncio
from collections.abc import Callable, Iterator

import pytest

from shared.message import Unreadable
from shared.nats_server import NatsServer
from shared.service import Runtime, Service
from tests.faults.reference import POISON
from tests.shared.at_work import AtWork, at_work, envelope

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("poison")]
Open = Callable[[Service], Runtime]


@pytest.fixture(autouse=True)
def healthy() -> Iterator[None]:
    POISON.clear()
    yield
    POISON.clear()


def letters(work: AtWork) -> list[tuple[str, str]]:
    return [(row.aggregate_id, row.why) for row in sorted(work.rows("dead_letter"), key=lambda row: row.stream_seq)]


def replay(work: AtWork, aggregate: str) -> int:
    projection = work.consumer.consumer.projection  # type: ignore[union-attr]
    return work.sink.database.transact(lambda session: projection.replay(session, aggregate))


def test_an_event_that_fails_stands_aside_and_its_aggregate_waits_in_order(
    nats: NatsServer, open_runtime: Open
) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            POISON.add(10)
            await work.do(*range(30))
            await work.idle()
            assert letters(work) == [("a-3", "poison"), ("a-3", "parked"), ("a-3", "parked")]
            assert [row.aggregate_id for row in work.rows("parked")] == ["a-3"]
            assert {row.number for row in work.rows("line")} == set(range(30)) - {10, 17, 24}
            await work.do(31, 32)
            await work.idle()
            assert letters(work)[-1] == ("a-3", "parked")
            with pytest.raises(ValueError, match="cannot be taken"):
                replay(work, "a-3")
            assert len(letters(work)) == 4
            POISON.clear()
            assert replay(work, "a-3") == 4
            await work.do(*range(38, 60))
            await work.idle()
            assert not letters(work)
            assert not work.rows("parked")
            assert not work.differences()

    asyncio.run(scenario())


def test_letters_keep_their_order_when_the_stream_is_made_anew(nats: NatsServer, open_runtime: Open) -> None:
    import shutil

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            for number in range(50):
                await work.broker.publish_one("placements.elsewhere", f"gone-{number}", b"{}")
            await work.do(*range(20))
            POISON.add(24)
            await work.do(24)
            await work.idle()
            nats.kill()
            shutil.rmtree(nats.folder / "store")
            await work.do(31)
            nats.start()
            await work.idle()
            await work.until(lambda: len(letters(work)) == 2)
            POISON.clear()
            assert replay(work, "a-3") == 2
            assert not work.differences()

    asyncio.run(scenario())


DATA = b'{"employer":"a-3","headcount":5,"on":"2026-03-02"}'
UNREADABLE = {
    "no JSON": b"not json at all",
    "no UTF-8": b"\xff\xfe",
    "half an envelope": b'{"id": "half an envelope"}',
    "broken data": envelope("b-1", 1, DATA.replace(b"5", b"-5", 1)),
    "an unknown version": envelope("b-2", 1, DATA, "urn:steadfast:intake.employer.headcount:9"),
    "a version that is no number": envelope("b-3", 1, DATA, "urn:steadfast:intake.employer.headcount:x"),
    "a zero byte": envelope("b-4", 1, DATA).replace(b'"b-4"', b'"b\\u0000"', 1),
    "a long id": envelope("b-5", 1, DATA).replace(b'"id":"', b'"id":"' + b"x" * 200),
    "no id": envelope("b-6", 1, DATA).replace(b'"id":"', b'"id":"","x":"'),
}


def test_unreadable_payloads_stand_aside_once_each_and_the_others_go_on(nats: NatsServer, open_runtime: Open) -> None:
    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            await work.do(0, 1)
            await work.idle()
            for time in ("first", "second"):
                for name, payload in UNREADABLE.items():
                    await work.broker.publish_one("intake.employer.headcount", f"{time} {name}", payload)
            await work.do(2)
            await work.idle()
            assert [why for _, why in letters(work)] == ["poison"] * len(UNREADABLE)
            assert {row.number for row in work.rows("line")} == {0, 1, 2}
            with pytest.raises(Unreadable):
                replay(work, "b-2")
            assert len(letters(work)) == len(UNREADABLE)

    asyncio.run(scenario())


def test_a_bad_deploy_stops_instead_of_setting_everything_aside(
    nats: NatsServer, open_runtime: Open, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.faults.reference.AGGREGATES", 1000)

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            nats.kill()
            POISON.update(range(300))
            await work.do(*range(300))
            nats.start()
            await work.relay.relay.idle()
            await work.until(lambda: "consumer stops for a while" in caplog.text)
            assert not letters(work)
            assert not work.rows("line")
            POISON.clear()
            await work.idle()
            assert not work.differences()

    asyncio.run(scenario())


def test_how_much_comes_at_once_does_not_make_a_bad_deploy_bad_data(
    nats: NatsServer, open_runtime: Open, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it lies in the stream, and the first batch is smaller than what a bad deploy is told by."""
    monkeypatch.setattr("tests.faults.reference.AGGREGATES", 1000)
    monkeypatch.setattr("shared.consumer.BATCH", 7)

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            nats.kill()
            POISON.update(range(100))
            await work.do(*range(100))
            nats.start()
            await work.until(lambda: "consumer stops for a while" in caplog.text)
            assert not letters(work)
            assert not work.rows("line")
            POISON.clear()
            await work.idle()
            assert not work.differences()

    asyncio.run(scenario())


def test_a_bad_deploy_in_a_quiet_hour_stops_too(
    nats: NatsServer, open_runtime: Open, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.faults.reference.AGGREGATES", 1000)

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            POISON.update(range(30))
            for number in range(19):
                await work.do(number)
                await work.idle()
            assert len(letters(work)) == 19
            await work.do(19)
            await work.until(lambda: "consumer stops for a while" in caplog.text)
            assert len(letters(work)) == 19

    asyncio.run(scenario())


def test_bad_data_among_much_that_is_sound_never_stops_the_rest(
    nats: NatsServer, open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.faults.reference.AGGREGATES", 1000)

    async def scenario() -> None:
        async with at_work(nats, open_runtime) as work:
            POISON.update(range(0, 900, 30))
            for start in range(0, 900, 90):
                await work.do(*range(start, start + 90))
                await work.idle()
            assert len(letters(work)) == 30
            assert len(work.rows("line")) == 870

    asyncio.run(scenario())
