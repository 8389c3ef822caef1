"""Whose page may come or go on a day that was told before: found by the day, without looking at anybody else."""

import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.tables import turn
from services.recognition.standing.queries.facts import groups_of_entities
from services.recognition.standing.tables import employer_mark, membership, suspension

LISTED = "listed"
"""The row of `turn` that holds the last day whose pages were looked over, as its ordinal number."""
DATED = (
    (employer_mark.c.entity, employer_mark.c.on),
    (membership.c.entity, membership.c.since),
    (suspension.c.entity, suspension.c.begins),
    (suspension.c.entity, suspension.c.ends),
)
"""Everything public that is told of a day: an employer joins, leaves or closes, is in a group, is suspended."""


def looked_over_on(session: Session) -> datetime.date | None:
    """The last day whose pages were looked over; None before the first."""
    number = session.scalar(sa.select(turn.c.number).where(turn.c.what == LISTED))
    return datetime.date.fromordinal(number) if number else None


def next_due(session: Session, after: datetime.date, until: datetime.date) -> datetime.date:
    """The first day behind `after` on which something begins or ends, `until` at the latest."""
    each = (session.scalar(sa.select(sa.func.min(day)).where(day > after, day <= until)) for _, day in DATED)
    return min((day for day in each if day), default=until)


def groups_due(session: Session, after: datetime.date, until: datetime.date) -> set[str]:
    """The groups for which something begins or ends on a day behind `after`, `until` included."""
    due = sa.union(*(sa.select(entity).where(day > after, day <= until) for entity, day in DATED))
    return groups_of_entities(session, set(session.scalars(due)))
