"""young people and fixed terms

Revision ID: 0007
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('permit_seen_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('renewal_asked_for', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.drop_column('renewal_asked_for')
        batch_op.drop_column('permit_seen_on')
