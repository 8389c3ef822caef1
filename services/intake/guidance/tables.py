"""Whose case it is and what comes next, what was noted, who handed over to whom, and who stands in for whom."""

import sqlalchemy as sa

from services.intake.guidance.model import Absence, CaseFile, CaseNote
from services.intake.schema import mapping, metadata, reference
from shared.database import Instant

case_file = sa.Table(
    "case_file",
    metadata,
    sa.Column(
        "candidate",
        sa.String(64),
        sa.ForeignKey("candidate.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    sa.Column("owner", sa.String(64), index=True),
    sa.Column("taken_on", sa.Date),
    sa.Column("next_step", sa.Text, nullable=False),
    sa.Column("next_due", sa.Date),
    sa.Column("next_by", sa.String(64), nullable=False),
)
"""Without a row, or without an owner in it, the case is whoever's registered the person."""

case_note = sa.Table(
    "case_note",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("candidate"),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("done", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
"""`done` is the step that was finished, where one was."""

case_change = sa.Table(
    "case_change",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("candidate"),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("from_owner", sa.String(64), nullable=False),
    sa.Column("to_owner", sa.String(64), nullable=False),
)

stand_in = sa.Table(
    "stand_in",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("organisation"),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("stands_in", sa.String(64), nullable=False),
    sa.Column("begins", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
    sa.Column("by", sa.String(64), nullable=False),
)

mapping.map_imperatively(CaseFile, case_file)
mapping.map_imperatively(CaseNote, case_note)
mapping.map_imperatively(Absence, stand_in)
