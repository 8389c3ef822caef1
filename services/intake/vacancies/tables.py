"""Vacancies, and (derived) the referrals that placements told of."""

import sqlalchemy as sa

from services.intake.schema import Words, mapping, metadata, reference
from services.intake.vacancies.model import Vacancy
from shared.database import DERIVED

vacancy = sa.Table(
    "vacancy",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("employer"),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("title", sa.String(120), nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("contract", sa.String(12), nullable=False),
    sa.Column("hours", sa.Integer, nullable=False),
    sa.Column("town", sa.String(100), nullable=False),
    sa.Column("place", sa.String(12), nullable=False),
    sa.Column("wage_from", sa.Numeric(10, 2)),
    sa.Column("wage_to", sa.Numeric(10, 2)),
    sa.Column("skills", Words, nullable=False, server_default="[]"),
    sa.Column("languages", Words, nullable=False),
    sa.Column("courses", Words, nullable=False, server_default="[]"),
    sa.Column("support", Words, nullable=False),
    sa.Column("openings", sa.Integer, nullable=False),
    sa.Column("closes", sa.Date),
    sa.Column("made_on", sa.Date, nullable=False),
    sa.Column("published_on", sa.Date),
    sa.Column("warned_on", sa.Date),
    sa.Column("closed_on", sa.Date),
    sa.Index("vacancy_state", "state", "published_on"),
)


mapping.map_imperatively(Vacancy, vacancy)


filled_vacancy = sa.Table(
    "filled_vacancy",
    metadata,
    sa.Column("vacancy", sa.String(64), primary_key=True),
    sa.Column("since", sa.Date, nullable=False),
    schema=DERIVED,
)
"""Vacancies of which placements told that somebody works in each opening. Whose they are may not be known here yet."""

known_referral = sa.Table(
    "known_referral",
    metadata,
    sa.Column("referral", sa.String(64), primary_key=True),
    sa.Column("vacancy", sa.String(64), index=True),
    sa.Column("employer", sa.String(64), nullable=False),
    sa.Column("candidate", sa.String(64), nullable=False, index=True),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("open", sa.Boolean, nullable=False),
    schema=DERIVED,
)
"""A referral as far as placements told of it."""
