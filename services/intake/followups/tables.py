"""Addresses of people who want to be asked by mail, the questions that are open, and the links that were mailed."""

import sqlalchemy as sa

from services.intake.followups.model import Question
from services.intake.schema import Words, mapping, metadata

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


mapping.map_imperatively(Question, asked_question)
