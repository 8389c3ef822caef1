"""whose file it is

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
    op.create_table('known_person',
    sa.Column('candidate', sa.String(length=64), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=False),
    sa.Column('organisation', sa.String(length=64), nullable=True),
    sa.Column('registered_on', sa.Date(), nullable=True),
    sa.Column('age_band', sa.String(length=10), nullable=True),
    sa.Column('may_work_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('candidate')
    )
    with op.batch_alter_table('known_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_known_person_person'), ['person'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('known_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_known_person_person'))

    op.drop_table('known_person')