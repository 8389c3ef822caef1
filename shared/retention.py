"""Retention periods: which rows are over, and how they go, a few at a time, with nothing but counts in the log."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from shared.clock import Clock, machine_now
from shared.transaction import Transaction

log = structlog.get_logger(__name__)

STEP = 500
"""Rows in one statement."""
STEPS = 20
"""Statements in one morning: what is left goes the next day, and the doctor tells of what stays too long."""


@dataclass(frozen=True)
class Moment:
    """Now by both clocks: dates people live by turn with the business clock; sessions, links and letters never."""

    now: datetime.datetime
    machine: datetime.datetime
    today: datetime.date

    @classmethod
    def of(cls, clock: Clock) -> "Moment":
        return cls(clock.now(), machine_now(), clock.today())

    def before(self, by: datetime.timedelta) -> "Moment":
        return Moment(self.now - by, self.machine - by, self.today - by)


Step = Callable[[Transaction, Moment, int], int]


@dataclass(frozen=True, kw_only=True)
class Period:
    """One line of the inventory: `kept` in its words, which rows are `over`, and what becomes of them.

    They are deleted, or the columns in `emptied` are set, or `step` does it: at most so many rows, returning how many.
    """

    kept: str
    table: sa.Table
    over: Callable[[Moment], sa.ColumnElement[bool]]
    emptied: Mapping[str, Any] | None = None
    step: Step | None = None


def carry_out(periods: Iterable[Period], tx: Transaction) -> dict[str, int]:
    """Do what is over now. Returns how many rows of each table that were."""
    moment, done = Moment.of(tx.clock), dict[str, int]()
    for period in periods:
        count = _all_steps(period, tx, moment)
        if count:
            done[period.table.name] = done.get(period.table.name, 0) + count
            log.info("retention", service=tx.source, type=period.table.name, count=count)
    return done


def overdue(session: Session, periods: Iterable[Period], moment: Moment) -> dict[str, int]:
    """How many rows of each table were over at that moment and are still there."""
    found: dict[str, int] = {}
    for period in periods:
        count = session.scalar(sa.select(sa.func.count()).select_from(period.table).where(period.over(moment))) or 0
        if count:
            found[period.table.name] = found.get(period.table.name, 0) + count
    return found


def _all_steps(period: Period, tx: Transaction, moment: Moment) -> int:
    total = 0
    for _ in range(STEPS):
        count = (period.step or _plain(period))(tx, moment, STEP)
        total += count
        if count < STEP:
            break
    return total


def _plain(period: Period) -> Step:
    """Delete the rows, or empty their columns."""
    keys = list(period.table.primary_key)
    key = keys[0] if len(keys) == 1 else sa.tuple_(*keys)

    def step(tx: Transaction, moment: Moment, most: int) -> int:
        some = key.in_(sa.select(*keys).where(period.over(moment)).limit(most))
        change: Any = sa.delete(period.table).where(some)
        if period.emptied is not None:
            change = sa.update(period.table).where(some).values(**period.emptied)
        return int(tx.session.execute(change.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]

    return step


def timers_of(periods: Iterable[Period]) -> list[Callable[[datetime.date, Transaction], None]]:
    """A timer for each period, in a transaction of its own: one that fails holds up no other."""
    return [_timer(period) for period in periods]


def _timer(period: Period) -> Callable[[datetime.date, Transaction], None]:
    def keep_period(day: datetime.date, tx: Transaction) -> None:
        carry_out((period,), tx)

    keep_period.__name__ = f"keep_{period.table.name}"
    return keep_period
