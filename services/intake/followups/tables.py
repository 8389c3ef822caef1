"""Addresses of people who want to be asked by mail, the questions that are open, and the links that were mailed."""

import sqlalchemy as sa

from services.intake.model.question import Question
from services.intake.tables.schema import Words, mapping, metadata
from shared.database import Instant

candidate_mail = sa.Table(
    "candidate_mail",
    metadata,
    sa.Column(
        "candidate",
        sa.String(64),
        sa.ForeignKey("candidate.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("noted_on", sa.Date, nullable=False),
    sa.Column("noted_by", sa.String(64), nullable=False),
)
"""An e-mail address, sealed with the person's own key; without one nothing is mailed to the person."""

asked_question = sa.Table(
    "asked_question",
    metadata,
    sa.Column("placement", sa.String(64), primary_key=True),
    sa.Column("milestone", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("candidate", sa.String(64), nullable=False, index=True),
    sa.Column("employer", sa.String(64), nullable=False),
    sa.Column("organisation", sa.String(64), nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False, index=True),
    sa.Column("asked_on", sa.Date),
    sa.Column("asked_again_on", sa.Date),
    sa.Column("with_lead_on", sa.Date),
    sa.Column("answered", Words, nullable=False),
)
"""What placements asked, as far as letters go; whom a settled question was about is not kept."""

asked_link = sa.Table(
    "asked_link",
    metadata,
    sa.Column("mark", sa.String(32), primary_key=True),
    sa.Column("letter", sa.String(64), nullable=False),
    sa.Column("placement", sa.String(64), nullable=False),
    sa.Column("milestone", sa.Integer, nullable=False),
    sa.Column("party", sa.String(10), nullable=False),
    sa.Column("account", sa.String(64)),
    sa.Column("expires", Instant, nullable=False),
    sa.Index("asked_link_question", "placement", "milestone"),
)
"""Which links are on their way about which question; `account` = to whose account, none = to the person."""

mapping.map_imperatively(Question, asked_question)
