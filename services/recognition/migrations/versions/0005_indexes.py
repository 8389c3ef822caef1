"""an index of refused events

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    refused = sa.text("refused IS NOT NULL")
    op.create_index("outbox_refused", "outbox", ["aggregate_id"], sqlite_where=refused, postgresql_where=refused)
