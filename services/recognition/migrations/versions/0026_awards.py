"""awards by year, and prizes that others gave

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
REF = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "award_year",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date),
    )
    op.create_table(
        "award_category",
        sa.Column("id", REF, primary_key=True),
        sa.Column("year", sa.Integer, sa.ForeignKey("award_year.year"), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("name_en", sa.String(120), nullable=False),
    )
    op.create_index("ix_award_category_year", "award_category", ["year"])
    op.create_table(
        "nomination",
        sa.Column("id", REF, primary_key=True),
        sa.Column("category", REF, sa.ForeignKey("award_category.id"), nullable=False),
        sa.Column("group", REF, nullable=False),
        sa.UniqueConstraint("category", "group"),
    )
    _of_people()
    op.create_table(
        "award",
        sa.Column("category", REF, sa.ForeignKey("award_category.id"), primary_key=True),
        sa.Column("group", REF, nullable=False),
        sa.Column("citation", sa.String(2000), nullable=False),
        sa.Column("citation_en", sa.String(2000), nullable=False),
        sa.Column("given_on", sa.Date, nullable=False),
    )
    op.create_index("ix_award_group", "award", ["group"])
    op.create_table(
        "prize",
        sa.Column("id", REF, primary_key=True),
        sa.Column("group", REF, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("giver", sa.String(200), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("used_for", sa.String(400), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
    )
    op.create_index("ix_prize_group", "prize", ["group"])
    op.create_index("ix_prize_year", "prize", ["year"])


def _of_people() -> None:
    """What somebody said or decided, each with when."""
    at = ("at", sa.DateTime(timezone=True))
    op.create_table(
        "nomination_reason",
        sa.Column("nomination", REF, sa.ForeignKey("nomination.id"), primary_key=True),
        sa.Column("by", REF, primary_key=True),
        sa.Column("reasons", sa.String(2000), nullable=False),
        sa.Column(*at, nullable=False),
    )
    op.create_table(
        "award_conflict",
        sa.Column("nomination", REF, sa.ForeignKey("nomination.id"), primary_key=True),
        sa.Column("juror", REF, primary_key=True),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column(*at, nullable=False),
    )
    op.create_table(
        "ballot",
        sa.Column("category", REF, sa.ForeignKey("award_category.id"), primary_key=True),
        sa.Column("juror", REF, primary_key=True),
        sa.Column("nomination", REF, sa.ForeignKey("nomination.id"), nullable=False),
        sa.Column(*at, nullable=False),
    )
    op.create_index("ix_ballot_nomination", "ballot", ["nomination"])
    for table in ("nomination_reason", "award_conflict", "ballot"):
        op.create_index(f"ix_{table}_at", table, ["at"])
