"""Two of each: the second stands by, takes over when the first falls silent, and the first is harmless when it wakes."""

import signal

import pytest
import sqlalchemy as sa

from shared.clock import machine_seconds
from shared.service import Runtime
from tests.faults.rig import Rig, Worker, until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("broker")]


def test_a_second_instance_stands_by_and_takes_over_from_a_killed_one(rig: Rig) -> None:
    office = rig.spawn("office")
    sinks = [rig.spawn("sink"), rig.spawn("sink")]
    office.do(0, 50)
    rig.settled(50)
    other = rig.spawn("office")
    until(lambda: other.ready.is_set() and all(sink.ready.is_set() for sink in sinks), "second instances")
    office.do(50, 100)
    rig.settled(100)
    until(lambda: sum(holds(rig.sink, "sink.consumer", sink) for sink in sinks) == 1, "one that works")
    working = next(sink for sink in sinks if holds(rig.sink, "sink.consumer", sink))
    standing_by = next(sink for sink in sinks if sink is not working)
    working.kill()
    office.kill()
    other.do(200, 250)
    rig.settled(150)
    until(lambda: holds(rig.sink, "sink.consumer", standing_by), "the other one at work")
    assert holds(rig.office, "intake.relay", other)


def test_a_consumer_that_wakes_with_a_batch_in_hand_is_fenced(rig: Rig) -> None:
    sink = rig.spawn("sink", "consumer with a batch in hand:1:SIGSTOP")
    office = rig.spawn("office")
    office.do(0, 100)
    until(lambda: is_stopped(sink), "a consumer that stopped")
    second = rig.spawn("sink")
    rig.settled(100)
    assert holds(rig.sink, "sink.consumer", second)
    sink.signal(signal.SIGCONT)
    until(lambda: "epoch" in (rig.settings.data / "sink.log").read_text(), "a consumer that notices")
    office.do(100, 150)
    rig.settled(150)


def test_a_relay_that_wakes_before_marking_changes_nothing(rig: Rig) -> None:
    rig.spawn("sink")
    office = rig.spawn("office", "relay between publishing and marking:1:SIGSTOP")
    rig.declare(0, 50)
    until(lambda: is_stopped(office), "a relay that stopped")
    second = rig.spawn("office")
    second.do(200, 250)
    rig.settled(100)
    until(lambda: not waiting(rig), "a relay that took over and marked")
    known = sequences(rig)
    office.signal(signal.SIGCONT)
    second.do(250, 300)
    rig.settled(150)
    assert sequences(rig)[:100] == known


def holds(runtime: Runtime, name: str, worker: Worker) -> bool:
    lease = runtime.service.metadata.tables["lease"]
    row = runtime.database.look(lambda s: s.execute(sa.select(lease).where(lease.c.name == name)).first())
    return row is not None and row.holder == f"w-{worker.process.pid}" and row.until > machine_seconds() - 5


def waiting(rig: Rig) -> int:
    box = rig.office.service.metadata.tables["outbox"]
    query = sa.select(sa.func.count()).where(box.c.stream_seq.is_(None))
    return rig.office.database.look(lambda s: s.scalar(query)) or 0


def sequences(rig: Rig) -> list[int | None]:
    box = rig.office.service.metadata.tables["outbox"]
    return list(rig.office.database.look(lambda s: s.scalars(sa.select(box.c.stream_seq).order_by(box.c.position))))


def is_stopped(worker: Worker) -> bool:
    with open(f"/proc/{worker.process.pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "T"
