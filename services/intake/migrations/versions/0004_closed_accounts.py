"""when an account was closed: a year later nothing of the person stays in it

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("closed_on", sa.Date()))
    account = sa.table("account", sa.column("active", sa.Boolean()), sa.column("closed_on", sa.Date()))
    op.execute(sa.update(account).where(sa.not_(account.c.active)).values(closed_on=sa.func.current_date()))
