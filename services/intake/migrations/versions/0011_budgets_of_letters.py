"""budgets of letters: how many go to one address and for one network, counted by keyed hashes

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("to", "network"):
        op.add_column("letter", sa.Column(name, sa.String(length=32), nullable=False, server_default=""))
    op.create_index("ix_letter_made", "letter", ["made"])
