"""what was asked about somebody's work, and when an employer was warned of a vacancy's end

Revision ID: 0002
Revises: 0001
"""

from itertools import product

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CANDIDATE = sa.table(
    "candidate",
    sa.column("works_now", sa.Boolean()),
    sa.column("last_worked_on", sa.Date()),
    sa.column("in_education_until", sa.Date()),
    sa.column("seeking_since", sa.Date()),
    sa.column("answered", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("candidate", sa.Column("answered", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("vacancy", sa.Column("warned_on", sa.Date()))
    _take_over_answers()


def _take_over_answers() -> None:
    """Whatever an existing file says was asked; what it does not say may never have been."""
    row = CANDIDATE.c
    said = {
        "work": sa.or_(row.works_now, row.last_worked_on.is_not(None)),
        "study": row.in_education_until.is_not(None),
        "search": row.seeking_since.is_not(None),
    }
    for given in product((True, False), repeat=len(said)):
        these = [name for name, each in zip(said, given, strict=True) if each]
        where = [said[name] if each else sa.not_(said[name]) for name, each in zip(said, given, strict=True)]
        if these:
            op.execute(sa.update(CANDIDATE).where(*where).values(answered=these))
