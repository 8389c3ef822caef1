"""indexes: refused events, and the devices of an account

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    refused = sa.text("refused IS NOT NULL")
    op.create_index("outbox_refused", "outbox", ["aggregate_id"], sqlite_where=refused, postgresql_where=refused)
    op.create_index("ix_device_account", "device", ["account"])
