"""Whether everything that was to go has gone: what is overdue, counted by table."""

import datetime
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.rights.handlers.retention import PERIODS as INTAKE
from services.placements.hires.handlers.retention import PERIODS as PLACEMENTS
from services.recognition.about.handlers.mistakes import PERIODS as MISTAKES
from services.recognition.awards.handlers.years import PERIODS as AWARDS
from services.recognition.statements.tables import answer
from shared.clock import Clock
from shared.database import Database
from shared.retention import Moment, Period, overdue

RECOGNITION = (*MISTAKES, *AWARDS)
PERIODS: Mapping[str, tuple[Period, ...]] = {"intake": INTAKE, "placements": PLACEMENTS, "recognition": RECOGNITION}
LATE = datetime.timedelta(days=2)
"""The timers run every morning: what was over before is late."""
LETTERS = datetime.timedelta(days=7) + LATE
"""Letters in files go after a week."""
LOOKED_AT = datetime.timedelta(days=730)


def late(service: str, database: Database, clock: Clock) -> dict[str, int]:
    """How many rows of each table should have gone two days ago."""
    moment = Moment.of(clock).before(LATE)
    return database.look(lambda session: overdue(session, PERIODS.get(service, ()), moment))


def answers_to_look_at(session: Session, today: datetime.date) -> int:
    """Published answers of an interview that nobody has looked at for two years: do they still hold?"""
    old = answer.c.approved_on < today - LOOKED_AT
    return session.scalar(sa.select(sa.func.count()).select_from(answer).where(answer.c.state == "approved", old)) or 0
