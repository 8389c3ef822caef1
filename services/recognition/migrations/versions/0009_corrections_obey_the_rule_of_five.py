"""corrections obey the rule of five, unless the employer asked

Those published before say nothing of who asked: they verify as they were made.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked', sa.Integer(), nullable=True))
    op.create_table('correction_request',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('edition', sa.String(length=12), nullable=False),
    sa.Column('group', sa.String(length=64), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('asked_as', sa.String(length=20), nullable=False),
    sa.Column('noted_by', sa.String(length=64), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_in', sa.String(length=12), nullable=True),
    sa.ForeignKeyConstraint(['edition'], ['edition.number']),
    sa.PrimaryKeyConstraint('id'),
    comment='employers that asked for a correction of what an edition says of them'
    )
    with op.batch_alter_table('correction_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_correction_request_edition'), ['edition'], unique=False)


def downgrade() -> None:
    op.drop_table('correction_request')
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.drop_column('asked')
