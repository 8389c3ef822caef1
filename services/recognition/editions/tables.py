"""Published editions and the basis of each of their rows."""

import sqlalchemy as sa
from sqlalchemy.orm import deferred

from services.recognition.editions.model import Edition, Publication
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
edition_row = sa.Table(
    "edition_row",
    metadata,
    sa.Column("edition", sa.String(12), primary_key=True),
    sa.Column("group", Ref, primary_key=True),
    sa.Column("town", sa.String(200), nullable=False),
    sa.Column("sector", sa.String(1), nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Index("edition_row_group", "group", "edition"),
    sa.Index("edition_row_town", "edition", "town", "group"),
    sa.Index("edition_row_sector", "edition", "sector", "group"),
    comment="public rows, each as the bytes it was published with; of an edition that is not out yet they are not read",
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
publication = sa.Table(
    "publication",
    metadata,
    sa.Column("number", sa.String(12), primary_key=True),
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("known_at", Instant, nullable=False),
    sa.Column("begun_at", Instant, nullable=False),
    sa.Column("begun_by", Ref, nullable=False),
    sa.Column("method", sa.String(40), nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("salt", sa.String(64), nullable=False),
    sa.Column("corrects", sa.String(12)),
    sa.Column("note", sa.String(2000), nullable=False),
    sa.Column("read", sa.String(64), nullable=False),
    sa.Column("stage", sa.String(10), nullable=False),
    sa.Column("reached", Ref, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("of", sa.Integer, nullable=False),
    sa.Column("refused", sa.String(400), nullable=False),
    comment="the edition that is being made, and how far it is; at most one row",
)
edition_address = sa.Table(
    "edition_address",
    metadata,
    sa.Column("group", Ref, primary_key=True),
    sa.Column("slug", sa.String(120), nullable=False, unique=True),
    sa.Column("name_latin", sa.String(300), nullable=False),
    comment="addresses that groups get with the edition that is being made",
)
mappers.map_imperatively(Publication, publication)
mappers.map_imperatively(Edition, edition, properties={"rows": deferred(edition.c.rows)})
