"""series and their issues

Revision ID: 0021
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("slug", sa.String(120), nullable=False, unique=True),
        sa.Column("title_bg", sa.String(200), nullable=False),
        sa.Column("title_en", sa.String(200), nullable=False),
        sa.Column("aim_bg", sa.String(1000), nullable=False),
        sa.Column("aim_en", sa.String(1000), nullable=False),
        sa.Column("implementer", sa.String(200), nullable=False),
        sa.Column("project_bg", sa.String(200), nullable=False),
        sa.Column("project_en", sa.String(200), nullable=False),
        sa.Column("funder_bg", sa.String(200), nullable=False),
        sa.Column("funder_en", sa.String(200), nullable=False),
        sa.Column("site", sa.String(300), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("is_continued", sa.Boolean(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
    )
    op.create_table(
        "issue",
        sa.Column("series", sa.String(64), primary_key=True),
        sa.Column("group", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
    )
    op.create_index("ix_issue_group", "issue", ["group"])
