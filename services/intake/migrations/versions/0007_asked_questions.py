"""questions that are open: who is asked a second time, and when the team lead hears of them

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
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
