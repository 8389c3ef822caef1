"""Samples of kept people with what auditors found, alerts with how they were closed, and what the rules rest on."""

import sqlalchemy as sa

from services.recognition.schema import Ref, metadata
from shared.database import DERIVED, Instant

audit_sample = sa.Table(
    "audit_sample",
    metadata,
    sa.Column("edition", sa.String(12), primary_key=True),
    sa.Column("seed", sa.String(64), nullable=False),
    sa.Column("seed_of", sa.String(12)),
    sa.Column("kept", sa.Integer, nullable=False),
    sa.Column("drawn_at", Instant, nullable=False),
)
audit_line = sa.Table(
    "audit_line",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("edition", sa.String(12), sa.ForeignKey("audit_sample.edition"), nullable=False, index=True),
    sa.Column("group", Ref, nullable=False),
    sa.Column("placement", Ref, nullable=False, index=True),
    comment="a placement to be audited, by its reference only",
)
audit_finding = sa.Table(
    "audit_finding",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("line", Ref, sa.ForeignKey("audit_line.id"), nullable=False, index=True),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("evidence", sa.String(20), nullable=False),
    sa.Column("note", sa.String(2000), nullable=False),
    sa.Column("by", Ref, nullable=False),
    sa.Column("at", Instant, nullable=False),
    comment="what an auditor found; the last one counts, none is ever changed",
)
alert = sa.Table(
    "alert",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("rule", sa.String(20), nullable=False),
    sa.Column("subject", sa.String(140), nullable=False),
    sa.Column("period", sa.String(12), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("numbers", sa.LargeBinary, nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("grown_at", Instant),
    sa.Column("closed_size", sa.Integer),
    sa.UniqueConstraint("rule", "subject", "period"),
)
alert_closing = sa.Table(
    "alert_closing",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("alert", Ref, sa.ForeignKey("alert.id"), nullable=False, index=True),
    sa.Column("reason", sa.String(2000), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("by", Ref, nullable=False),
    sa.Column("at", Instant, nullable=False),
)
watched = sa.Table(
    "watched",
    metadata,
    sa.Column("group", Ref, primary_key=True),
    comment="groups of which something was told since the alerts were last looked for",
)
service_result = sa.Table(
    "service_result",
    metadata,
    sa.Column("group", Ref, primary_key=True),
    sa.Column("organisation", Ref, primary_key=True),
    sa.Column("settled", sa.Integer, nullable=False),
    sa.Column("kept", sa.Integer, nullable=False),
)
recorder = sa.Table(
    "recorder",
    metadata,
    sa.Column("placement", Ref, primary_key=True),
    sa.Column("organisation", Ref, nullable=False, index=True),
    schema=DERIVED,
    comment="which service recorded a hire",
)
