"""Awards by year, what the jury decides on, and prizes that others gave."""

import sqlalchemy as sa

from services.recognition.schema import Ref, metadata
from shared.database import Instant

award_year = sa.Table(
    "award_year",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("closed_on", sa.Date),
)
award_category = sa.Table(
    "award_category",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("year", sa.Integer, sa.ForeignKey("award_year.year"), nullable=False, index=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("name_en", sa.String(120), nullable=False),
)
nomination = sa.Table(
    "nomination",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("category", Ref, sa.ForeignKey("award_category.id"), nullable=False),
    sa.Column("group", Ref, nullable=False),
    sa.UniqueConstraint("category", "group"),
)
nomination_reason = sa.Table(
    "nomination_reason",
    metadata,
    sa.Column("nomination", Ref, sa.ForeignKey("nomination.id"), primary_key=True),
    sa.Column("by", Ref, primary_key=True),
    sa.Column("reasons", sa.String(2000), nullable=False),
    sa.Column("at", Instant, nullable=False, index=True),
    comment="why somebody put an employer forward; the jury alone reads it",
)
award_conflict = sa.Table(
    "award_conflict",
    metadata,
    sa.Column("nomination", Ref, sa.ForeignKey("nomination.id"), primary_key=True),
    sa.Column("juror", Ref, primary_key=True),
    sa.Column("reason", sa.String(20), nullable=False),
    sa.Column("at", Instant, nullable=False, index=True),
)
ballot = sa.Table(
    "ballot",
    metadata,
    sa.Column("category", Ref, sa.ForeignKey("award_category.id"), primary_key=True),
    sa.Column("juror", Ref, primary_key=True),
    sa.Column("nomination", Ref, sa.ForeignKey("nomination.id"), nullable=False, index=True),
    sa.Column("at", Instant, nullable=False, index=True),
    comment="read by nobody but its juror until the voting is closed",
)
award = sa.Table(
    "award",
    metadata,
    sa.Column("category", Ref, sa.ForeignKey("award_category.id"), primary_key=True),
    sa.Column("group", Ref, nullable=False, index=True),
    sa.Column("citation", sa.String(2000), nullable=False),
    sa.Column("citation_en", sa.String(2000), nullable=False),
    sa.Column("given_on", sa.Date, nullable=False),
)
prize = sa.Table(
    "prize",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("group", Ref, nullable=False, index=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("giver", sa.String(200), nullable=False),
    sa.Column("year", sa.Integer, nullable=False, index=True),
    sa.Column("used_for", sa.String(400), nullable=False),
    sa.Column("source", sa.String(200), nullable=False),
    comment="what others gave an employer",
)
