"""Tidying goes in steps, tells a table and a count, holds up nothing else, and the doctor tells what is overdue."""

import contextlib
from functools import partial

import pytest
import sqlalchemy as sa

from services.care import retention
from services.intake.access import tables as access
from services.intake.letters import tables as letters_tables
from services.intake.rights.handlers.retention import PERIODS as INTAKE_PERIODS
from services.intake.service import SERVICE as INTAKE
from services.placements.hires.handlers.retention import PERIODS as PLACEMENTS_PERIODS
from services.placements.service import SERVICE as PLACEMENTS
from shared import retention as engine
from shared.clock import machine_now
from shared.message import new_id
from shared.retention import Moment
from shared.settings import Settings
from shared.transaction import Transaction
from tests.care.tidying import D, H, count, employer_account, put, tidy
from tests.intake.conftest import Intake


def test_many_rows_go_in_steps(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "STEP", 10)
    monkeypatch.setattr(engine, "STEPS", 3)
    old = machine_now() - 2 * H
    intake.runtime.database.transact(
        lambda s: s.execute(sa.insert(access.attempt), [{"bucket": "b", "at": old} for _ in range(47)])
    )
    assert [tidy(intake, INTAKE_PERIODS).get("attempt", 0) for _ in range(3)] == [30, 17, 0]


def test_a_log_line_tells_table_and_count_and_nothing_else(intake: Intake) -> None:
    import structlog

    put(intake, access.attempt, bucket="b", at=machine_now() - 2 * H)
    with structlog.testing.capture_logs() as lines:
        tidy(intake, INTAKE_PERIODS)
    assert lines == [{"event": "retention", "log_level": "info", "service": "intake", "type": "attempt", "count": 1}]


def test_both_services_tidy_every_morning(intake: Intake) -> None:
    kept = [timer.__name__ for service in (INTAKE, PLACEMENTS) for timer in service.daily]
    for periods in (INTAKE_PERIODS, PLACEMENTS_PERIODS):
        assert {f"keep_{period.table.name}" for period in periods} <= set(kept)
    put(intake, access.attempt, bucket="b", at=machine_now() - 2 * H)
    intake.runtime.perform(lambda tx: [timer(tx.today, tx) for timer in INTAKE.daily])
    assert count(intake, access.attempt) == 0


def test_a_period_that_fails_holds_up_no_other(intake: Intake) -> None:
    """Each has a timer, and so a transaction, of its own."""
    names = [timer.__name__ for timer in INTAKE.daily if timer.__name__.startswith("keep_")]
    assert len(names) == len(INTAKE_PERIODS)

    def broken(tx: Transaction, moment: Moment, most: int) -> int:
        raise ValueError("one bad row")

    good = next(period for period in INTAKE_PERIODS if period.table is access.attempt)
    bad = engine.Period(kept="", table=letters_tables.letter, over=good.over, step=broken)
    put(intake, access.attempt, bucket="b", at=machine_now() - 2 * H)
    for timer in engine.timers_of([bad, good]):
        with contextlib.suppress(ValueError):
            intake.runtime.perform(partial(timer, intake.runtime.clock.today()))
    assert count(intake, access.attempt) == 0


def test_the_doctor_tells_what_is_overdue(intake: Intake, settings: Settings) -> None:
    """Late is what should have gone two mornings ago; what is over since yesterday waits for its morning."""

    put(intake, access.device, mark=new_id(), account=employer_account(intake), seen=machine_now() - 366 * D)
    assert retention.late("intake", intake.runtime.database, intake.runtime.clock) == {}
    intake.runtime.database.transact(lambda s: s.execute(sa.update(access.device).values(seen=machine_now() - 368 * D)))
    assert retention.late("intake", intake.runtime.database, intake.runtime.clock) == {"device": 1}
    tidy(intake, INTAKE_PERIODS)
    assert retention.late("intake", intake.runtime.database, intake.runtime.clock) == {}
