"""Accounts, invitations, organisations, letters, and who read whose name."""

import sqlalchemy as sa

from services.intake.model.accounts import Account, Confirmation, Invitation, Letter, Organisation
from services.intake.tables.schema import Words, mapping, metadata, reference
from shared.database import BigKey, Instant

organisation = sa.Table(
    "organisation",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("town", sa.String(100), nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("group", sa.String(64)),
)

account = sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("email_index", sa.String(32), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
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

confirmation = sa.Table(
    "confirmation",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    reference("account"),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("used", Instant),
)

letter = sa.Table(
    "letter",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("lang", sa.String(2), nullable=False),
    sa.Column("made", Instant, nullable=False),
    sa.Column("taken", Instant),
    sa.Column("sent", Instant),
    sa.Column("refused", Instant),
    sa.Column("not_before", Instant),
    sa.Column("given_up", Instant),
)
"""`taken` = somebody is sending it since; two who send at once must not send it twice.

`refused` = not taken by the mail server since then, and tried again `not_before`; `given_up` = not tried any more.
"""

read_audit = sa.Table(
    "read_audit",
    metadata,
    sa.Column("position", BigKey, primary_key=True, autoincrement=True),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("organisation", sa.String(64), nullable=False),
    sa.Column("candidate", sa.String(64), nullable=False, index=True),
    sa.Column("purpose", sa.String(20), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
"""Who read whose sealed name, what for and when: written before it is read."""

mapping.map_imperatively(Organisation, organisation)
mapping.map_imperatively(Account, account)
mapping.map_imperatively(Invitation, invitation)
mapping.map_imperatively(Confirmation, confirmation)
mapping.map_imperatively(Letter, letter)
