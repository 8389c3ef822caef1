"""what was asked about somebody's work, and when an employer was warned of a vacancy's end

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("candidate", sa.Column("answered", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("vacancy", sa.Column("warned_on", sa.Date()))
