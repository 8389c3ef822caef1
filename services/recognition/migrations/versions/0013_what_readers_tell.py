"""what readers tell: mistakes they saw, and the answers

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "mistake",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("words", sa.String(2000), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True)),
        sa.Column("closed_by", sa.String(64)),
        sa.Column("answer", sa.String(2000), nullable=False),
    )
    op.create_index("ix_mistake_sent", "mistake", ["sent"])
