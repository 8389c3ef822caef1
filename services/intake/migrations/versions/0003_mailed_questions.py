"""addresses of people who want to be asked by mail, the links mailed, and who is sending a letter

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letter", sa.Column("taken", sa.DateTime(timezone=True)))
    op.create_table(
        "candidate_mail",
        sa.Column("candidate", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("candidate"),
    )
    op.create_table(
        "asked_link",
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("letter", sa.String(length=64), nullable=False),
        sa.Column("placement", sa.String(length=64), nullable=False),
        sa.Column("milestone", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=10), nullable=False),
        sa.Column("account", sa.String(length=64)),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )
    op.create_index("asked_link_question", "asked_link", ["placement", "milestone"])
