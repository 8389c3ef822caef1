"""what is public today

Revision ID: 0002
Revises: 0001
"""

import datetime
import json

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

EMPTY = {'nullable': False, 'server_default': ''}


def upgrade() -> None:
    op.create_table('turn',
    sa.Column('what', sa.String(length=10), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('what'),
    comment='counts up whenever something public may have changed'
    )
    suspension = op.create_table('suspension',
    sa.Column('event_id', sa.String(length=36), nullable=False),
    sa.Column('recorded', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entity', sa.String(length=64), nullable=False),
    sa.Column('suspension', sa.String(length=64), nullable=False),
    sa.Column('rev', sa.Integer(), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('event_id'),
    comment='whom the public list must leave out, at once'
    )
    op.create_index('ix_suspension_entity', 'suspension', ['entity'], unique=False)
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.add_column(sa.Column('withdrawn_on', sa.Date(), nullable=True))
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('approved_language', sa.String(length=5), **EMPTY))
        batch_op.add_column(sa.Column('approved_speaker', sa.String(length=40), **EMPTY))
    with op.batch_alter_table('figure', schema=None) as batch_op:
        batch_op.add_column(sa.Column('replaces', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('withdrawn_on', sa.Date(), nullable=True))
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.add_column(sa.Column('placed_by', sa.String(length=64), **EMPTY))
        batch_op.add_column(sa.Column('lifted_by', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('resolution', sa.String(length=2000), **EMPTY))
    op.execute("UPDATE answer SET approved_language = language, approved_speaker = speaker WHERE approved_on IS NOT NULL")
    _suspensions_heard_before(suspension)


def _suspensions_heard_before(suspension: sa.Table) -> None:
    """Suspensions already kept as facts, in the form that a rebuild would give them."""
    columns = sa.column('event_id'), sa.column('recorded', sa.DateTime(timezone=True)), sa.column('entity'), sa.column('data')
    fact = sa.table('fact', *columns)
    query = sa.select(*fact.c)
    connection = op.get_bind()
    rows = []
    for one in connection.execute(query.where(fact.c.entity.is_not(None))):
        data = json.loads(bytes(one.data))
        if data['type'] == 'employer.suspended':
            begins, ends = (datetime.date.fromisoformat(d) if (d := data.get(k)) else None for k in ('from', 'to'))
            rows.append({'event_id': one.event_id, 'recorded': one.recorded, 'entity': one.entity,
                         'suspension': data.get('reference') or one.event_id, 'rev': data.get('rev', 0),
                         'begins': begins, 'ends': ends})
    if rows:
        connection.execute(sa.insert(suspension), rows)


def downgrade() -> None:
    raise NotImplementedError
