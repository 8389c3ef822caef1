"""Hires, their checks and answers, and every revision."""

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from services.placements.hires.model.follow_up import Answer, FollowUp
from services.placements.hires.model.placement import Placement, Revision
from services.placements.schema import Account, Code, Key, mapper, metadata
from shared.database import Instant

placement = sa.Table(
    "placement",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("candidate", Key, nullable=False, index=True),
    sa.Column("case_code", sa.String(40), nullable=False),
    sa.Column("organisation", Key, nullable=False),
    sa.Column("employer", Key, nullable=False),
    sa.Column("vacancy", Key, index=True),
    sa.Column("referral", sa.ForeignKey("referral.id"), index=True),
    sa.Column("role", sa.String(120), nullable=False),
    sa.Column("start", sa.Date, nullable=False),
    sa.Column("contract", Code, nullable=False),
    sa.Column("planned_last_day", sa.Date),
    sa.Column("hours", sa.Integer, nullable=False),
    sa.Column("hours_by_choice", sa.Boolean, nullable=False),
    sa.Column("pay", Code, nullable=False),
    sa.Column("funded_bp", sa.Integer, nullable=False),
    sa.Column("related_party", sa.Boolean, nullable=False),
    sa.Column("permit_seen_on", sa.Date),
    sa.Column("renewal_asked_for", sa.Date),
    sa.Column("group", Key, nullable=False),
    sa.Column("person", Key, nullable=False),
    sa.Column("rev", sa.Integer, nullable=False),
    sa.Column("ending_rev", sa.Integer, nullable=False),
    sa.Column("state", Code, nullable=False),
    sa.Column("last_day", sa.Date),
    sa.Column("reason", Code),
    sa.Column("ending_evidence", sa.Integer),
    sa.Column("confirmed_until", sa.Date),
    sa.Column("void_reason", Code),
    sa.Column("staff_reference", sa.String(40), nullable=False),
    sa.Column("recorded_at", Instant, nullable=False),
    sa.Column("recorded_by", Account, nullable=False),
    sa.Index("placement_of_organisation", "organisation", "start", "id"),
    sa.Index("placement_of_employer", "employer", "state", "start", "id"),
)
placement_revision = sa.Table(
    "placement_revision",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("placement", sa.ForeignKey("placement.id"), nullable=False, index=True),
    sa.Column("kind", Code, nullable=False),
    sa.Column("rev", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", Account, nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
)
follow_up = sa.Table(
    "follow_up",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("placement", sa.ForeignKey("placement.id"), nullable=False),
    sa.Column("organisation", Key, nullable=False, server_default=""),
    sa.Column("employer", Key, nullable=False, server_default=""),
    sa.Column("milestone", sa.Integer, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("urgent_on", sa.Date),
    sa.Column("state", Code, nullable=False),
    sa.Column("asked_on", sa.Date),
    sa.Column("settled_on", sa.Date),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("reminded_on", sa.Date),
    sa.UniqueConstraint("placement", "milestone", name="follow_up_once"),
    sa.Index("follow_up_due", "state", "due"),
    sa.Index("follow_up_waiting", "organisation", "state", "urgent_on", "due", "id", "milestone"),
    sa.Index("follow_up_of_employer", "employer", "state", "urgent_on", "due", "id"),
    sa.Index("follow_up_settled", "organisation", "settled_on", "urgent_on"),
    sa.Index("follow_up_coming", "organisation", "state", "due"),
)
follow_up_answer = sa.Table(
    "follow_up_answer",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("follow_up", sa.ForeignKey("follow_up.id"), index=True),
    sa.Column("placement", sa.ForeignKey("placement.id"), nullable=False, index=True),
    sa.Column("milestone", sa.Integer),
    sa.Column("answer", Code, nullable=False),
    sa.Column("checked_on", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date),
    sa.Column("reason", Code),
    sa.Column("evidence", sa.Integer, nullable=False),
    sa.Column("party", Code, nullable=False),
    sa.Column("by", Account, nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("applied", sa.Boolean, nullable=False),
)
filled_vacancy = sa.Table(
    "filled_vacancy",
    metadata,
    sa.Column("vacancy", Key, primary_key=True),
    sa.Column("told_on", sa.Date, nullable=False),
)
"""Vacancies of which it was told that every opening is filled."""
mapper.map_imperatively(FollowUp, follow_up)
mapper.map_imperatively(
    Placement,
    placement,
    properties={"follow_ups": relationship(FollowUp, order_by=follow_up.c.milestone, cascade="all", lazy="selectin")},
)
mapper.map_imperatively(Revision, placement_revision)
mapper.map_imperatively(Answer, follow_up_answer)
