"""Referrals and every step of theirs."""

import sqlalchemy as sa

from services.placements.referrals.model import Referral, Step
from services.placements.schema import Account, Code, Key, mapper, metadata
from shared.database import Instant

referral = sa.Table(
    "referral",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("candidate", Key, nullable=False, index=True),
    sa.Column("case_code", sa.String(40), nullable=False),
    sa.Column("organisation", Key, nullable=False, index=True),
    sa.Column("employer", Key, nullable=False, index=True),
    sa.Column("vacancy", Key, index=True),
    sa.Column("state", Code, nullable=False),
    sa.Column("sent_on", sa.Date),
    sa.Column("answer_by", sa.Date),
    sa.Column("closed_on", sa.Date),
    sa.Column("visible_until", sa.Date),
    sa.Column("reason", Code),
    sa.Column("sealed_text", sa.Text),
    sa.Column("created_at", Instant, nullable=False),
    sa.Index("referral_waiting", "state", "answer_by"),
)
referral_step = sa.Table(
    "referral_step",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("referral", sa.ForeignKey("referral.id"), nullable=False, index=True),
    sa.Column("state", Code, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", Account, nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("party", Code, nullable=False),
    sa.Column("reason", Code),
)
mapper.map_imperatively(Referral, referral)
mapper.map_imperatively(Step, referral_step)
