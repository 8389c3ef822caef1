"""What employers say of themselves, and what of a page is held back."""

import sqlalchemy as sa

from services.recognition.schema import Ref, mappers, metadata
from services.recognition.statements.model.hold import Hold
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.model.invitation import Invitation
from services.recognition.statements.model.stated import StatedFigure

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
    sa.Column("taken_by", Ref),
    sa.Column("taken_for", Ref),
    sa.Column("taken_on", sa.Date),
    sa.Column("confirmed_on", sa.Date),
    sa.Column("approved_taken_on", sa.Date),
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
invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column("group", Ref, primary_key=True),
    sa.Column("invited_on", sa.Date),
    sa.Column("declined_on", sa.Date),
    comment="who was asked for an interview, and who wants none",
)
mappers.map_imperatively(Answer, answer)
mappers.map_imperatively(Invitation, invitation)
mappers.map_imperatively(Hold, hold)
mappers.map_imperatively(StatedFigure, figure)
