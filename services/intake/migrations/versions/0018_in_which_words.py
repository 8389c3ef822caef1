"""in which words a permission was asked for: those of before allow to show a profile, and no name

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("permission", sa.Column("asked", sa.String(length=10), nullable=False, server_default=""))
