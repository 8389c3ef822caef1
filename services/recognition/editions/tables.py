"""Published editions and the basis of each of their rows."""

import sqlalchemy as sa

from services.recognition.editions.model import Edition
from services.recognition.schema import Ref, mappers, metadata
from shared.database import Instant

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
    sa.Column("asked", sa.Integer),
)
correction_request = sa.Table(
    "correction_request",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("edition", sa.String(12), sa.ForeignKey("edition.number"), nullable=False, index=True),
    sa.Column("group", Ref, nullable=False),
    sa.Column("asked_on", sa.Date, nullable=False),
    sa.Column("asked_as", sa.String(20), nullable=False),
    sa.Column("noted_by", Ref, nullable=False),
    sa.Column("noted_at", Instant, nullable=False),
    sa.Column("used_in", sa.String(12)),
    comment="employers that asked for a correction of what an edition says of them",
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
mappers.map_imperatively(Edition, edition)
