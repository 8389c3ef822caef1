"""what the list of employers is searched by

Revision ID: 0015
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

from shared.readers.searching import searched

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Deferred checks of what earlier revisions wrote are made now: PostgreSQL alters no table that waits for them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search", sa.Text(), server_default="", nullable=False))
    table = sa.table("employer", *(sa.column(name) for name in ("id", "name", "name_en", "national_id", "town", "search")))
    for row in op.get_bind().execute(sa.select(table)).all():
        words = searched(row.name, row.name_en, row.national_id, row.town)
        op.execute(sa.update(table).where(table.c.id == row.id).values(search=words))


def downgrade() -> None:
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.drop_column("search")
