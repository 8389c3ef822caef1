"""A turn passes on when its holder is gone, whatever any clock says, and whoever waits for it in vain says so."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared import lease as leases
from shared.lease import LONGEST, Lease
from shared.relay import DATABASE
from shared.running import PATIENCE, STUCK, Running
from shared.service import Runtime, Service
from shared.wait import LOUD, Wait
from tests.faults.reference import OFFICE

Open = Callable[[Service], Runtime]
TABLE = OFFICE.metadata.tables["lease"]


def lease(runtime: Runtime, holder: str, seconds: float = 10.0) -> Lease:
    return Lease(runtime.database, TABLE, "intake.relay", holder, seconds)


def held_until(runtime: Runtime, until: float, holder: str = "the dead one") -> None:
    row = {"name": "intake.relay", "holder": holder, "until": until}
    runtime.database.transact(lambda s: (s.execute(sa.delete(TABLE)), s.execute(sa.insert(TABLE).values(**row))))


@pytest.mark.parametrize(
    ("ahead", "ours"), [(-1, True), (5, False), (LONGEST, False), (LONGEST + 60, True), (86_400, True)]
)
def test_a_turn_further_ahead_than_any_turn_lasts_has_run_out(open_runtime: Open, ahead: float, ours: bool) -> None:
    """The clock was put back a day after a kill, or another host's runs ahead."""
    runtime = open_runtime(OFFICE)
    held_until(runtime, time.time() + ahead)
    assert asyncio.run(lease(runtime, "one").take()) is ours


def test_a_holder_that_stands_still_with_the_row_in_its_hand_keeps_nobody_waiting(open_runtime: Open) -> None:
    runtime = open_runtime(OFFICE)
    if runtime.database.embedded:
        return
    held_until(runtime, time.time() - 1)
    frozen, over = threading.Event(), threading.Event()

    def freeze() -> None:
        with runtime.database.session() as session:
            session.execute(sa.select(TABLE).with_for_update())
            frozen.set()
            over.wait(60)

    thread = threading.Thread(target=freeze)
    thread.start()
    frozen.wait(10)
    one = lease(runtime, "one")
    try:
        assert not asyncio.run(one.take())
        assert thread.is_alive(), "the row is still held: it was not waited for"
    finally:
        over.set()
        thread.join()
    assert asyncio.run(one.take())


def test_a_turn_that_nobody_renews_is_a_wait_and_one_that_is_renewed_is_none(
    open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime, now = open_runtime(OFFICE), [0.0]
    monkeypatch.setattr(leases, "machine_monotonic", lambda: now[0])
    until, one = time.time() + 20, lease(runtime, "one")
    for step in range(4):
        held_until(runtime, until + step)
        assert not asyncio.run(one.take())
        now[0] += 10
        assert one.stuck == 10, "the last sign of life was ten seconds ago"
    assert not asyncio.run(one.take())
    now[0] += 60
    assert one.stuck == 70 > STUCK
    held_until(runtime, time.time() - 1)
    assert asyncio.run(one.take())
    assert one.stuck == 0


class Worker:
    def __init__(self, runtime: Runtime) -> None:
        self.wait, self.lease = Wait("intake.relay"), lease(runtime, "one")


def test_a_process_is_not_ready_while_a_worker_lacks_its_database_or_its_turn(
    open_runtime: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime, now = open_runtime(OFFICE), [100.0]
    for module in ("shared.wait", "shared.lease"):
        monkeypatch.setattr(f"{module}.machine_monotonic", lambda: now[0])
    one = Worker(runtime)
    running = Running(runtime, None, one, None, None)  # type: ignore[arg-type]
    one.wait.because("relay waits for the broker", "not connected")
    now[0] += 1000
    assert running.unready() == "", "pages work without NATS"
    one.wait.over()
    one.wait.because(DATABASE, "OperationalError SQLITE_FULL")
    assert running.unready() == "", "it may pass"
    now[0] += PATIENCE + 1
    assert running.unready() == "intake.relay: OperationalError SQLITE_FULL"
    one.wait.over()
    assert running.unready() == ""
    held_until(runtime, time.time() + 20)
    assert not asyncio.run(one.lease.take())
    now[0] += STUCK + 1
    assert "does not renew" in running.unready()


def test_a_wait_is_said_once_and_again_louder_as_it_lasts(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = [100.0]
    monkeypatch.setattr("shared.wait.machine_monotonic", lambda: now[0])
    caplog.set_level("INFO", "shared.wait")
    wait = Wait("sink.consumer")
    for _ in range(int(LOUD) * 13):
        wait.because("consumer starts again", "stream not found")
        now[0] += 1
    levels = [record.levelname for record in caplog.records]
    assert levels == ["INFO", "WARNING", "WARNING"], "at once, after ten seconds, and each minute"
    wait.over()
    wait.over()
    assert [record.getMessage() for record in caplog.records][3:] == ["it goes on"]
