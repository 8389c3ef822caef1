"""files of one person, and cases about them

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('merge_case',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('first', sa.String(length=64), nullable=False),
    sa.Column('second', sa.String(length=64), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('first_says', sa.String(length=10), nullable=False),
    sa.Column('second_says', sa.String(length=10), nullable=False),
    sa.Column('first_by', sa.String(length=64), nullable=False),
    sa.Column('second_by', sa.String(length=64), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['first'], ['candidate.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['second'], ['candidate.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('first', 'second', name='one_case_of_two_files')
    )
    with op.batch_alter_table('merge_case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_merge_case_first'), ['first'], unique=False)
        batch_op.create_index(batch_op.f('ix_merge_case_second'), ['second'], unique=False)

    with op.batch_alter_table('candidate', schema=None) as batch_op:
        batch_op.add_column(sa.Column('person', sa.String(length=64), server_default='', nullable=False))
        batch_op.add_column(sa.Column('age_band', sa.String(length=10), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_candidate_person'), ['person'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('candidate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_candidate_person'))
        batch_op.drop_column('age_band')
        batch_op.drop_column('person')

    with op.batch_alter_table('merge_case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_merge_case_second'))
        batch_op.drop_index(batch_op.f('ix_merge_case_first'))

    op.drop_table('merge_case')