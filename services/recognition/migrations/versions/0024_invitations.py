"""who was asked for an interview, and who wants none

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("group", sa.String(64), primary_key=True),
        sa.Column("invited_on", sa.Date()),
        sa.Column("declined_on", sa.Date()),
    )
