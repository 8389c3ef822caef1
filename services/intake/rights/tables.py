"""One-time codes to the own data, and what people asked for there."""

import sqlalchemy as sa

from services.intake.rights.model import DataRequest, OwnCode
from services.intake.schema import mapping, metadata, reference
from shared.database import Instant

own_code = sa.Table(
    "own_code",
    metadata,
    sa.Column("code_hash", sa.String(64), primary_key=True),
    reference("candidate"),
    sa.Column("made_by", sa.String(64), nullable=False),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("used", Instant),
)

data_request = sa.Table(
    "wish",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("candidate"),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("made_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("done_on", sa.Date),
    sa.Column("done_by", sa.String(64), nullable=False),
    sa.Column("outcome", sa.String(10), nullable=False),
)

mapping.map_imperatively(OwnCode, own_code)
mapping.map_imperatively(DataRequest, data_request)
