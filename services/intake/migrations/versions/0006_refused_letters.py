"""letters that a mail server does not take: since when, when to try again, and when nobody tries any more

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
    for name in ("refused", "not_before", "given_up"):
        op.add_column("letter", sa.Column(name, sa.DateTime(timezone=True)))
