"""Records that were lost and that somebody went on without: from when to when, until a restore brings them back."""

import datetime
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Gap:
    """The oldest event that was lost, and the newest decision about a loss."""

    since: datetime.datetime
    until: datetime.datetime


def gap_of(session: Session, losses: sa.Table) -> Gap | None:
    """From the table of what was decided; none where nothing ever was, or a backup from before was restored."""
    since, until = session.execute(sa.select(sa.func.min(losses.c.since), sa.func.max(losses.c.at))).one()
    return Gap(since, until) if until is not None else None
