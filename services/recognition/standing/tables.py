"""What was heard, whole, with when it was recorded, and the standing it adds up to: all derived.

Which of it came late for an edition is owned: no rebuild may forget it.
"""

import sqlalchemy as sa

from services.recognition.schema import Ref, metadata
from shared.database import DERIVED, Instant

fact = sa.Table(
    "fact",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("entity", Ref, index=True),
    sa.Column("placement", Ref, index=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    schema=DERIVED,
    comment="scored facts, in the form of the scoring standard",
)
membership = sa.Table(
    "membership",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("entity", Ref, nullable=False, index=True),
    sa.Column("group", Ref, nullable=False, index=True),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("lead", sa.Boolean, nullable=False),
    sa.Column("role", sa.String(40)),
    sa.Column("kind", sa.String(40)),
    sa.Index("membership_since", "since", "entity"),
    schema=DERIVED,
)
employer_version = sa.Table(
    "employer_version",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("entity", Ref, nullable=False, index=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    schema=DERIVED,
    comment="what is public about an employer, as it was told each time",
)
employer_mark = sa.Table(
    "employer_mark",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("entity", Ref, nullable=False, index=True),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("points", sa.Boolean, nullable=False),
    sa.Index("employer_mark_on", "on", "entity"),
    schema=DERIVED,
    comment="verified, joined, left, closed",
)
suspension = sa.Table(
    "suspension",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("entity", Ref, nullable=False, index=True),
    sa.Column("suspension", Ref, nullable=False),
    sa.Column("rev", sa.Integer, nullable=False),
    sa.Column("begins", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
    sa.Index("suspension_begins", "begins", "entity"),
    sa.Index("suspension_ends", "ends", "entity"),
    schema=DERIVED,
    comment="whom the public list must leave out, at once",
)
practice_detail = sa.Table(
    "practice_detail",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("entity", Ref, nullable=False, index=True),
    sa.Column("practice", sa.String(40), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("confirmed", sa.Boolean, nullable=False),
    sa.Column("evidence", sa.Integer, nullable=False),
    sa.Column("details", sa.String(400), nullable=False),
    schema=DERIVED,
)
vacancy = sa.Table(
    "vacancy",
    metadata,
    sa.Column("vacancy", Ref, primary_key=True),
    sa.Column("entity", Ref, nullable=False, index=True),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("openings", sa.Integer, nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
    schema=DERIVED,
)
filled_vacancy = sa.Table(
    "filled_vacancy",
    metadata,
    sa.Column("vacancy", Ref, primary_key=True),
    schema=DERIVED,
)
"""Vacancies without an opening left. A table of its own: who tells of a vacancy and who fills it may be heard in any order."""
organisation = sa.Table(
    "organisation",
    metadata,
    sa.Column("organisation", Ref, primary_key=True),
    sa.Column("name", sa.String(300), nullable=False),
    sa.Column("town", sa.String(200), nullable=False),
    sa.Column("group", Ref),
    schema=DERIVED,
)
standing = sa.Table(
    "standing",
    metadata,
    sa.Column("group", Ref, primary_key=True),
    sa.Column("method", sa.String(40), primary_key=True),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("tier", sa.String(10), nullable=False),
    sa.Column("raw_tier", sa.Integer, nullable=False),
    sa.Column("kept", sa.Integer, nullable=False),
    sa.Column("lost", sa.Integer, nullable=False),
    sa.Column("excused", sa.Integer, nullable=False),
    sa.Column("proved", sa.Integer, nullable=False),
    sa.Column("pending", sa.Integer, nullable=False),
    sa.Column("headcount", sa.Integer, nullable=False),
    sa.Column("practices", sa.Integer, nullable=False),
    schema=DERIVED,
)
due = sa.Table(
    "due",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("group", Ref, primary_key=True),
    schema=DERIVED,
    comment="when time alone changes a standing",
)
late_fact = sa.Table(
    "late_fact",
    metadata,
    sa.Column("edition", sa.String(12), primary_key=True),
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("noticed_at", Instant, nullable=False),
)
