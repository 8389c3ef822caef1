"""Tables of placements: what it owns, and (derived) what it has heard from intake."""

import sqlalchemy as sa
from sqlalchemy.orm import registry, relationship

from services.placements.model.follow_up import Answer, FollowUp
from services.placements.model.placement import Placement, Revision
from services.placements.model.referral import Referral, Step
from shared.database import DERIVED, Instant
from shared.service import plumbing

metadata = sa.MetaData()
plumbing(metadata)

Key, Code, Account = sa.String(64), sa.String(20), sa.String(64)

# -- heard -----------------------------------------------------------------------------------------------------------

known_employer = sa.Table(
    "known_employer",
    metadata,
    sa.Column("employer", Key, primary_key=True),
    sa.Column("country", sa.String(2), nullable=False, default=""),
    sa.Column("national_id", sa.String(64), nullable=False, default=""),
    sa.Column("name", sa.Text, nullable=False, default=""),
    sa.Column("name_en", sa.Text, nullable=False, default=""),
    sa.Column("town", sa.Text, nullable=False, default=""),
    sa.Column("verified_on", sa.Date),
    sa.Column("closed_on", sa.Date),
    schema=DERIVED,
)
known_group = sa.Table(
    "known_group",
    metadata,
    sa.Column("employer", Key, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("group", Key, nullable=False),
    schema=DERIVED,
)
known_organisation = sa.Table(
    "known_organisation",
    metadata,
    sa.Column("organisation", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("town", sa.Text, nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("group", Key),
    schema=DERIVED,
)
known_vacancy = sa.Table(
    "known_vacancy",
    metadata,
    sa.Column("vacancy", Key, primary_key=True),
    sa.Column("employer", Key, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("openings", sa.Integer, nullable=False),
    sa.Column("town", sa.Text, nullable=False),
    sa.Column("closes", sa.Date),
    sa.Column("closed_on", sa.Date),
    schema=DERIVED,
)
known_candidate = sa.Table(
    "known_candidate",
    metadata,
    sa.Column("candidate", Key, primary_key=True),
    sa.Column("case_code", sa.String(40), nullable=False, index=True),
    sa.Column("organisation", Key, nullable=False, index=True),
    sa.Column("ready_on", sa.Date, nullable=False),
    sa.Column("withdrawn_on", sa.Date),
    sa.Column("merged_into", Key),
    schema=DERIVED,
)
known_permission = sa.Table(
    "known_permission",
    metadata,
    sa.Column("permission", Key, primary_key=True),
    sa.Column("candidate", Key, nullable=False, index=True),
    sa.Column("scope", sa.String(40), nullable=False),
    sa.Column("reach", sa.String(40), nullable=False),
    sa.Column("employer", Key),
    sa.Column("begins", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
    sa.Column("withdrawn_on", sa.Date),
    schema=DERIVED,
)

# -- owned -----------------------------------------------------------------------------------------------------------

named_employer = sa.Table(
    "named_employer",
    metadata,
    sa.Column("employer", Key, primary_key=True),
    sa.Column("country", sa.String(2), nullable=False),
    sa.Column("national_id", sa.String(20), nullable=False),
    sa.Column("name", sa.String(120), nullable=False),
)
"""Employers known only from a hire: private until they register."""

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
placement = sa.Table(
    "placement",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("candidate", Key, nullable=False, index=True),
    sa.Column("case_code", sa.String(40), nullable=False),
    sa.Column("organisation", Key, nullable=False),
    sa.Column("employer", Key, nullable=False, index=True),
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
    sa.Column("placement", sa.ForeignKey("placement.id"), nullable=False, index=True),
    sa.Column("milestone", sa.Integer, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("state", Code, nullable=False),
    sa.Column("asked_on", sa.Date),
    sa.Column("settled_on", sa.Date),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("reminded_on", sa.Date),
    sa.UniqueConstraint("placement", "milestone", name="follow_up_once"),
    sa.Index("follow_up_due", "state", "due"),
)
follow_up_answer = sa.Table(
    "follow_up_answer",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("follow_up", sa.ForeignKey("follow_up.id")),
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

mapper = registry(metadata=metadata)
mapper.map_imperatively(Referral, referral)
mapper.map_imperatively(Step, referral_step)
mapper.map_imperatively(FollowUp, follow_up)
mapper.map_imperatively(
    Placement,
    placement,
    properties={"follow_ups": relationship(FollowUp, order_by=follow_up.c.milestone, cascade="all", lazy="selectin")},
)
mapper.map_imperatively(Revision, placement_revision)
mapper.map_imperatively(Answer, follow_up_answer)
