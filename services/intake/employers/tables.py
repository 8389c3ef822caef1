"""Employers, their practices and suspensions, their vacancies."""

import sqlalchemy as sa

from services.intake.employers.claim import Registration
from services.intake.employers.model import Employer, PracticeRecord, Suspension
from services.intake.schema import Words, mapping, metadata, reference
from shared.database import Instant

employer = sa.Table(
    "employer",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("country", sa.String(2), nullable=False),
    sa.Column("national_id", sa.String(40), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("name_en", sa.String(200), nullable=False),
    sa.Column("legal_form", sa.String(20), nullable=False),
    sa.Column("sector", sa.String(1), nullable=False),
    sa.Column("town", sa.String(100), nullable=False),
    sa.Column("founded", sa.Integer),
    sa.Column("links", Words, nullable=False),
    sa.Column("countries", Words, nullable=False),
    sa.Column("trade_word", sa.String(60), nullable=False),
    sa.Column("trade_gender", sa.String(1)),
    sa.Column("seeks_partners", sa.Boolean, nullable=False),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("headcount", sa.Integer),
    sa.Column("headcount_on", sa.Date),
    sa.Column("registered_on", sa.Date, nullable=False),
    sa.Column("wants_listing", sa.Boolean, nullable=False),
    sa.Column("shows_points", sa.Boolean, nullable=False),
    sa.Column("verified_on", sa.Date),
    sa.Column("refused_on", sa.Date),
    sa.Column("refusal", sa.Text, nullable=False),
    sa.Column("joined_on", sa.Date),
    sa.Column("left_on", sa.Date),
    sa.Column("closed_on", sa.Date),
    sa.Column("group", sa.String(64), index=True),
    sa.Column("group_lead", sa.Boolean, nullable=False),
    reference("organisation", nullable=True),
    sa.Column("registered_by", sa.String(64), nullable=False, server_default=""),
    sa.Column("proposed", sa.JSON),
    sa.Column("proposed_by", sa.String(64), nullable=False, server_default=""),
    sa.Column("proposed_on", sa.Date),
    sa.Column("search", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("country", "national_id"),
)

suspension = sa.Table(
    "suspension",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("employer"),
    sa.Column("begins", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("rev", sa.Integer, nullable=False),
)

practice = sa.Table(
    "practice",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("employer"),
    sa.Column("practice", sa.String(20), nullable=False),
    sa.Column("details", Words, nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("evidence", sa.Integer, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("withdrawn_on", sa.Date),
)

registration = sa.Table(
    "registration",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("used", Instant),
    reference("account", nullable=True),
    reference("employer", nullable=True),
    sa.Column("by", sa.String(64), nullable=False, server_default=""),
)
"""Registrations whose address nobody has confirmed, and confirmed ones that wait beside an earlier one."""

mapping.map_imperatively(Registration, registration)
mapping.map_imperatively(Employer, employer)
mapping.map_imperatively(Suspension, suspension)
mapping.map_imperatively(PracticeRecord, practice)
