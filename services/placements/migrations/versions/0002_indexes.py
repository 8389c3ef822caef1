"""indexes: refused events, and the answers to a question

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    refused = sa.text("refused IS NOT NULL")
    op.create_index("outbox_refused", "outbox", ["aggregate_id"], sqlite_where=refused, postgresql_where=refused)
    op.create_index("ix_follow_up_answer_follow_up", "follow_up_answer", ["follow_up"])
