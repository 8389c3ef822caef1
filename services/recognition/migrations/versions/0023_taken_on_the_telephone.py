"""answers that an officer wrote down on the telephone

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("answer", sa.Column("taken_by", sa.String(64)))
    op.add_column("answer", sa.Column("taken_for", sa.String(64)))
    op.add_column("answer", sa.Column("taken_on", sa.Date()))
    op.add_column("answer", sa.Column("confirmed_on", sa.Date()))
    op.add_column("answer", sa.Column("approved_taken_on", sa.Date()))
