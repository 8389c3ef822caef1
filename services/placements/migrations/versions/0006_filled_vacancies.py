"""vacancies of which it was told that they are filled

Those that are filled already are told by the first hire, ending or change in them, and by the daily round.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filled_vacancy",
        sa.Column("vacancy", sa.String(length=64), primary_key=True),
        sa.Column("told_on", sa.Date(), nullable=False),
    )
