"""Second factors, known devices, sessions, mailed links, and how often somebody tried."""

import sqlalchemy as sa

from services.intake.access.model.accounts import Account, Invitation, Organisation
from services.intake.access.model.sign_in import Challenge, Factor, Reset, Visit
from services.intake.schema import Words, mapping, metadata, reference
from shared.database import BigKey, Instant

factor = sa.Table(
    "factor",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("account"),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("secret", sa.Text, nullable=False),
    sa.Column("label", sa.String(400), nullable=False),
    sa.Column("counter", sa.BigInteger, nullable=False),
    sa.Column("made", Instant, nullable=False),
    sa.Column("used", Instant),
)
"""`kind` is totp, passkey or code. A passkey's `label` is its credential id."""

challenge = sa.Table(
    "challenge",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("account"),
    sa.Column("purpose", sa.String(10), nullable=False),
    sa.Column("text", sa.String(128), nullable=False),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("used", Instant),
)

reset = sa.Table(
    "reset",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    reference("account"),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("used", Instant),
)

visit = sa.Table(
    "visit",
    metadata,
    sa.Column("reference", sa.String(64), primary_key=True),
    reference("account"),
    sa.Column("device", sa.String(40), nullable=False),
    sa.Column("begun", Instant, nullable=False),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("ended", Instant),
)

device = sa.Table(
    "device",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(64), sa.ForeignKey("account.id"), primary_key=True, index=True),
    sa.Column("second_on", sa.Date),
    sa.Column("seen", Instant, nullable=False),
)
"""A browser from which an account has signed in before: `mark` is the hash of its cookie."""

attempt = sa.Table(
    "attempt",
    metadata,
    sa.Column("position", BigKey, primary_key=True, autoincrement=True),
    sa.Column("bucket", sa.String(32), nullable=False),
    sa.Column("at", Instant, nullable=False, index=True),
    sa.Index("ix_attempt_bucket_at", "bucket", "at"),
    sqlite_autoincrement=True,
)
"""Tries to get in that have not been answered with success; buckets are keyed hashes."""

mapping.map_imperatively(Factor, factor)
mapping.map_imperatively(Challenge, challenge)
mapping.map_imperatively(Reset, reset)
mapping.map_imperatively(Visit, visit)

organisation = sa.Table(
    "organisation",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("town", sa.String(100), nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("group", sa.String(64)),
    sa.Column("phone", sa.String(60), nullable=False, server_default=""),
    sa.Column("hours", sa.String(200), nullable=False, server_default=""),
)

account = sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("email_index", sa.String(32), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False, server_default=""),
    sa.Column("password", sa.String(200), nullable=False),
    sa.Column("roles", Words, nullable=False),
    reference("organisation", nullable=True),
    reference("employer", nullable=True),
    sa.Column("lang", sa.String(2), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("confirmed", sa.Boolean, nullable=False),
    sa.Column("closed_on", sa.Date),
)

invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("email_index", sa.String(32), nullable=False, index=True),
    sa.Column("roles", Words, nullable=False),
    reference("organisation", nullable=True),
    sa.Column("lang", sa.String(2), nullable=False),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("used", Instant),
)

mapping.map_imperatively(Organisation, organisation)
mapping.map_imperatively(Account, account)
mapping.map_imperatively(Invitation, invitation)
