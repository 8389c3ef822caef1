"""where centres are reached

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("phone", sa.String(60), nullable=False, server_default=""))
        table.add_column(sa.Column("hours", sa.String(200), nullable=False, server_default=""))
