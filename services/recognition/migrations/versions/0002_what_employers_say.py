"""translations of answers, and statements without a number

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('translation_bg', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('translation_en', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('translated_by', sa.String(length=20), server_default='employer', nullable=False))
        batch_op.add_column(sa.Column('approved_translation_bg', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('approved_translation_en', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('approved_translated_by', sa.String(length=20), server_default='', nullable=False))

    with op.batch_alter_table('figure', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=12), server_default='figure', nullable=False))
        for name in ('who_bg', 'who_en', 'source_en', 'definition_bg', 'definition_en'):
            batch_op.add_column(sa.Column(name, sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('outcome_value', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('outcome_date', sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column('about', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('details', sa.String(length=400), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('figure', schema=None) as batch_op:
        for name in ('details', 'about', 'outcome_date', 'outcome_value', 'definition_en', 'definition_bg',
                     'source_en', 'who_en', 'who_bg', 'kind'):
            batch_op.drop_column(name)

    with op.batch_alter_table('answer', schema=None) as batch_op:
        for name in ('approved_translated_by', 'approved_translation_en', 'approved_translation_bg',
                     'translated_by', 'translation_en', 'translation_bg'):
            batch_op.drop_column(name)
