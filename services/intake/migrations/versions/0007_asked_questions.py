"""questions that are open: who is asked a second time, and when the team lead hears of them

Revision ID: 0007
Revises: 0006
"""

import datetime

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LINKS_LAST = datetime.timedelta(days=30)


def upgrade() -> None:
    questions = op.create_table(
        "asked_question",
        sa.Column("placement", sa.String(length=64), nullable=False),
        sa.Column("milestone", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("candidate", sa.String(length=64), nullable=False),
        sa.Column("employer", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("asked_on", sa.Date()),
        sa.Column("asked_again_on", sa.Date()),
        sa.Column("with_lead_on", sa.Date()),
        sa.Column("answered", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("placement", "milestone"),
    )
    op.create_index("ix_asked_question_candidate", "asked_question", ["candidate"])
    op.create_index("ix_asked_question_is_open", "asked_question", ["is_open"])
    keep_what_was_asked(questions)


def keep_what_was_asked(questions: sa.Table) -> None:
    """Of what was asked before only the links are known: kept as asked on that day, and not to be asked a second time.

    Told again, such a question is open and says whom it is about; nobody gets its first letters twice.
    """
    link = sa.table("asked_link", sa.column("placement"), sa.column("milestone"))
    until = sa.func.min(sa.column("expires", sa.DateTime(timezone=True))).label("until")
    query = sa.select(link.c.placement, link.c.milestone, until).select_from(link)
    found = op.get_bind().execute(query.group_by(link.c.placement, link.c.milestone)).all()
    op.bulk_insert(questions, [_as_asked(*each) for each in found])


def _as_asked(placement: str, milestone: int, until: datetime.datetime) -> dict[str, object]:
    then = (until.astimezone(datetime.UTC) if until.tzinfo else until).date() - LINKS_LAST
    of_whom = dict.fromkeys(("candidate", "employer", "organisation"), "")
    when = dict.fromkeys(("due", "asked_on", "asked_again_on"), then)
    return {"placement": placement, "milestone": milestone, "is_open": False, "answered": [], **of_whom, **when}
