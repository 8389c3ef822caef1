"""vacancies without an opening left

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("filled_vacancy", sa.Column("vacancy", sa.String(length=64), primary_key=True))
