"""a standing by each version of the standard

What was computed stays as that of recog-1.0.0; every group is due at once, so that the next daily round computes both.

Revision ID: 0005
Revises: 0004
"""

import datetime

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

NUMBERS = ('total', 'raw_tier', 'kept', 'lost', 'excused', 'proved', 'pending', 'headcount', 'practices')


def upgrade() -> None:
    op.rename_table('standing', 'standing_before')
    op.create_table('standing',
    sa.Column('group', sa.String(length=64), nullable=False),
    sa.Column('method', sa.String(length=40), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('tier', sa.String(length=10), nullable=False),
    *[sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS[1:]],
    sa.PrimaryKeyConstraint('group', 'method', name='standing_by_version')
    )
    names = ['group', 'tier', *NUMBERS]
    before = sa.table('standing_before', *[sa.column(name) for name in names])
    now = sa.table('standing', sa.column('method'), *[sa.column(name) for name in names])
    due = sa.table('due', sa.column('day', sa.Date), sa.column('group'))
    old = sa.select(sa.literal('recog-1.0.0'), *[before.c[name] for name in names])
    op.execute(now.insert().from_select(['method', *names], old))
    at_once = sa.select(sa.literal(datetime.date(2000, 1, 1), sa.Date), before.c.group)
    op.execute(due.insert().from_select(['day', 'group'], at_once))
    op.drop_table('standing_before')


def downgrade() -> None:
    op.execute("DELETE FROM standing WHERE method <> 'recog-1.0.0'")
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.drop_constraint('standing_by_version', type_='primary')
        batch_op.create_primary_key('standing_pkey', ['group'])
        batch_op.drop_column('method')
