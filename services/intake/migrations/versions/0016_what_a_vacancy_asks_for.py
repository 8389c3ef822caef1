"""what a vacancy asks for, completed courses, filled vacancies, and where an officer is reached

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (("vacancy", "skills"), ("vacancy", "courses"), ("candidate", "courses")):
        op.add_column(table, sa.Column(column, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("account", sa.Column("phone", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "filled_vacancy",
        sa.Column("vacancy", sa.String(length=64), primary_key=True),
        sa.Column("since", sa.Date(), nullable=False),
    )
