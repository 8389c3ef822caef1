"""answers that an officer wrote down on the telephone

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("answer", sa.Column("taken_by", sa.String(64)))
    op.add_column("answer", sa.Column("taken_for", sa.String(64)))
    op.add_column("answer", sa.Column("taken_on", sa.Date()))
    op.add_column("answer", sa.Column("confirmed_on", sa.Date()))
    op.add_column("answer", sa.Column("approved_taken_on", sa.Date()))
