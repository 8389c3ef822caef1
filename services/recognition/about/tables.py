"""Mistakes that readers told of."""

import sqlalchemy as sa

from services.recognition.schema import Ref, metadata
from shared.database import Instant

mistake = sa.Table(
    "mistake",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("page", sa.String(200), nullable=False),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("words", sa.String(2000), nullable=False),
    sa.Column("lang", sa.String(2), nullable=False),
    sa.Column("network", sa.String(64), nullable=False),
    sa.Column("sent", Instant, nullable=False, index=True),
    sa.Column("closed", Instant),
    sa.Column("closed_by", Ref),
    sa.Column("answer", sa.String(2000), nullable=False),
    comment="what a reader found wrong; whoever has its reference reads the answer",
)
