"""names in every spelling: keyed marks of people, and which files are still to be indexed anew

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "candidate_mark",
        sa.Column("candidate", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("candidate", "mark"),
    )
    op.create_index("ix_candidate_mark_mark", "candidate_mark", ["mark"])
    op.add_column("candidate", sa.Column("names_form", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("merge_case", sa.Column("similar", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("merge_case", sa.Column("told_on", sa.Date()))
    op.create_index("ix_merge_case_told_on", "merge_case", ["told_on"])


def downgrade() -> None:
    op.drop_index("ix_merge_case_told_on", "merge_case")
    op.drop_column("merge_case", "told_on")
    op.drop_column("merge_case", "similar")
    op.drop_column("candidate", "names_form")
    op.drop_table("candidate_mark")
