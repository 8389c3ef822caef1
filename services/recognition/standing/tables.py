"""Recognition's tables. Derived: what was heard, whole, with when it was recorded, and the standing it adds up to."""

import sqlalchemy as sa
from sqlalchemy.orm import registry

from services.recognition.model import Answer, Edition, Hold, Listing, StatedFigure
from shared.database import DERIVED, Instant
from shared.service import plumbing

metadata = sa.MetaData()
plumbing(metadata)
mappers = registry(metadata=metadata)

Ref = sa.String(64)

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

edition = sa.Table(
    "edition",
    metadata,
    sa.Column("number", sa.String(12), primary_key=True),
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("known_at", Instant, nullable=False),
    sa.Column("published_at", Instant, nullable=False),
    sa.Column("published_by", Ref, nullable=False),
    sa.Column("method", sa.String(40), nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("rows", sa.LargeBinary, nullable=False),
    sa.Column("corrects", sa.String(12)),
    sa.Column("note", sa.String(2000), nullable=False),
    sa.Column("salt", sa.String(64), nullable=False, server_default=""),
)
edition_basis = sa.Table(
    "edition_basis",
    metadata,
    sa.Column("edition", sa.String(12), primary_key=True),
    sa.Column("group", Ref, primary_key=True),
    sa.Column("taken_in", sa.String(12), nullable=False),
    sa.Column("raw_tier", sa.Integer, nullable=False),
    sa.Column("tier", sa.String(10), nullable=False),
    sa.Column("basis", sa.LargeBinary, nullable=False),
    sa.Index("edition_basis_group", "group"),
)
late_fact = sa.Table(
    "late_fact",
    metadata,
    sa.Column("edition", sa.String(12), primary_key=True),
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("noticed_at", Instant, nullable=False),
)
listing = sa.Table(
    "listing",
    metadata,
    sa.Column("group", Ref, primary_key=True),
    sa.Column("slug", sa.String(120), nullable=False, unique=True),
    sa.Column("name_latin", sa.String(300), nullable=False),
    sa.Column("listed_on", sa.Date, nullable=False),
    sa.Column("withdrawn_on", sa.Date),
)
answer = sa.Table(
    "answer",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("group", Ref, nullable=False, index=True),
    sa.Column("question", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("speaker", sa.String(40), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("sent_on", sa.Date),
    sa.Column("approved_on", sa.Date),
    sa.Column("approved_by", Ref),
    sa.Column("approved_text", sa.Text, nullable=False),
    sa.Column("approved_language", sa.String(5), nullable=False, server_default=""),
    sa.Column("approved_speaker", sa.String(40), nullable=False, server_default=""),
    sa.Column("translation_bg", sa.Text, nullable=False, server_default=""),
    sa.Column("translation_en", sa.Text, nullable=False, server_default=""),
    sa.Column("translated_by", sa.String(20), nullable=False, server_default="employer"),
    sa.Column("approved_translation_bg", sa.Text, nullable=False, server_default=""),
    sa.Column("approved_translation_en", sa.Text, nullable=False, server_default=""),
    sa.Column("approved_translated_by", sa.String(20), nullable=False, server_default=""),
    sa.Column("returned", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("group", "question"),
)
figure = sa.Table(
    "figure",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("group", Ref, nullable=False, index=True),
    sa.Column("value", sa.String(20), nullable=False),
    sa.Column("unit", sa.String(20), nullable=False),
    sa.Column("measure", sa.String(20), nullable=False),
    sa.Column("qualifier", sa.String(10), nullable=False),
    sa.Column("scope_bg", sa.String(200), nullable=False),
    sa.Column("scope_en", sa.String(200), nullable=False),
    sa.Column("composite", sa.Boolean, nullable=False),
    sa.Column("from_year", sa.Integer),
    sa.Column("as_of", sa.String(10), nullable=False),
    sa.Column("source", sa.String(200), nullable=False),
    sa.Column("target_value", sa.String(20)),
    sa.Column("target_unit", sa.String(20)),
    sa.Column("target_date", sa.String(10)),
    sa.Column("replaces", Ref),
    sa.Column("approved_on", sa.Date),
    sa.Column("approved_by", Ref),
    sa.Column("withdrawn_on", sa.Date),
    sa.Column("kind", sa.String(12), nullable=False, server_default="figure"),
    sa.Column("who_bg", sa.String(200), nullable=False, server_default=""),
    sa.Column("who_en", sa.String(200), nullable=False, server_default=""),
    sa.Column("source_en", sa.String(200), nullable=False, server_default=""),
    sa.Column("definition_bg", sa.String(200), nullable=False, server_default=""),
    sa.Column("definition_en", sa.String(200), nullable=False, server_default=""),
    sa.Column("outcome_value", sa.String(20)),
    sa.Column("outcome_date", sa.String(10)),
    sa.Column("about", Ref),
    sa.Column("details", sa.String(400), nullable=False, server_default=""),
    sa.Column("returned", sa.Text, nullable=False, server_default=""),
)
hold = sa.Table(
    "hold",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("group", Ref, nullable=False, index=True),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("reason", sa.String(2000), nullable=False),
    sa.Column("placed_by", Ref, nullable=False, server_default=""),
    sa.Column("lifted_by", Ref),
    sa.Column("resolution", sa.String(2000), nullable=False, server_default=""),
)
turn = sa.Table(
    "turn",
    metadata,
    sa.Column("what", sa.String(10), primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    comment="counts up whenever something public may have changed",
)

mappers.map_imperatively(Edition, edition)
mappers.map_imperatively(Listing, listing)
mappers.map_imperatively(Answer, answer)
mappers.map_imperatively(Hold, hold)
mappers.map_imperatively(StatedFigure, figure)
