"""the board in three orders, by size, and what is said of a town

The first morning after it makes the board anew, since what is kept of it has another form; until then pages are computed.

Revision ID: 0023
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "board_town",
        sa.Column("town", sa.String(200), primary_key=True),
        sa.Column("marked", sa.Integer, nullable=False),
        sa.Column("together", sa.Integer),
        sa.Column("small", sa.Integer, nullable=False),
        sa.Column("small_together", sa.Integer),
    )
