"""oversight: samples and what auditors found, alerts and how they were closed

Which service recorded a hire is heard from now on; `steadfast rebuild recognition` fills it for those heard before.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_sample',
    sa.Column('edition', sa.String(length=12), nullable=False),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('seed_of', sa.String(length=12), nullable=True),
    sa.Column('kept', sa.Integer(), nullable=False),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('edition')
    )
    op.create_table('audit_line',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('edition', sa.String(length=12), nullable=False),
    sa.Column('group', sa.String(length=64), nullable=False),
    sa.Column('placement', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['edition'], ['audit_sample.edition']),
    sa.PrimaryKeyConstraint('id'),
    comment='a placement to be audited, by its reference only'
    )
    op.create_index('ix_audit_line_edition', 'audit_line', ['edition'])
    op.create_index('ix_audit_line_placement', 'audit_line', ['placement'])
    op.create_table('audit_finding',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('line', sa.String(length=64), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('evidence', sa.String(length=20), nullable=False),
    sa.Column('note', sa.String(length=2000), nullable=False),
    sa.Column('by', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['line'], ['audit_line.id']),
    sa.PrimaryKeyConstraint('id'),
    comment='what an auditor found; the last one counts, none is ever changed'
    )
    op.create_index('ix_audit_finding_line', 'audit_finding', ['line'])
    op.create_table('alert',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('rule', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.String(length=140), nullable=False),
    sa.Column('period', sa.String(length=12), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('numbers', sa.LargeBinary(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('grown_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_size', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('rule', 'subject', 'period')
    )
    op.create_table('alert_closing',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('alert', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=2000), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['alert'], ['alert.id']),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_alert_closing_alert', 'alert_closing', ['alert'])
    op.create_table('watched',
    sa.Column('group', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('group'),
    comment='groups of which something was told since the alerts were last looked for'
    )
    op.create_table('service_result',
    sa.Column('group', sa.String(length=64), nullable=False),
    sa.Column('organisation', sa.String(length=64), nullable=False),
    sa.Column('settled', sa.Integer(), nullable=False),
    sa.Column('kept', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('group', 'organisation')
    )
    op.create_table('recorder',
    sa.Column('placement', sa.String(length=64), nullable=False),
    sa.Column('organisation', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('placement'),
    comment='which service recorded a hire'
    )
    op.create_index('ix_recorder_organisation', 'recorder', ['organisation'])


def downgrade() -> None:
    for name in (
        'recorder', 'service_result', 'watched', 'alert_closing', 'alert', 'audit_finding', 'audit_line', 'audit_sample',
    ):
        op.drop_table(name)
