"""whose case it is, what comes next in it, and who stands in

Revision ID: 0025
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "case_file",
        _of_candidate(primary_key=True),
        sa.Column("owner", sa.String(64)),
        sa.Column("taken_on", sa.Date),
        sa.Column("next_step", sa.Text, nullable=False),
        sa.Column("next_due", sa.Date),
        sa.Column("next_by", sa.String(64), nullable=False),
    )
    op.create_index("ix_case_file_owner", "case_file", ["owner"])
    op.create_table(
        "case_note",
        sa.Column("id", sa.String(64), primary_key=True),
        _of_candidate(nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("done", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_case_note_candidate", "case_note", ["candidate"])
    op.create_table(
        "case_change",
        sa.Column("id", sa.String(64), primary_key=True),
        _of_candidate(nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("from_owner", sa.String(64), nullable=False),
        sa.Column("to_owner", sa.String(64), nullable=False),
    )
    op.create_index("ix_case_change_candidate", "case_change", ["candidate"])
    op.create_table(
        "stand_in",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column(
            "organisation",
            sa.String(64),
            sa.ForeignKey("organisation.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("stands_in", sa.String(64), nullable=False),
        sa.Column("begins", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.Column("by", sa.String(64), nullable=False),
    )
    op.create_index("ix_stand_in_organisation", "stand_in", ["organisation"])


def _of_candidate(**more: bool) -> sa.Column[str]:
    key = sa.ForeignKey("candidate.id", deferrable=True, initially="DEFERRED")
    return sa.Column("candidate", sa.String(64), key, **more)
