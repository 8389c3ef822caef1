"""why an editor gave words or a figure back to the employer

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('answer', 'figure'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('returned', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    for table in ('figure', 'answer'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('returned')
