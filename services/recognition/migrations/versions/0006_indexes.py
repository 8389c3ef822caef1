"""an index of refused events

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    refused = sa.text("refused IS NOT NULL")
    op.create_index("outbox_refused", "outbox", ["aggregate_id"], sqlite_where=refused, postgresql_where=refused)
